// Wrapped lines hang below their own first word, so that the indentation of YAML stays readable on a narrow screen.
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

const DEEPEST = 12;
const styles = Array.from({ length: DEEPEST + 1 }, (_, depth) =>
  Decoration.line({ attributes: { style: `padding-left:calc(6px + ${depth}ch);text-indent:-${depth}ch` } }),
);

function decorated(view) {
  const builder = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const depth = Math.min(DEEPEST, /^[ -]*/.exec(line.text)[0].length);
      if (depth) builder.add(line.from, line.from, styles[depth]);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

export const hanging = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.lines = decorated(view);
    }

    update({ docChanged, viewportChanged, view }) {
      if (docChanged || viewportChanged) this.lines = decorated(view);
    }
  },
  { decorations: ({ lines }) => lines },
);
