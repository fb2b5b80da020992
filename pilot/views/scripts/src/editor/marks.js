// What is marked at the edge of the text and in it: the server's problems, and the lines that are changed.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import { element } from "./help.js";

const OTHER_ENDS = /[\x85\u2028\u2029]/;
const LINE_END = /\r\n|[\n\r\x85\u2028\u2029]/g;

// Where a line begins, counted as YAML counts lines; the editor itself knows fewer line ends.
function lineStart(doc, line) {
  const text = doc.toString();
  if (!OTHER_ENDS.test(text)) return line > doc.lines ? doc.length : doc.line(line).from;
  LINE_END.lastIndex = 0;
  for (let number = 1; number < line; number++) if (!LINE_END.exec(text)) return text.length;
  return LINE_END.lastIndex;
}

// Python counts characters; the editor counts UTF-16 units, of which an emoji has two.
function units(text, from, characters) {
  let at = from;
  for (; characters > 0 && at < text.length; characters--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

// The stretch of a text that a problem marks; null where the problem has no line in it.
export function stretch(doc, { line, column, width }) {
  if (!line) return null;
  const begin = lineStart(doc, line);
  const home = doc.lineAt(begin);
  const from = home.from + units(home.text, begin - home.from, (column ?? 1) - 1);
  const to = column ? home.from + units(home.text, from - home.from, width) : home.to;
  return { from, to };
}

class Bar extends GutterMarker {
  constructor(kind, label) {
    super();
    this.kind = kind;
    this.label = label;
  }

  toDOM() {
    const made = element("div", "", `pp-bar ${this.kind}`);
    made.title = this.label;
    return made;
  }
}

const BARS = {
  changed: new Bar("changed", "Changed, not applied"),
  gone: new Bar("gone", "Lines above are gone, not applied"),
  other: new Bar("other", "Differs from the baseline"),
};
const put = StateEffect.define();

const bars = StateField.define({
  create: () => RangeSet.empty,
  update(value, transaction) {
    const effect = transaction.effects.find((found) => found.is(put));
    return effect ? effect.value : value.map(transaction.changes);
  },
});

export const changeMarks = [bars, gutter({ class: "cm-gutter-changes", markers: (view) => view.state.field(bars) })];

// Marks lines by their numbers; of two marks on one line the first of `changed`, `gone`, `other` stands.
export function markLines(view, { changed, gone, other }) {
  const { doc } = view.state;
  const kinds = new Map();
  for (const [kind, numbers] of Object.entries({ other, gone, changed })) for (const number of numbers) kinds.set(number, kind);
  const ranges = [...kinds].filter(([number]) => number <= doc.lines).map(([number, kind]) => BARS[kind].range(doc.line(number).from));
  view.dispatch({ effects: put.of(RangeSet.of(ranges, true)) });
}
