// The packages of the scripts' workspace, for tests that stand outside it.
export { ChangeSet, EditorState, Text } from "../../pilot/views/scripts/node_modules/@codemirror/state/dist/index.js";
export { yaml } from "../../pilot/views/scripts/node_modules/@codemirror/lang-yaml/dist/index.js";
export { Window } from "../../pilot/views/scripts/node_modules/happy-dom/lib/index.js";
