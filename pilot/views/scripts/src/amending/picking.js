// A field that opens into a list of what there is, by its title and how often, with a line to search in it.
import { make } from "./elements.js";
import { suggestions } from "./suggestions.js";

// So many are shown until somebody searches.
const MOST_SHOWN = 200;

function box({ value, label }, chosen) {
  return make("label", {}, make("input", { type: "checkbox", value, checked: chosen.has(value) }), ` ${label}`);
}

function fill(group, chosen, offered, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ value, label }) => wanted.every((word) => `${value} ${label}`.toLowerCase().includes(word));
  const found = offered.filter((option) => chosen.has(option.value) || fits(option));
  group.replaceChildren(...found.slice(0, MOST_SHOWN).map((option) => box(option, chosen)));
  if (found.length > MOST_SHOWN) group.append(make("p", {}, `… and ${found.length - MOST_SHOWN} more; search for them.`));
}

// Whatever the ruleset names and nothing suggests stands among the rest, first.
const withChosen = (offered, chosen) => [
  ...[...chosen].filter((value) => !offered.some((option) => option.value === value)).map((value) => ({ value, label: value })),
  ...offered,
];

export function picked(group) {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  return boxes.filter(({ checked }) => checked).map(({ value }) => value);
}

// `part` is a slot of texts that suggests; the list is made when the field is opened.
export function pick(part, attributes, label) {
  const chosen = new Set(part.value);
  const group = make("div", { role: "group", "aria-label": label });
  const search = make("input", { type: "search", class: "pp-search", placeholder: "Search, or type another", "aria-label": `Search: ${label}` });
  const another = make("button", { type: "button", class: "pp-another", hidden: true }, "");
  const details = make("details", { class: "pp-several pp-pick", ...attributes },
    make("summary", { "aria-label": `${label}: ${part.shown || "none"}` }, part.shown || "choose …"), make("div", {}, search, another, group));
  let offered = [];
  details.addEventListener("toggle", () => {
    if (!details.open || group.childElementCount) return;
    offered = withChosen(suggestions(part.suggest), chosen);
    fill(group, chosen, offered, "");
    search.focus({ preventScroll: true });
  });
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    fill(group, new Set([...picked(group), ...chosen]), offered, search.value);
    const word = search.value.trim();
    another.hidden = !word || offered.some(({ value }) => value === word);
    another.textContent = `Use “${word}”`;
  });
  search.addEventListener("change", (event) => event.stopPropagation());
  another.addEventListener("click", () => {
    group.prepend(box({ value: search.value.trim(), label: search.value.trim() }, new Set([search.value.trim()])));
    another.hidden = true;
    group.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return Object.assign(details, { kind: part.kind, optional: Boolean(part.optional) });
}
