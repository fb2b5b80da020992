import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Amending } from "../../pilot/views/scripts/src/amending/component.js";
import { change, click, mounted } from "./page.js";
import { part } from "./rules.js";

const HTML = '<div class="pp-refusals"></div><div class="pp-articles"></div><div class="pp-adding"></div><p class="pp-waiting"></p>';
const KINDS = '<datalist id="pp-fields"><option value="name">name</option><option value="sex">sex</option></datalist>';
const AT = ["lists", "debt"];

let page;
let component;
const sheet = (...rows) => JSON.stringify({ id: "form", title: "Debtors", note: "", rows, offers: [{ label: "Add: court", path: [...AT, "agency"], value: "Court", inserts: false },
  { label: "Add: record", path: ["examples", 0, "records", 1], value: {}, inserts: true }],
removals: [{ label: "Take away: text", path: [...AT, "text"] }], acts: [{ label: "Delete", edit: { op: "drop", path: AT } }] });
const row = (label, more) => ({ label, about: "About it.", drop: null, parts: [part([...AT, label], null, more)] });
const show = (...rows) => component.show({ data: { face: "sheets", key: "k", rules: [["form", sheet(...rows)]], fixed: false, order: [], taken: [], ack: {}, locked: false },
  setStateValue: page.setStateValue });
const edits = () => page.sent.at(-1)?.[1].items.map(({ edit }) => edit) ?? [];
const find = (selector) => page.parentElement.querySelector(selector);
const type = (field, value) => {
  field.value = value;
  change(field);
};

beforeEach(() => {
  page = mounted(KINDS + HTML);
  component = new Amending(page.parentElement, "k");
});

afterEach(() => component.queue.pause());

test("what is typed where nothing stood is put, and what is left empty is taken away", () => {
  show(row("agency", { kind: "text", value: "Court", shown: "Court", optional: true }));
  type(find("input"), "Bank");
  type(find("input"), "");
  assert.deepEqual([{ op: "put", path: [...AT, "agency"], value: "Bank" }, { op: "drop", path: [...AT, "agency"] }], edits());
});

test("a field that cannot be empty is refused where it is left so", () => {
  show(row("title", { kind: "prose", value: "Debtors", shown: "Debtors" }));
  type(find("textarea"), " ");
  assert.deepEqual([], edits());
  assert.equal("“ ” is no text. It stays Debtors.", find(".pp-refused").textContent);
});

test("yes and no are no words, and what is not given can be said so", () => {
  show(row("remains", { kind: "truth", value: "true", shown: "yes", optional: true, options: [["true", "yes"], ["false", "no"]] }));
  assert.deepEqual(["not given", "yes", "no"], [...find("select").options].map(({ textContent }) => textContent));
  type(find("select"), "false");
  type(find("select"), "");
  assert.deepEqual([{ op: "put", path: [...AT, "remains"], value: false }, { op: "drop", path: [...AT, "remains"] }], edits());
});

test("of a list that need not hold anything nothing is left, and of another an empty row", () => {
  const options = [["a", "A"], ["b", "B"]];
  show(row("carry", { kind: "lists", value: ["a"], shown: "A", optional: true, options }), row("lists", { kind: "lists", value: ["b"], shown: "B", options }));
  for (const box of page.parentElement.querySelectorAll("input:checked")) {
    box.checked = false;
    change(box);
  }
  assert.deepEqual([{ op: "drop", path: [...AT, "carry"] }, { op: "put", path: [...AT, "lists"], value: [] }], edits());
});

test("what is added, taken away or done with the whole is chosen below", () => {
  show(row("title", { kind: "prose", value: "Debtors", shown: "Debtors" }));
  const [adding, dropping] = page.parentElement.querySelectorAll(".pp-menu");
  adding.value = adding.options[1].value;
  change(adding);
  adding.value = adding.options[2].value;
  change(adding);
  dropping.value = dropping.options[1].value;
  change(dropping);
  click([...page.parentElement.querySelectorAll("button")].find(({ textContent }) => textContent === "Delete"));
  assert.deepEqual(["put", "insert", "drop", "drop"], edits().map(({ op }) => op));
  assert.equal("", adding.value);
});

test("a list of what there is opens with what is chosen, is searched, and takes another word", () => {
  show(row("publishes", { kind: "lists", value: ["shame"], shown: "shame", suggest: "fields", optional: true }));
  const details = find("details");
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  assert.deepEqual(["shame", "name", "sex"], [...details.querySelectorAll("input[type=checkbox]")].map(({ value }) => value));
  const search = details.querySelector("input[type=search]");
  search.value = "photo";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  assert.deepEqual(["shame"], [...details.querySelectorAll("input[type=checkbox]")].map(({ value }) => value));
  click(details.querySelector(".pp-another"));
  assert.deepEqual([{ op: "put", path: [...AT, "publishes"], value: ["photo", "shame"] }], edits());
});

test("a row whose words stay the same keeps its field, and one that is gone takes it along", () => {
  show(row("title", { kind: "prose", value: "Debtors", shown: "Debtors" }), row("agency", { kind: "text", value: "", shown: "" }));
  const kept = find("textarea");
  show(row("title", { kind: "prose", value: "Debtors", shown: "Debtors" }));
  assert.equal(kept, find("textarea"));
  assert.equal(1, page.parentElement.querySelectorAll(".pp-row").length);
});
