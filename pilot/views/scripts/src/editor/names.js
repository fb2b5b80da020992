// The ids that stand in the text itself, and which of them a place refers to.
import { ITEM } from "./place.js";

const SECTIONS = ["sources", "lists", "consequences"];
const PLACES = [
  [/(^| )rules \S+ lists( |$)/, "lists"],
  [/( |^)(while_on|entered_when of|expect lists)$/, "lists"],
  [/^(bands|lists [^ ]+) consequences$/, "consequences"],
  [/ ?source ref$| disputed_by$/, "sources"],
  [/ factor$/, "factors"],
  [/ (override|expect) grade$/, "grades"],
  [/ agency$/, "agencies"],
  [/ because$/, "rules"],
  [/ when kind$|^examples records kind$/, "kinds"],
];

// Which names a path refers to, in a whole ruleset (rules are a list) and in one that extends (rules stand under ids).
export function referred(path) {
  const steps = path.filter((step) => step !== ITEM).join(" ");
  if (/^rules lists$/.test(steps)) return "lists";
  return PLACES.find(([form]) => form.test(steps))?.[1] ?? null;
}

const word = (text) => text.replace(/^(["'])(.*)\1$/, "$2").trim();
const valueIn = (text, key) => new RegExp(`(?:^|[\\s{,-])${key}:\\s+("[^"]*"|'[^']*'|[^,}\\]#]+?)\\s*(?:[,}#]|$)`).exec(text)?.[1];

// Per sort of name a map from the name to its title.
export function namesIn(doc, kinds) {
  const found = Object.fromEntries([...SECTIONS, "factors", "grades", "agencies", "rules"].map((sort) => [sort, new Map()]));
  found.kinds = new Map(Object.entries(kinds));
  let section = "";
  let depth = null;
  let last = null;
  for (const text of doc.iterLines()) {
    if (/^\s*(#|$)/.test(text)) continue;
    const indent = text.search(/\S/);
    const key = /^ *("[^"]*"|'[^']*'|[^\s#:{[-][^#:]*?)\s*:(?=\s|$)/.exec(text);
    if (indent === 0 && key) {
      [section, depth, last] = [word(key[1]), null, null];
      continue;
    }
    if (section === "score" && key && word(key[1]) === "factors") {
      [section, depth, last] = ["factors", null, null];
      continue;
    }
    if ((SECTIONS.includes(section) || section === "factors") && key) {
      depth ??= indent;
      if (indent === depth) {
        last = word(key[1]);
        found[section].set(last, word(valueIn(text, "title") ?? ""));
      } else if (last !== null && !found[section].get(last)) {
        found[section].set(last, word(valueIn(text, "title") ?? ""));
      }
    }
    if (section === "bands" && valueIn(text, "grade")) last = word(valueIn(text, "grade"));
    if (section === "bands" && last) found.grades.set(last, word(valueIn(text, "title") ?? found.grades.get(last) ?? ""));
    if (section === "rules" && /^\s*- .*?\bid:/.test(text)) found.rules.set((last = word(valueIn(text, "id") ?? "")), "");
    if (section === "rules" && last && /^\s+text:/.test(text)) found.rules.set(last, word(valueIn(text, "text") ?? ""));
    const agency = valueIn(text, "agency");
    if (agency && !agency.startsWith("[")) found.agencies.set(word(agency), "");
    const kind = valueIn(text, "kind");
    if (kind && /^["']?[\w-]+(\.[\w*-]+)+["']?$/.test(kind) && !found.kinds.has(word(kind))) found.kinds.set(word(kind), "");
  }
  return found;
}
