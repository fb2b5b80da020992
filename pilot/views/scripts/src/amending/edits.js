// The changes that a page can ask for, as the server reads them.
import { POINTS, valueOf } from "./values.js";

// The wanted id, or the first of its numbered kin that no rule has.
export function freeId(wanted, taken) {
  const held = new Set(taken);
  if (!held.has(wanted)) return wanted;
  for (let count = 2; ; count += 1) if (!held.has(`${wanted}-${count}`)) return `${wanted}-${count}`;
}

// One value at one path, or at several at once.
export function puts(paths, value) {
  const edits = paths.map((path) => ({ op: "put", path, value }));
  return edits.length > 1 ? edits : edits[0];
}

// The values that were chosen of several; where there need be none, none is taken away, and else it is an empty row.
export const chosen = (path, values, isOptional = true) => (values.length || !isOptional ? { op: "put", path, value: values } : { op: "drop", path });

// Words that were picked; one stands by itself, as the file has it.
export const pickedWords = (path, words) => (words.length ? { op: "put", path, value: words.length > 1 ? words : words[0] } : { op: "drop", path });

// A rule brought to a place, counted from 1; null where there is no such place.
export function movedTo(id, place, order) {
  if (!Number.isInteger(place) || place < 1 || place > order.length) return null;
  const rest = order.filter((other) => other !== id);
  return { op: "move_rule", rule_id: id, after: place === 1 ? null : rest[place - 2] };
}

export const movedBy = (id, by, order) => movedTo(id, order.indexOf(id) + 1 + by, order);

export const copied = (id, taken) => ({ op: "copy_rule", rule_id: id, new_id: freeId(`${id}-copy`, taken) });

// A new grade between those above and below it; null where its name or its points are missing.
export function newGrade(grade, from, bands) {
  if (grade && !bands.length) return { op: "insert", path: ["bands", 0], value: { grade } };
  const points = valueOf({ kind: "integer", value: from, ...POINTS });
  if (!grade || points === undefined) return null;
  const place = bands.findIndex((band) => band.from === null || band.from < points);
  return { op: "insert", path: ["bands", place < 0 ? bands.length : place], value: { grade, from: points } };
}

// The rules that answered changes were about.
export function rulesOf(items) {
  const edits = items.flatMap(({ edit }) => edit ?? []);
  return new Set(edits.map(({ path, rule_id: id }) => (path?.[0] === "rules" ? path[1] : id)).filter(Boolean));
}
