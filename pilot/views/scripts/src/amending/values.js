// What stands in a field, read as the value that the ruleset will hold; undefined where it is no such value.
const READERS = {
  integer: (text) => (/^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined),
  decimal: (text) => (/^[+-]?\d{0,12}([.]\d{1,6})?$/.test(text) && /\d/.test(text) ? text.replace("+", "") : undefined),
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

const KIND_NAMES = {
  integer: "whole number", decimal: "number", date: "date", text: "text", prose: "text", texts: "list of words", integers: "row of whole numbers",
};

// The points that a ruleset can hold.
export const POINTS = { least: "-1000000000", most: "1000000000" };

// A number is written with a plain minus, as a keyboard has it.
export const written = (value) => (value === null || value === undefined ? "" : String(value)).replace("\u2212", "-");

const typedIn = ({ kind, value }) => (AS_TYPED.has(kind) ? value : written(value.trim()).replaceAll(",", ""));

export const read = (kind, text) => READERS[kind](text);

const isBeyond = (end, value, way) => end !== null && end !== undefined && way * (Number(value) - Number(end)) > 0;

// The verb of a sentence tells the sign: where `turned` is set, what is typed is taken away unless it has a sign itself.
export function valueOf(field) {
  const text = typedIn(field);
  const value = read(field.kind, text);
  const signed = field.turned && value !== undefined && !/^[+-]/.test(text) ? -value : value;
  return isBeyond(field.most, signed, 1) || isBeyond(field.least, signed, -1) ? undefined : signed;
}

const NUMBER = /^[+-]?\d*([.]\d*)?$/;
const grouped = (number) => number.replace(/(?<![.]\d*)\B(?=(\d{3})+(?!\d))/g, ",").replace("-", "\u2212");

// Why what stands in a field is no value for it, as a sentence.
export function fault(field) {
  const text = typedIn(field);
  const isNumber = field.kind in { integer: 1, decimal: 1 } && NUMBER.test(text) && /\d/.test(text);
  if (!isNumber || (field.kind === "integer" && text.includes("."))) return `“${field.value}” is no ${KIND_NAMES[field.kind]}.`;
  if (/[.]\d{7}/.test(text)) return `“${field.value}” has more than six decimals.`;
  const value = field.turned && !/^[+-]/.test(text) ? `-${text}` : text;
  if (isBeyond(field.least, value, -1)) return `“${field.value}” is too small: it may be ${grouped(field.least)} or more.`;
  return `“${field.value}” is too large: it may be ${grouped(field.most ?? "1000000000")} or less.`;
}

// One more or one less of what the field shows; a number that has passed 0 where the verb has the sign brings its own.
export function counted(field, by) {
  const now = valueOf(field);
  if (now === undefined) return undefined;
  const next = field.turned ? now - by : now + by;
  if (!field.turned) return String(next);
  return next > 0 ? `+${next}` : String(-next);
}

// Whether a field is left empty that may be: what stood there is then taken away.
export const isLeftEmpty = (field) => Boolean(field.optional) && field.value.trim() === "";

// Whether somebody has typed what is neither kept (`raw`) nor what the sentence shows (`shown`).
export const isDirty = (field) => "raw" in field && field.value !== field.raw && field.value !== field.shown;
