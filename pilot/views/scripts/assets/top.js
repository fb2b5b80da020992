// A script of Points Pilot; licences in LICENSES.txt; sources 948355b99fbcb61a3e04d6a3c4e9fc3f751cb747c42b6706548391e4383b5860
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
