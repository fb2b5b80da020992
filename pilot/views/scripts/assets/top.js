// A script of Points Pilot; licences in LICENSES.txt; sources b27af6ee767a5ccae7d5626b498fbb81f3c175fff4f58c7b8510292af9b3f094
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
