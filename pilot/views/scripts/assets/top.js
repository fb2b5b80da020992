// A script of Points Pilot; licences in LICENSES.txt; sources dd51ec1a98a2113dc377ba4c29f21b9629977f7a568701303655c59b83a8e8f3
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
