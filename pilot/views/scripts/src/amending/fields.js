// Fields that stand in a sentence. Each carries its `kind`, the bare value `raw`, the words `shown` in the sentence, and
// other paths `also` that take the same value.
import { make } from "./elements.js";
import { pick } from "./picking.js";
import { isDirty, written } from "./values.js";

const fitsItself = () => CSS.supports("field-sizing", "content");

export function fitted(input) {
  if (input.type === "text" && !fitsItself()) input.style.width = `${Math.max(2, input.value.length) + 1.1}ch`;
  return input;
}

export function grown(area) {
  if (fitsItself()) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

// A field shows the words of the sentence, and while somebody is in it the bare value: “twice” becomes 2.
export function field(part, path, label) {
  const common = { "data-path": JSON.stringify(path), "aria-label": label, class: "pp-slot", title: part.label };
  const carried = { kind: part.kind, optional: part.optional, least: part.least ?? null, most: part.most ?? null,
    also: part.also.map((inner) => [...path.slice(0, 2), ...inner]) };
  if (part.kind === "choice" || part.kind === "truth") return Object.assign(choice(part, common), carried);
  if (part.suggest && ["lists", "texts"].includes(part.kind)) return pick(part, { "data-path": common["data-path"] }, label);
  if (part.kind === "lists") return Object.assign(several(part, path, label), carried);
  if (part.kind === "prose") return Object.assign(prose(part, common), carried);
  const turned = Boolean(part.sign_in_verb) && part.value < 0;
  const raw = Array.isArray(part.value) ? part.value.join(", ") : written(turned ? -part.value : part.value);
  const input = make("input", { ...common, type: part.kind === "date" ? "date" : "text", autocomplete: "off", spellcheck: "false",
    inputmode: part.kind === "decimal" ? "decimal" : null, list: part.suggest ? `pp-${part.suggest}` : null });
  input.value = part.kind === "date" ? raw : part.shown;
  // From 0 the verb tells no sign.
  return Object.assign(fitted(input), carried, { raw, shown: input.value, turned, unsigned: Boolean(part.sign_in_verb) && part.value === 0 });
}

function choice(part, attributes) {
  const value = written(part.value);
  const none = part.optional || !part.options.some(([option]) => written(option) === value) ? [["", "not given"]] : [];
  const options = [...none, ...part.options].map(([option, label]) => make("option", { value: written(option), selected: written(option) === value }, label));
  return Object.assign(make("select", attributes, ...options), { raw: value, shown: value });
}

function several(part, path, label) {
  const chosen = new Set(part.value.map(written));
  const boxes = part.options.map(([value, title]) =>
    make("label", {}, make("input", { type: "checkbox", value: written(value), checked: chosen.has(written(value)) }), ` ${title}`));
  return make("details", { class: "pp-several", "data-path": JSON.stringify(path) },
    make("summary", { "aria-label": `${label}: ${part.shown}` }, part.shown), make("div", { role: "group", "aria-label": label }, ...boxes));
}

function prose(part, attributes) {
  const area = make("textarea", { ...attributes, class: "pp-slot pp-prose", rows: 1 });
  area.value = part.value ?? "";
  return Object.assign(area, { raw: area.value, shown: area.value });
}

export function sentence(parts, rule, label) {
  const line = make("span", { class: "pp-sentence" });
  for (const part of parts) {
    line.append(typeof part === "string" ? part : field(part, ["rules", rule.id, ...part.path], `${label}: ${part.label}`));
  }
  return line;
}

export function entered({ target }) {
  if (target.shown === undefined || target.value !== target.shown || target.raw === target.shown) return;
  target.value = target.raw;
  fitted(target).select?.();
}

export function left({ target }) {
  if (target.shown === undefined || isDirty(target)) return;
  target.value = target.shown;
  fitted(target);
}
