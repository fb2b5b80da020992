// One rule as an article: parts with a field wherever the sentence holds something that can be changed.
// A part is drawn from its own data alone, so that one whose data stay the same keeps its nodes.
import { effectOf } from "./effect.js";
import { button, make } from "./elements.js";
import { field, sentence } from "./fields.js";
import { Kept } from "./kept.js";
import { sheetOf } from "./sheet.js";
import { POINTS } from "./values.js";

const labelOf = (rule) => `Rule ${rule.no}`;

function number(rule) {
  const place = make("input", { class: "pp-slot", type: "text", inputmode: "numeric", value: String(rule.no),
    "aria-label": `${labelOf(rule)}: its place`, "data-move": rule.id, style: `width:${String(rule.no).length + 1.2}ch` });
  Object.assign(place, { raw: String(rule.no), shown: String(rule.no) });
  return make("p", { class: "pp-no" }, rule.fixed ? String(rule.no) : place);
}

function text(rule) {
  const area = make("textarea", { class: "pp-slot pp-text", rows: 1, "aria-label": `${labelOf(rule)}: its text`,
    "data-path": JSON.stringify(["rules", rule.id, "text"]) });
  area.value = rule.text;
  Object.assign(area, { kind: "text", raw: rule.text, shown: rule.text, also: [] });
  return make("p", { class: "pp-rule" }, area);
}

const sentences = (list, rule) => list.flatMap((parts) => [sentence(parts, rule, labelOf(rule)), " "]);

function points(rule) {
  const line = make("span", { class: "pp-points" });
  const part = { value: rule.points, shown: rule.weight, kind: "integer", label: "points, with their sign", also: [], ...POINTS };
  line.append(rule.points === null ? rule.weight : field(part, ["rules", rule.id, "points"], `${labelOf(rule)}: points, with their sign`));
  return line;
}

function tools(rule) {
  const label = labelOf(rule);
  const act = (name, op, extra = {}) => button(name, { "data-act": JSON.stringify({ op, rule_id: rule.id, ...extra }), "aria-label": `${name}: ${label}` });
  const at = (path) => JSON.stringify(["rules", rule.id, ...path]);
  const offers = rule.offers.map((offer) =>
    button(offer.label, { "data-put": at(offer.path), "data-value": JSON.stringify(offer.value), "aria-label": `${offer.label}: ${label}` }));
  const removals = rule.removals.map((removal) => button(removal.label, { "data-drop": at(removal.path), "aria-label": `${removal.label}: ${label}` }));
  return make("div", { class: "pp-tools" },
    make("details", { class: "pp-offers" }, make("summary", { "aria-label": `Add or take away: ${label}` }, "Add or take away …"), make("div", {}, ...offers, ...removals)),
    button("More …", { "data-more": rule.id, "aria-expanded": String(Boolean(rule.sheet)), "aria-label": `Source, topic, conditions: ${label}`, title: "Source, topic, conditions" }),
    act("Copy", "copy_rule"), act("Switch off", "switch_off"), button("Delete", { "data-drop": at([]), "aria-label": `Delete: ${label}` }),
    rule.fixed ? null : act("Up", "move_rule", { by: -1 }), rule.fixed ? null : act("Down", "move_rule", { by: 1 }));
}

const PARTS = {
  number: [["id", "no", "fixed"], number],
  text: [["id", "no", "text"], text],
  does: [["id", "no", "does"], (rule) => make("p", { class: "pp-does" }, ...sentences(rule.does, rule))],
  reads: [["id", "no", "reads"], (rule) => make("p", { class: "pp-does pp-reads" }, ...sentences([rule.reads], rule))],
  facts: [["facts"], (rule) => make("p", { class: "pp-facts" }, rule.facts)],
  tools: [["id", "no", "fixed", "offers", "removals", "sheet"], tools],
  more: [["sheet"], ({ sheet }) => make("div", { class: "pp-sheet", hidden: !sheet }, ...(sheet ? sheetOf(sheet) : []))],
  points: [["id", "no", "points", "weight"], points],
  effect: [["effect"], ({ effect }) => effectOf(effect)],
  met: [["met"], (rule) => make("small", {}, rule.met)],
};
const partsOf = (rule) => Object.entries(PARTS).map(([name, [keys, draw]]) => [name, JSON.stringify(keys.map((key) => rule[key])), draw]);

export class Article extends Kept {
  constructor(rule) {
    super(partsOf);
    this.law = make("div", { class: "pp-law" });
    this.weight = make("p", { class: "pp-weight" });
    this.element = make("article");
    this.update(rule);
  }

  name(rule) {
    this.element.className = `pp-article${rule.changed ? " pp-amended" : ""}`;
    this.element.dataset.rule = rule.id;
    this.element.setAttribute("aria-label", `${labelOf(rule)}, ${rule.id}`);
  }

  arrange(_, parts) {
    if (this.law.childElementCount) return null;
    const { number: no, points: weight, effect, met, ...law } = Object.fromEntries([...parts].map(([name, { element }]) => [name, element]));
    this.law.append(...Object.values(law));
    this.weight.append(weight, effect, met);
    return [no, this.law, this.weight];
  }
}

export function silentArticle(rule) {
  const switchOn = { "data-act": JSON.stringify({ op: "switch_on", rule_id: rule.id }), "aria-label": `Switch on: ${rule.id}` };
  return make("article", { class: "pp-article pp-off", "data-rule": `off ${rule.id}`, "aria-label": `Switched off: ${rule.id}` },
    make("p", { class: "pp-no" }, "–"),
    make("div", { class: "pp-law" }, make("p", { class: "pp-rule" }, rule.text || rule.id),
      make("div", { class: "pp-tools" }, make("span", {}, "switched off"), button("Switch on", switchOn))),
    make("p", { class: "pp-weight" }));
}
