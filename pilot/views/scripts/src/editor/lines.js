// Which lines differ between two texts, and how one becomes the other by whole lines alone.
// Whole lines, because two people's changes of one line must both stay readable where they meet.
import { diff } from "@codemirror/merge";

const LIMITS = { scanLimit: 1_000, timeout: 100 };

function stretches(before, after) {
  const found = [];
  for (const change of diff(before.toString(), after.toString(), LIMITS)) {
    const next = whole(before, after, change);
    const last = found.at(-1);
    if (last && (next.fromA <= last.toA || next.fromB <= last.toB)) {
      const [toA, toB] = [Math.max(last.toA, next.toA), Math.max(last.toB, next.toB)];
      Object.assign(last, { toA, toB, first: Math.min(last.first, next.first), last: Math.max(last.last, next.last) });
    } else found.push(next);
  }
  return found;
}

// A change widened to whole lines, line ends included; `first` to `last` are its lines in the text after it.
function whole(before, after, { fromA, toA, fromB, toB }) {
  const all = (side) => [[before, fromA], [before, toA], [after, fromB], [after, toB]].every(([doc, at]) => doc.lineAt(at)[side] === at);
  const more = toA < before.length && toB < after.length;
  const oneSided = fromA === toA || fromB === toB;
  if (oneSided && all("to")) {
    if (!more) return { fromA, toA, fromB, toB, first: after.lineAt(fromB).number + 1, last: after.lineAt(toB).number };
    [fromA, toA, fromB, toB] = [fromA + 1, toA + 1, fromB + 1, toB + 1];
  }
  if (oneSided && all("from")) return { fromA, toA, fromB, toB, first: after.lineAt(fromB).number, last: after.lineAt(toB).number - 1 };
  const ahead = fromA - before.lineAt(fromA).from;
  const end = before.lineAt(toA).to - toA;
  const last = after.lineAt(toB).number;
  const behind = toA + end < before.length && toB + end < after.length ? end + 1 : end;
  return { fromA: fromA - ahead, toA: toA + behind, fromB: fromB - ahead, toB: toB + behind, first: after.lineAt(fromB).number, last };
}

// The changes that make `before` into `after`, for a transaction on `before`.
export function changesTo(before, after) {
  return stretches(before, after).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: after.slice(fromB, toB) }));
}

// Numbers of the lines of `after` that are not so in `before`, and of those above which lines are gone.
export function changedLines(before, after) {
  const [changed, gone] = [[], []];
  for (const { first, last } of stretches(before, after)) {
    if (last < first) gone.push(Math.min(first, after.lines));
    for (let number = first; number <= last; number++) changed.push(number);
  }
  return { changed, gone };
}
