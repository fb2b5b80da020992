import assert from "node:assert/strict";
import { test } from "node:test";
import { POINTS, counted, fault, isDirty, isLeftEmpty, read, valueOf, written } from "../../pilot/views/scripts/src/amending/values.js";

const typed = (kind, value, more = {}) => valueOf({ kind, value, ...more });

test("a whole number may have a sign of either kind, and commas", () => {
  assert.deepEqual([5, 5, -5, -5, 1000], ["5", "+5", "-5", "−5", " 1,000 "].map((text) => typed("integer", text)));
});

test("what is no such value is undefined", () => {
  const wrong = [["integer", "many"], ["integer", "1.5"], ["integer", "1".repeat(16)], ["decimal", "."], ["decimal", "1e5"], ["date", "2024-1-1"], ["text", "  "], ["texts", " , "]];
  for (const [kind, text] of wrong) assert.equal(undefined, typed(kind, text), `${kind} ${text}`);
});

test("what is no value says why: no number, too fine, too large or too small for its place", () => {
  const why = (kind, value, more = {}) => fault({ kind, value, ...more });
  const share = { least: "0.000001", most: "10" };
  assert.deepEqual([
    "“many” is no whole number.", "“1.5” is no whole number.", "“99999999999999” is too large: it may be 1,000,000,000 or less.",
    "“-1000000001” is too small: it may be −1,000,000,000 or more.", "“99999999999999999999” is too large: it may be 1,000,000,000 or less.",
    "“2000000000” is too small: it may be −1,000,000,000 or more.", "“0” is too small: it may be 1 or more.", "“0” is too small: it may be 0.000001 or more.",
    "“0.1234567” has more than six decimals.", "“1e5” is no number.", "“soon” is no date.",
  ], [
    why("integer", "many", POINTS), why("integer", "1.5", POINTS), why("integer", "99999999999999", POINTS),
    why("integer", "-1000000001", POINTS), why("integer", "99999999999999999999", POINTS),
    why("integer", "2000000000", { ...POINTS, turned: true }), why("integer", "0", { least: "1", most: "1200" }), why("decimal", "0", share),
    why("decimal", "0.1234567", share), why("decimal", "1e5", share), why("date", "soon"),
  ]);
  assert.deepEqual([1000000000, undefined, undefined], ["1000000000", "1000000001", "-1000000001"].map((text) => typed("integer", text, POINTS)));
});

test("counting up and down shows what it counts, and brings a sign where it passes 0", () => {
  const once = (value, by, turned = false) => counted({ kind: "integer", value, turned }, by);
  assert.deepEqual(["-4", "6", "0", "+1", "0"], [once("-5", 1), once("5", 1, true), once("1", -1, true), once("0", -1, true), once("+1", 1, true)]);
  assert.equal(undefined, once("many", 1));
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
