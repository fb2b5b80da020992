// What stands in a field, read as the value that the ruleset will hold; undefined where it is no such value.
const READERS = {
  integer: (text) => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined),
  decimal: (text) => (/^[+-]?\d{0,9}([.]\d{1,6})?$/.test(text) && /\d/.test(text) ? text.replace("+", "") : undefined),
  date: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined),
  integers: (text) => {
    const numbers = text.split(/[\s,;]+/).filter(Boolean).map(written);
    return numbers.every((number) => /^[+-]?\d{1,9}$/.test(number)) ? numbers.map(Number) : undefined;
  },
  text: (text) => (text.trim() ? text.replace(/\s+/g, " ").trim() : undefined),
  // Longer words keep their lines.
  prose: (text) => (text.trim() ? text.replace(/[^\S\n]+/g, " ").trim() : undefined),
  texts: (text) => {
    const words = text.split(",").map((word) => word.trim()).filter(Boolean);
    return words.length > 1 ? words : words[0];
  },
  choice: (text) => text,
  truth: (text) => text === "true",
};
const AS_TYPED = new Set(["text", "prose", "texts", "choice", "truth", "integers"]);

export const KIND_NAMES = {
  integer: "whole number", decimal: "number", date: "date", text: "text", prose: "text", texts: "list of words", integers: "row of whole numbers",
};

// A number is written with a plain minus, as a keyboard has it.
export const written = (value) => (value === null || value === undefined ? "" : String(value)).replace("\u2212", "-");

const typedIn = ({ kind, value }) => (AS_TYPED.has(kind) ? value : written(value.trim()).replaceAll(",", ""));

export const read = (kind, text) => READERS[kind](text);

// The verb of a sentence tells the sign: where `turned` is set, what is typed is taken away unless it has a sign itself.
export function valueOf(field) {
  const text = typedIn(field);
  const value = read(field.kind, text);
  return field.turned && value !== undefined && !/^[+-]/.test(text) ? -value : value;
}

// Whether a field is left empty that may be: what stood there is then taken away.
export const isLeftEmpty = (field) => Boolean(field.optional) && field.value.trim() === "";

// Whether somebody has typed what is neither kept (`raw`) nor what the sentence shows (`shown`).
export const isDirty = (field) => "raw" in field && field.value !== field.raw && field.value !== field.shown;
