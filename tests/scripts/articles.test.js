import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Articles } from "../../pilot/views/scripts/src/amending/articles.js";
import { mounted } from "./page.js";
import { pairs, part, rule } from "./rules.js";

let list;
let articles;
const show = (rules, stale) => articles.show({ rules: pairs(...rules), fixed: false }, stale);
const nodes = () => [...list.children];
const ids = () => nodes().map((node) => node.dataset.rule);
const field = (id, name) => list.querySelector(`[data-rule="${id}"] ${name}`);

beforeEach(() => {
  list = mounted("<section></section>").parentElement.firstChild;
  articles = new Articles(list);
  show([rule("a", 1), rule("b", 2), rule("c", 3)]);
});

test("a change of one rule leaves the other articles, and its own parts that are the same, untouched", () => {
  const before = nodes();
  const [text, points] = [field("b", "textarea"), field("b", ".pp-points input")];
  show([rule("a", 1), rule("b", 2, { points: -7, weight: "−7" }), rule("c", 3)]);

  assert.deepEqual(before, nodes());
  assert.equal(text, field("b", "textarea"));
  assert.notEqual(points, field("b", ".pp-points input"));
  assert.equal("−7", field("b", ".pp-points input").value);
});

test("nothing is drawn anew where nothing changed", () => {
  const html = list.innerHTML;
  const all = [...list.querySelectorAll("*")];
  show([rule("a", 1), rule("b", 2), rule("c", 3)]);
  assert.deepEqual(all, [...list.querySelectorAll("*")]);
  assert.equal(html, list.innerHTML);
});

test("another order moves the same nodes", () => {
  const [a, b, c] = nodes();
  show([rule("b", 1), rule("c", 2), rule("a", 3)]);
  assert.deepEqual([b, c, a], nodes());
  assert.deepEqual(["1", "2", "3"], nodes().map((node) => node.querySelector("[data-move]").value));
});

test("a rule that is gone goes, one that is new comes, and one that is switched off stands as such", () => {
  const [a, , c] = nodes();
  show([rule("a", 1), { off: true, id: "b", text: "" }, rule("x", 2), rule("c", 3)]);
  assert.deepEqual(["a", "off b", "x", "c"], ids());
  assert.deepEqual([a, c], [nodes()[0], nodes()[3]]);
});

test("whoever is in a field goes on in the one that takes its place", () => {
  field("b", ".pp-points input").focus();
  show([rule("a", 1), rule("b", 2, { points: -7, weight: "−7" }), rule("c", 3)]);
  assert.equal(field("b", ".pp-points input"), document.activeElement);
});

test("a field that somebody types in is left alone until they are done", () => {
  const input = field("b", ".pp-points input");
  input.focus();
  input.value = "-9";
  const changed = [rule("a", 1), rule("b", 2, { points: -7, weight: "−7", met: "two people" }), rule("c", 3)];
  show(changed);
  assert.equal(input, field("b", ".pp-points input"));
  assert.equal("two people", field("b", "small").textContent);

  input.value = input.raw;
  show(changed);
  assert.equal("−7", field("b", ".pp-points input").value);
});

test("whoever types on in a text that was kept meanwhile keeps the space that they typed last", () => {
  const area = field("b", "textarea");
  area.focus();
  area.value = area.raw = area.shown = "You cross at red ";
  show([rule("a", 1), rule("b", 2, { text: "You cross at red" }), rule("c", 3)]);
  assert.equal("You cross at red ", field("b", "textarea").value);
  assert.equal(field("b", "textarea"), document.activeElement);
});

test("a rule whose change was refused shows again what the ruleset holds, and the others stay", () => {
  const other = field("a", ".pp-points input");
  const input = field("b", ".pp-points input");
  input.value = input.raw = input.shown = "-9";
  show([rule("a", 1), rule("b", 2), rule("c", 3)], new Set(["b"]));
  assert.equal("−5", field("b", ".pp-points input").value);
  assert.equal(other, field("a", ".pp-points input"));
});

test("what was folded out stays so when its part is drawn anew", () => {
  field("b", ".pp-offers").setAttribute("open", "");
  show([rule("a", 1), rule("b", 2, { removals: [{ label: "Take the cap away", path: ["cap"] }] }), rule("c", 3)]);
  assert.ok(field("b", ".pp-offers").hasAttribute("open"));
  assert.equal("Take the cap away", field("b", ".pp-offers [data-drop]").textContent);
});

test("whoever added a rule begins with its text", () => {
  articles.awaited = "x";
  show([rule("a", 1), rule("b", 2), rule("c", 3), rule("x", 4)]);
  assert.equal(field("x", "textarea"), document.activeElement);
  assert.equal(null, articles.awaited);
});

test("a rule that is laid open shows its sheet below, and closed again hides it", () => {
  const sheet = { rows: [{ label: "topic", about: "Of life.", drop: null, parts: [part(["rules", "b", "topic"], "court")] }], offers: [], removals: [] };
  show([rule("a", 1), rule("b", 2, { sheet })]);
  assert.equal("court", field("b", ".pp-sheet input").value);
  show([rule("a", 1), rule("b", 2)]);
  assert.ok(field("b", ".pp-sheet").hidden);
});

test("what a rule says is text, never markup", () => {
  show([rule("a", 1, { facts: "<img src=x>", text: "<b>bold</b>" })]);
  assert.equal(null, list.querySelector("img, b"));
  assert.equal("<b>bold</b>", field("a", "textarea").value);
});
