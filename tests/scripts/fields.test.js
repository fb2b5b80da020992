import assert from "node:assert/strict";
import { test } from "node:test";
import { entered, field, left } from "../../pilot/views/scripts/src/amending/fields.js";
import "./page.js";

const PATH = ["rules", "a", "x"];
const part = (kind, value, shown, more = {}) => ({ kind, value, shown, label: "its label", also: [], options: [], suggest: null, ...more });

test("a field shows the words of the sentence, and the bare value while somebody is in it", () => {
  const input = field(part("integer", 2, "twice"), PATH, "Rule 1");
  assert.equal("twice", input.value);
  entered({ target: input });
  assert.equal("2", input.value);
  left({ target: input });
  assert.equal("twice", input.value);
});

test("what is typed and not kept stays when the field is left or entered again", () => {
  const input = field(part("integer", 2, "twice"), PATH, "Rule 1");
  input.value = "3";
  left({ target: input });
  entered({ target: input });
  assert.equal("3", input.value);
});

test("where the verb has the sign the number stands without it, and beside the sentence with it", () => {
  const falls = field(part("integer", -5, "5", { sign_in_verb: true }), PATH, "Rule 1");
  const signed = field(part("integer", -5, "−5"), PATH, "Rule 1");
  const stays = field(part("integer", 0, "stays as it is", { sign_in_verb: true }), PATH, "Rule 1");
  assert.deepEqual([["5", true, false], ["-5", false, false], ["0", false, true]], [falls, signed, stays].map(({ raw, turned, unsigned }) => [raw, turned, unsigned]));
});

test("other paths of the same value are below the same rule", () => {
  const input = field(part("text", "a", "a", { also: [["cap", "points"]] }), PATH, "Rule 1");
  assert.deepEqual([["rules", "a", "cap", "points"]], input.also);
});

test("of several options the one that holds is chosen, and none gets lost that is no text", () => {
  const select = field(part("choice", 12, "a year", { options: [[6, "half a year"], [12, "a year"], [null, "never"]] }), PATH, "Rule 1");
  assert.deepEqual(["6", "12", ""], [...select.querySelectorAll("option")].map((option) => option.getAttribute("value")));
  assert.equal("a year", [...select.querySelectorAll("option")].find((option) => option.selected).textContent);
});

test("of a list those that hold are checked", () => {
  const details = field(part("lists", ["A", "C"], "A or C", { options: [["A", "Grade A"], ["B", "Grade B"], ["C", "Grade C"]] }), PATH, "Rule 1");
  assert.deepEqual([true, false, true], [...details.querySelectorAll("input")].map(({ checked }) => checked));
  assert.equal("Rule 1: A or C", details.querySelector("summary").getAttribute("aria-label"));
});
