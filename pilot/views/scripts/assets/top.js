// A script of Points Pilot; licences in LICENSES.txt; sources e2ce45946bdd6b77d6ebe0e0334dd68242133fbfb73b44e6cfb5dc9424790913
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
