// Fields that stand in a sentence, and what is read from them.
const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
};
const button = (said, attributes = {}) => make("button", { type: "button", ...attributes }, said);
const written = (value) => (value === null || value === undefined ? "" : String(value)).replace("\u2212", "-");

// What a field says, as the value that the ruleset will hold; undefined where it is no such value.
const READ = {
  integer: (text) => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined),
  decimal: (text) => (/^[+-]?\d{0,9}([.]\d{1,6})?$/.test(text) && /\d/.test(text) ? text.replace("+", "") : undefined),
  date: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined),
  text: (text) => (text.trim() ? text.replace(/\s+/g, " ").trim() : undefined),
  texts: (text) => {
    const words = text.split(",").map((each) => each.trim()).filter(Boolean);
    return words.length ? (words.length > 1 ? words : words[0]) : undefined;
  },
  choice: (text) => text,
};

function valueOf(element) {
  const plain = ["text", "texts", "choice"].includes(element.kind);
  const typed = plain ? element.value : element.value.trim().replace("\u2212", "-").replaceAll(",", "");
  const value = READ[element.kind](typed);
  return element.turned && value !== undefined && !/^[+-]/.test(typed) ? -value : value;
}

// A field shows the words of the sentence, and while somebody is in it the bare value: “twice” becomes 2.
function field(part, path, label, signed = false) {
  const common = { "data-path": JSON.stringify(path), "aria-label": label, class: "pp-slot", title: part.label };
  const named = { kind: part.kind, also: part.also.map((each) => [...path.slice(0, 2), ...each]) };
  if (part.kind === "choice") {
    const options = part.options.map(([value, said]) =>
      make("option", { value: written(value), selected: written(value) === written(part.value) }, said));
    return Object.assign(make("select", common, ...options), named, { raw: written(part.value), shown: written(part.value) });
  }
  if (part.kind === "lists") return Object.assign(several(part, path, label), named);
  // The verb of the sentence tells the sign: “falls by 5” is changed as 5, and a sign that is typed turns it.
  const turned = part.kind === "integer" && part.value < 0 && !signed;
  const raw = part.kind === "texts" ? part.value.join(", ") : written(turned ? -part.value : part.value);
  const input = make("input", { ...common, type: part.kind === "date" ? "date" : "text", autocomplete: "off", spellcheck: "false",
    inputmode: part.kind === "decimal" ? "decimal" : null, list: part.suggest ?? null });
  input.value = part.kind === "date" ? raw : part.shown;
  return Object.assign(wide(input), named, { raw, shown: input.value, turned });
}

const wide = (input) => {
  if (input.type === "text" && !CSS.supports("field-sizing", "content")) input.style.width = `${Math.max(2, input.value.length) + 1.1}ch`;
  return input;
};

function several(part, path, label) {
  const chosen = new Set(part.value.map(written));
  const boxes = part.options.map(([value, said]) =>
    make("label", {}, make("input", { type: "checkbox", value: written(value), checked: chosen.has(written(value)) }), ` ${said}`));
  const details = make("details", { class: "pp-several", "data-path": JSON.stringify(path) },
    make("summary", { "aria-label": `${label}: ${part.shown}` }, part.shown), make("div", { role: "group", "aria-label": label }, ...boxes));
  return details;
}

function sentence(parts, rule, label) {
  const line = make("span", { class: "pp-sentence" });
  for (const part of parts) {
    line.append(typeof part === "string" ? part : field(part, ["rules", rule.id, ...part.path], `${label}: ${part.label}`));
  }
  return line;
}

const dirty = (element) => "raw" in element && element.value !== element.raw && element.value !== element.shown;
const grown = (area) => {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
};
