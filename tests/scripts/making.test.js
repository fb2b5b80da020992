import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Amending } from "../../pilot/views/scripts/src/amending/component.js";
import { click, mounted } from "./page.js";
import { part } from "./rules.js";

const HTML = '<datalist id="pp-kinds"><option value="order.noise">Noise at night · 12 records · order.noise</option></datalist><div class="pp-refusals"></div>'
  + '<div class="pp-articles"></div><div class="pp-adding"></div><p class="pp-waiting"></p>';
const MAKING = { key: "rule", label: "Add a rule", submit: "Add it", into: "rules", rest: { source: { basis: "invented" } }, fields: [
  part(["text"], null, { kind: "prose", value: "", shown: "", label: "what counts" }),
  part(["when", "kind"], null, { kind: "texts", value: [], shown: "", label: "kind of record", suggest: "kinds" }),
  part(["points"], null, { kind: "integer", value: -1, shown: "-1", label: "points" }),
] };

let page;
let component;
const show = (ack = {}) => component.show({ data: { face: "articles", key: "k", rules: [], fixed: false, order: [], taken: [], makings: [MAKING], ack, locked: false },
  setStateValue: page.setStateValue });
const find = (selector) => page.parentElement.querySelector(selector);
const isHidden = (selector) => find(selector).hasAttribute("hidden");
const edits = () => page.sent.at(-1)?.[1].items.map(({ edit }) => edit) ?? [];
const submit = () => find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

function filled() {
  click(find("[data-open]"));
  find("textarea").value = "You feed pigeons.";
  const kinds = find("details");
  kinds.open = true;
  kinds.dispatchEvent(new Event("toggle"));
  kinds.querySelector("input[type=checkbox]").checked = true;
}

beforeEach(() => {
  page = mounted(HTML);
  component = new Amending(page.parentElement, "k");
  show();
});

afterEach(() => component.queue.pause());

test("a form opens at its button, and nothing is sent before it is complete", () => {
  assert.ok(isHidden(".pp-making"));
  click(find("[data-open]"));
  assert.deepEqual([false, true], [isHidden(".pp-making"), isHidden("[data-open]")]);
  submit();
  assert.equal("Something is missing: what counts. Give it, then add it.", find(".pp-refused").textContent);
  assert.deepEqual([], page.sent);
});

test("what is typed and chosen becomes one change, with what is given besides", () => {
  filled();
  submit();
  const value = { source: { basis: "invented" }, text: "You feed pigeons.", when: { kind: "order.noise" }, points: -1 };
  assert.deepEqual([{ op: "add", into: "rules", value }], edits());
  assert.ok(isHidden(".pp-making"));
});

test("kinds are chosen by their titles, with how many records there are", () => {
  filled();
  assert.equal("Noise at night · 12 records · order.noise", find("details label").textContent.trim());
});

test("what is no such value is refused and stays in its field", () => {
  filled();
  find("form input[type=text]").value = "many";
  submit();
  assert.equal("“many” is no points. Give it, then add it.", find(".pp-refused").textContent);
  assert.equal("many", find("form input[type=text]").value);
});

test("a form whose entry the server refused is open again with what was typed, and one that was made begins anew", () => {
  filled();
  submit();
  show({ client: component.queue.client, seq: 1, refused: [{ sentence: "No.", mend: "Mend: yes." }] });
  assert.deepEqual([false, "You feed pigeons."], [isHidden(".pp-making"), find("textarea").value]);
  submit();
  show({ client: component.queue.client, seq: 2, refused: [] });
  assert.deepEqual([true, ""], [isHidden(".pp-making"), find("textarea").value]);
});
