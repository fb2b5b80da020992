import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Amending } from "../../pilot/views/scripts/src/amending/component.js";
import { change, click, mounted, press } from "./page.js";
import { pairs, rule } from "./rules.js";

const HTML = '<div class="pp-refusals"></div><div class="pp-articles"></div><div class="pp-adding"></div><p class="pp-waiting"></p>';
const ORDER = ["a", "b"];

let page;
let component;
const data = (ack = {}, more = {}) => ({ face: "articles", key: "k", rules: pairs(rule("a", 1), rule("b", 2)), fixed: false, order: ORDER, taken: ORDER,
  makings: [], ack, locked: false, ...more });
const show = (...given) => component.show({ data: data(...given), setStateValue: page.setStateValue });
const edits = () => page.sent.at(-1)?.[1].items.map(({ edit }) => edit) ?? [];
const find = (selector) => page.parentElement.querySelector(selector);
const points = () => find('[data-rule="b"] .pp-points input');
const type = (field, value) => {
  field.value = value;
  change(field);
};

beforeEach(() => {
  page = mounted(HTML);
  component = new Amending(page.parentElement, "k");
  show();
});

afterEach(() => component.queue.pause());

test("a number that is typed becomes one change, and it shows that it is on its way", () => {
  type(points(), "-9");
  assert.deepEqual([{ op: "put", path: ["rules", "b", "points"], value: -9 }], edits());
  assert.equal("…", find(".pp-waiting").textContent);
});

test("an answer ends the waiting", () => {
  type(points(), "-9");
  show({ client: component.queue.client, seq: 1, refused: [] });
  assert.equal("", find(".pp-waiting").textContent);
});

test("what is no number is refused in place and nothing is sent", () => {
  type(points(), "many");
  assert.equal("“many” is no whole number. It stays −5.", find(".pp-refused").textContent);
  assert.equal("−5", points().value);
  assert.deepEqual([], page.sent);
});

const falls = (value, shown) => rule("b", 2, { does: [["The score falls by ", { ...SLOT, value, shown }, " points."]] });
const SLOT = { path: ["points"], kind: "integer", label: "points", options: [], also: [], suggest: null, least: "-1000000000", most: "1000000000", sign_in_verb: true };
const withSlot = (value, shown) => component.show({ data: { ...data(), rules: pairs(rule("a", 1), falls(value, shown)) }, setStateValue: page.setStateValue });
const slot = () => find('[data-rule="b"] .pp-does input');

test("what took points away takes them away again on the way over 0, and with a sign does as the sign says", () => {
  withSlot(-5, "5");
  type(slot(), "0");
  withSlot(0, "stays as it is");
  type(slot(), "12");
  assert.deepEqual([0, -12], edits().map(({ value }) => value).map((value) => value + 0));
  withSlot(0, "stays as it is");
  type(slot(), "+12");
  assert.equal(12, edits().at(-1).value);
});

test("from 0 a number without a sign is asked for one", () => {
  withSlot(0, "stays as it is");
  type(slot(), "12");
  assert.equal("“12” does not say whether the score rises or falls. Write +12 or −12.", find(".pp-refused").textContent);
  assert.deepEqual([], page.sent);
  type(slot(), "many");
  assert.equal("“many” is no whole number. It stays 0.", find(".pp-refused").textContent);
});

test("a field whose change the server refused shows again what the ruleset holds", () => {
  type(points(), "-9");
  show({ client: component.queue.client, seq: 1, refused: [{ sentence: "It is too low.", mend: "Mend: raise it." }] });
  assert.equal("−5", points().value);
  assert.equal("It is too low. Mend: raise it.", find(".pp-refused").textContent);
});

test("the arrow keys count, and Escape takes back", () => {
  const field = points();
  field.value = "-5";
  press(field, "ArrowUp");
  press(field, "ArrowUp");
  assert.equal("-3", field.value);
  press(field, "Escape");
  assert.equal("-5", field.value);
  assert.deepEqual([], page.sent);
});

test("buttons ask for what they say, and a rule that is first cannot go up", () => {
  click(find('[data-rule="a"] [aria-label="Up: Rule 1"]'));
  click(find('[data-rule="a"] [aria-label="Down: Rule 1"]'));
  click(find('[data-rule="b"] [aria-label="Copy: Rule 2"]'));
  click(find('[data-rule="b"] [aria-label="Delete: Rule 2"]'));
  assert.deepEqual([{ op: "move_rule", rule_id: "a", after: "b" }, { op: "copy_rule", rule_id: "b", new_id: "b-copy" },
    { op: "drop", path: ["rules", "b"] }], edits());
});

test("what stands in a field is kept before the button that is pressed from the keyboard does its work", () => {
  points().focus();
  points().value = "-9";
  click(find('[data-rule="a"] [aria-label="Switch off: Rule 1"]'));
  assert.deepEqual([{ op: "put", path: ["rules", "b", "points"], value: -9 }, { op: "switch_off", rule_id: "a" }], edits());
});

test("the rule that is laid open is told to the server, and closed by the same button", () => {
  click(find('[data-rule="a"] [data-more]'));
  show({}, { opened: "a" });
  click(find('[data-rule="a"] [data-more]'));
  assert.deepEqual([["opened", "a"], ["opened", ""]], page.sent);
});

test("what has just been made is gone to once", () => {
  show({}, { begin: "b" });
  assert.equal(find('[data-rule="b"] textarea'), document.activeElement);
  find('[data-rule="a"] textarea').focus();
  show({}, { begin: "b" });
  assert.equal(find('[data-rule="a"] textarea'), document.activeElement);
});

test("the next component of a key goes on with what the one before left on its way", () => {
  type(points(), "-9");
  const { client } = component.queue;
  const { parentElement } = page;
  page = mounted(HTML);
  assert.equal(false, parentElement.isConnected);
  component.leave();
  component = new Amending(page.parentElement, "k");
  show();
  assert.deepEqual([client, 2], [page.sent[0][1].client, page.sent[0][1].turn]);
  assert.deepEqual([{ op: "put", path: ["rules", "b", "points"], value: -9 }], edits());
});

test("a boundary that is typed below the scale is one change of that band", () => {
  const bands = [{ grade: "A", from: 900, title: null, held: 1, shade: "#fff" }, { grade: "B", from: null, title: null, held: 2, shade: "#eee" }];
  show({}, { face: "bands", bands, score: { start: 1000, floor: null, ceiling: null }, axis: [600, 1200] });
  const field = find(".pp-bands input");
  type(field, "950");
  assert.deepEqual([{ op: "put", path: ["bands", 0, "from"], value: 950 }], edits());
  assert.equal("50%", find(".pp-handle").style.left);
});
