import assert from "node:assert/strict";
import { test } from "node:test";
import { isDirty, isLeftEmpty, read, valueOf, written } from "../../pilot/views/scripts/src/amending/values.js";

const typed = (kind, value, more = {}) => valueOf({ kind, value, ...more });

test("a whole number may have a sign of either kind, and commas", () => {
  assert.deepEqual([5, 5, -5, -5, 1000], ["5", "+5", "-5", "−5", " 1,000 "].map((text) => typed("integer", text)));
});

test("what is no such value is undefined", () => {
  const wrong = [["integer", "many"], ["integer", "1.5"], ["integer", "1234567890"], ["decimal", "."], ["decimal", "1e5"], ["date", "2024-1-1"], ["text", "  "], ["texts", " , "]];
  for (const [kind, text] of wrong) assert.equal(undefined, typed(kind, text), `${kind} ${text}`);
});

test("a decimal stays written as it is, so that no digit is lost", () => {
  assert.deepEqual(["0.10", ".5", "-2.500000"], ["+0.10", ".5", "−2.500000"].map((text) => typed("decimal", text)));
});

test("where the verb has the sign, what is typed is taken away unless it brings a sign", () => {
  assert.deepEqual([-5, -5, 5], ["5", "-5", "+5"].map((text) => typed("integer", text, { turned: true })));
});

test("a list of one word is the word, and a text has single spaces", () => {
  assert.equal("a", read("texts", " a ,"));
  assert.deepEqual(["a", "b"], read("texts", "a,b"));
  assert.equal("Two words.", read("text", " Two \n words. "));
});

test("longer words keep their lines, and a row of numbers may be empty", () => {
  assert.equal("Two words.\nA line.", read("prose", " Two   words.\nA line. "));
  assert.deepEqual([[-5, 3], []], ["−5, 3", " "].map((text) => read("integers", text)));
  assert.equal(undefined, read("integers", "-5, many"));
  assert.deepEqual([true, false], ["true", "false"].map((text) => read("truth", text)));
});

test("what may be left empty is taken away, and nothing else is", () => {
  const left = [{ optional: true, value: " " }, { optional: false, value: "" }, { optional: true, value: "x" }];
  assert.deepEqual([true, false, false], left.map(isLeftEmpty));
});

test("nothing is written as nothing, and a minus as a keyboard has it", () => {
  assert.deepEqual(["", "", "-3", "0"], [null, undefined, "−3", 0].map(written));
});

test("a field is dirty while it holds neither what is kept nor what is shown", () => {
  const field = { raw: "2", shown: "twice" };
  assert.deepEqual([false, false, true], ["2", "twice", "3"].map((value) => isDirty({ ...field, value })));
  assert.equal(false, isDirty({ value: "3" }));
});
