// A script of Points Pilot; licences in LICENSES.txt; sources 957bf8d039f166000cd082234acef62b9bcdac5b1c8275c78e68638dd103824e
var t=new Map;function n({data:e}){t.has(e.name)&&t.get(e.name)!==e.at&&document.querySelector("[data-testid=stMain]")?.scrollTo({top:0}),t.set(e.name,e.at)}export{n as default};
