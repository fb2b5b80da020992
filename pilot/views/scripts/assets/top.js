// A script of Points Pilot; licences in LICENSES.txt; sources 2dcd3cbeafa082b0518ef6a100214baf25239051b467ff8f3370ea21f07ff0c0
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
