// Any part of a ruleset as rows: what a field is called, and the field; below, what can be added and taken away.
import { button, make } from "./elements.js";
import { field } from "./fields.js";
import { Kept } from "./kept.js";

function row({ label, about, parts, drop }) {
  const fields = parts.map((part) => (typeof part === "string" ? part : field(part, part.path, part.label)));
  const away = drop ? button("×", { class: "pp-drop", "data-drop": JSON.stringify(drop), "aria-label": `Take away: ${label}` }) : "";
  return make("div", { class: "pp-row", title: about }, make("span", { class: "pp-key" }, label), make("span", { class: "pp-cell" }, ...fields, away));
}

function menu(label, options) {
  if (!options.length) return "";
  return make("select", { class: "pp-menu", "aria-label": label }, make("option", { value: "" }, label), ...options);
}

function tools({ offers, removals, acts = [] }) {
  const adding = offers.map(({ label, path, value, inserts }) =>
    make("option", { value: JSON.stringify({ op: inserts ? "insert" : "put", path, value }) }, label));
  const dropping = removals.map(({ label, path }) => make("option", { value: JSON.stringify({ op: "drop", path }) }, label));
  return make("div", { class: "pp-tools" }, menu("Add …", adding), menu("Take away …", dropping),
    ...acts.map(({ label, edit }) => button(label, { "data-act": JSON.stringify(edit) })));
}

export const sheetOf = (sheet) => [...sheet.rows.map(row), tools(sheet)];

// A row is known by the place that it changes, so that one whose label changes keeps whoever is in it.
const partsOf = (sheet) => [
  ["title", sheet.title, () => make("h2", {}, sheet.title)],
  ["note", JSON.stringify(sheet.note), () => make("p", { class: "pp-facts" }, sheet.note ?? "")],
  ...sheet.rows.map((given) => [`row ${given.label}`, JSON.stringify(given), () => row(given)]),
  ["tools", JSON.stringify([sheet.offers, sheet.removals, sheet.acts]), () => tools(sheet)],
];

export class Sheet extends Kept {
  constructor(sheet) {
    super(partsOf);
    this.element = make("section", { class: "pp-sheet" });
    this.update(sheet);
  }

  name(sheet) {
    this.element.dataset.rule = sheet.id;
    this.element.setAttribute("aria-label", sheet.title);
  }

  arrange(elements) {
    return elements;
  }
}
