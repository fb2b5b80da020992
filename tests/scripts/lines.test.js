import assert from "node:assert/strict";
import { test } from "node:test";
import { changedLines, changesTo } from "../../pilot/views/scripts/src/editor/lines.js";
import { stretch } from "../../pilot/views/scripts/src/editor/marks.js";
import "./page.js";
import { ChangeSet, Text } from "./packages.js";

const text = (...lines) => Text.of(lines);
const become = (before, after) => ChangeSet.of(changesTo(before, after), before.length).apply(before);

test("a text becomes the other by its changes, whatever they are", () => {
  const texts = [text(""), text("a"), text("a", "b", "c"), text("a", "x", "c"), text("b", "c"), text("a", "b", "c", ""), text("c", "b", "a")];
  for (const before of texts) for (const after of texts) assert.equal(after.toString(), become(before, after).toString());
});

test("a change within a line is a change of the whole line", () => {
  const [change] = changesTo(text("a", "points: -5", "c"), text("a", "points: -8", "c"));
  assert.deepEqual([2, "points: -8\n"], [change.from, change.insert.toString()]);
});

test("two people's changes of one line both stay", () => {
  const base = text("a", "points: -5", "c");
  const [mine, theirs] = ["points: -50", "points: -8"].map((line) => ChangeSet.of(changesTo(base, text("a", line, "c")), base.length));
  assert.equal("a\npoints: -50\npoints: -8\nc", mine.compose(theirs.map(mine)).apply(base).toString());
});

test("lines are named that are changed, and those above which some are gone", () => {
  assert.deepEqual({ changed: [2], gone: [] }, changedLines(text("a", "b", "c"), text("a", "x", "c")));
  assert.deepEqual({ changed: [], gone: [2] }, changedLines(text("a", "b", "c"), text("a", "c")));
  assert.deepEqual({ changed: [2, 3], gone: [] }, changedLines(text("a", "c"), text("a", "x", "y", "c")));
});

test("a mark stands where Python counted it, behind an emoji and behind line ends that the editor does not know", () => {
  const doc = text("🙂 owl", "one\u2028two owl");
  assert.deepEqual({ from: 3, to: 6 }, stretch(doc, { line: 1, column: 3, width: 3 }));
  assert.equal("owl", doc.sliceString(...Object.values(stretch(doc, { line: 3, column: 5, width: 3 }))));
  assert.equal(null, stretch(doc, { line: null }));
});
