import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, referred } from "../../pilot/views/scripts/src/editor/names.js";
import { ITEM, placeOf } from "../../pilot/views/scripts/src/editor/place.js";
import { EditorState, Text, yaml } from "./packages.js";

// The place of the bar in a text.
function at(marked) {
  const position = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: [yaml()] });
  return placeOf(state, position);
}

test("a key is due at the start of a line, with the keys that stand beside it", () => {
  const { path, role, beside } = at("score:\n  start: 1\n  fl|\n  ceiling: 9\n");
  assert.deepEqual([["score"], "key", ["start", "ceiling"]], [path, role, [...beside]]);
});

test("a value is due behind its key", () => {
  const { path, role, from } = at("score:\n  start: 1|");
  assert.deepEqual([["score", "start"], "value", 16], [path, role, from]);
});

test("an item of a list is a step of its own, written below its key or beside it", () => {
  for (const text of ["rules:\n  - id: a\n    po|", "rules:\n- id: a\n  po|"]) assert.deepEqual(["rules", ITEM], at(text).path);
});

test("inside of brackets the open ones count", () => {
  assert.deepEqual([["rules", ITEM, "when", "kind"], "value"], (({ path, role }) => [path, role])(at("rules:\n  - when: {kind: tr|}")));
  assert.deepEqual([["rules", ITEM, "when"], "key"], (({ path, role }) => [path, role])(at("rules:\n  - when: {kind: a, wi|}")));
});

test("in a comment nothing is due", () => {
  assert.equal(null, at("id: a # why|"));
});

test("a place refers to the names of its sort", () => {
  assert.deepEqual(["kinds", "sources", "lists", "grades", null],
    [["rules", ITEM, "when", "kind"], ["rules", ITEM, "source", "ref"], ["rules", ITEM, "lists"], ["rules", ITEM, "override", "grade"], ["title"]].map(referred));
});

test("the names are found that a text gives, with their titles", () => {
  const doc = Text.of(["sources:", "  press: {title: A paper}", "bands:", "  - {grade: A, title: Good}", "rules:", "  - id: red-light", "    text: You cross.",
    "    when: {kind: traffic.red_light}"]);
  const found = namesIn(doc, { "x.y": "Known" });
  assert.deepEqual([["press", "A paper"]], [...found.sources]);
  assert.deepEqual([["A", "Good"]], [...found.grades]);
  assert.deepEqual([["red-light", "You cross."]], [...found.rules]);
  assert.deepEqual(["x.y", "traffic.red_light"], [...found.kinds.keys()]);
});
