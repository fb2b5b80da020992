import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, copied, freeId, movedBy, movedTo, newGrade, pickedWords, puts, rulesOf } from "../../pilot/views/scripts/src/amending/edits.js";

const ORDER = ["a", "b", "c"];

test("an id that is taken gets the first number that is free", () => {
  assert.equal("a", freeId("a", []));
  assert.equal("a-3", freeId("a", ["a", "a-2"]));
});

test("a rule is brought behind the one that then stands before it", () => {
  assert.deepEqual([null, "b", "c"], [1, 2, 3].map((place) => movedTo("a", place, ORDER).after));
  assert.deepEqual({ op: "move_rule", rule_id: "c", after: "a" }, movedTo("c", 2, ORDER));
});

test("there is no place before the first, behind the last or between two", () => {
  assert.deepEqual([null, null, null, null], [0, 4, 1.5, NaN].map((place) => movedTo("a", place, ORDER)));
  assert.deepEqual([null, null], [movedBy("a", -1, ORDER), movedBy("c", 1, ORDER)]);
  assert.deepEqual([null, "c"], [movedBy("b", -1, ORDER).after, movedBy("b", 1, ORDER).after]);
});

test("a copy gets an id that is free", () => {
  assert.equal("a-copy-2", copied("a", ["a", "a-copy"]).new_id);
});

test("one value at several paths is one change", () => {
  assert.deepEqual({ op: "put", path: ["x"], value: 1 }, puts([["x"]], 1));
  assert.deepEqual([["x"], ["y"]], puts([["x"], ["y"]], 1).map(({ path }) => path));
});

test("of a list from which all was taken away nothing is left", () => {
  assert.deepEqual({ op: "put", path: ["x"], value: ["A"] }, chosen(["x"], ["A"]));
  assert.deepEqual({ op: "drop", path: ["x"] }, chosen(["x"], []));
  assert.deepEqual({ op: "put", path: ["x"], value: [] }, chosen(["x"], [], false));
});

test("one word that was picked stands by itself, as the file has it", () => {
  assert.deepEqual(["a", ["a", "b"]], [["a"], ["a", "b"]].map((words) => pickedWords(["x"], words).value));
  assert.deepEqual({ op: "drop", path: ["x"] }, pickedWords(["x"], []));
});

test("a new grade stands below those that begin higher", () => {
  const bands = [{ from: 900 }, { from: 600 }, { from: null }];
  const places = ["1000", "700", "−5"].map((from) => newGrade("N", from, bands).path[1]);
  assert.deepEqual([0, 1, 2], places);
  assert.equal(3, newGrade("N", "1", [{ from: 9 }, { from: 8 }, { from: 7 }]).path[1]);
  assert.deepEqual([null, null], [newGrade("", "5", bands), newGrade("N", "five", bands)]);
  assert.deepEqual({ op: "insert", path: ["bands", 0], value: { grade: "N" } }, newGrade("N", "", []));
});

test("the rules are named that answered changes were about, whatever came with them", () => {
  const edits = [{ op: "put", path: ["rules", "a", "points"] }, [{ op: "put", path: ["rules", "b", "text"] }], { op: "copy_rule", rule_id: "c" },
    { op: "put", path: ["score", "start"] }, [[[]]], undefined];
  assert.deepEqual(["a", "b", "c"], [...rulesOf(edits.map((edit, place) => ({ seq: place, edit })))]);
});
