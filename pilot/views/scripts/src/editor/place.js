// Where in a YAML text a position stands: the path of keys down to it, and whether a key or a value is due there.
// The text is mostly unfinished while one types, so blocks are read by their indentation and the syntax tree is asked
// only what is a comment, a literal or a flow.
import { syntaxTree } from "@codemirror/language";

export const ITEM = "[]";
const KEY = /^("[^"]*"|'[^']*'|[^\s#,[\]{}"'&*!|>%@`-][^#:]*?|-[^\s#:][^#:]*?)\s*:(?=\s|$)/;
const HEAD = /^( *)((?:- +)*(?:-$)?)/;
const MOST_FLOW = 20_000;

const bare = (word) => (/^(["']).*\1$/.test(word) ? word.slice(1, -1) : word.trim());

// The levels that a line opens, outermost first: its dashes, then its key.
function levels(text) {
  const [all, indent, dashes] = HEAD.exec(text);
  const found = [];
  for (let at = 0; at < dashes.length; at++) if (dashes[at] === "-") found.push({ column: indent.length + at, step: ITEM });
  const key = KEY.exec(text.slice(all.length));
  if (key) found.push({ column: all.length, step: bare(key[1]), end: all.length + key[1].length, after: all.length + key[0].length });
  return { found, start: all.length, key: key ? found.at(-1) : null };
}

const isLiteral = (state, at) => /^(BlockLiteral|QuotedLiteral|Comment)/.test(syntaxTree(state).resolveInner(at, 1).name);
const skipped = (text) => /^\s*(#|$)/.test(text);

// The steps from the top of the text down to what stands at `column` of a line, and the keys beside it.
function climb(state, line, column, own) {
  const path = own.map(({ step }) => step);
  const beside = new Set();
  let above = null;
  let limit = own.length ? own[0].column : column;
  let inList = own[0]?.step === ITEM;
  let mapped = !own.length;
  for (let number = line.number - 1; number >= 1 && (limit > 0 || inList); number--) {
    const { text, from } = state.doc.line(number);
    if (skipped(text)) continue;
    for (const { column: at, step, after } of levels(text).found.reverse()) {
      const isItem = step === ITEM;
      if (!isItem && mapped && at === limit && !isLiteral(state, from + at)) beside.add(step);
      if (at > limit || (at === limit && (isItem || !inList))) continue;
      if (isLiteral(state, from + at)) continue;
      path.unshift(step);
      above ??= isItem ? "" : text.slice(after).trim();
      limit = at;
      inList = isItem;
      mapped = false;
    }
  }
  return { path, beside, scalar: /^[^#&!]/.test(above ?? "") };
}

// The keys that follow in the same map.
function following(state, line, column) {
  const beside = new Set();
  for (let number = line.number + 1; number <= state.doc.lines; number++) {
    const { text } = state.doc.line(number);
    if (skipped(text)) continue;
    const { found, key } = levels(text);
    if (/^ */.exec(text)[0].length < column || found.some(({ step, column: at }) => step === ITEM && at <= column)) break;
    if (key?.column === column) beside.add(key.step);
  }
  return beside;
}

// Where the flow ({…} or […]) that holds a position begins; null where none does.
function flowStart(state, line, at) {
  let start = null;
  for (let node = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) {
    const closed = node.to <= at && /[\]}]/.test(state.sliceDoc(node.to - 1, node.to));
    if (/^Flow(Mapping|Sequence)$/.test(node.name) && node.from < at && !closed) start = node.from;
  }
  if (start !== null) return start;
  const { key, start: begin } = levels(line.text);
  const offset = key ? key.after : begin;
  const head = /^\s*/.exec(line.text.slice(offset))[0].length + offset;
  if (!/[[{]/.test(line.text[head] ?? "") || line.from + head >= at) return null;
  return tokens(state.sliceDoc(line.from + head, at)).length ? line.from + head : null;
}

// The brackets that are open at the end of a flow's text; of a map the key in work, and the keys it has.
function tokens(text) {
  const open = [];
  let word = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    const top = open.at(-1);
    if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, at + 1);
      at = end < 0 ? text.length : end;
    } else if (sign === "{" || sign === "[") {
      open.push({ map: sign === "{", key: null, keys: new Set() });
      word = at + 1;
    } else if (sign === "}" || sign === "]") {
      open.pop();
    } else if (sign === "," && top) {
      top.key = null;
      word = at + 1;
    } else if (sign === ":" && top?.map && top.key === null && /^\s|^$/.test(text[at + 1] ?? "")) {
      top.key = bare(text.slice(word, at));
      top.keys.add(top.key);
      word = at + 1;
    }
    if (open.length) open.at(-1).word = word;
  }
  return open;
}

function inFlow(state, start, at) {
  const line = state.doc.lineAt(start);
  const { found, key } = levels(line.text);
  const base = climb(state, line, line.text.search(/\S|$/), found);
  const open = tokens(state.sliceDoc(start, Math.min(at, start + MOST_FLOW)));
  const path = [...base.path];
  open.forEach(({ map, key: inner }, depth) => {
    if (!map) path.push(ITEM);
    else if (inner !== null && depth < open.length - 1) path.push(inner);
  });
  const top = open.at(-1);
  if (!top) return { path, key: key?.step ?? null, role: "value", from: at, beside: new Set() };
  const word = start + top.word;
  const from = word + /^\s*/.exec(state.sliceDoc(word, at))[0].length;
  if (!top.map || top.key !== null) {
    return { path: top.map ? [...path, top.key] : path, role: "value", from, beside: top.keys, flow: true };
  }
  const rest = /^[^,:}\]\n]*/.exec(state.sliceDoc(at, at + 200))[0];
  const named = /^\s*:/.test(state.sliceDoc(at + rest.length, at + rest.length + 2));
  const key_ = bare(state.sliceDoc(from, at + rest.length));
  const later = tokens(`{${state.sliceDoc(at, at + 400).split("}")[0]}`)[0]?.keys ?? new Set();
  return { path, key: key_, role: "key", from, named, beside: new Set([...top.keys, ...later]), flow: true };
}

// { path: of the map or value, role: "key", "value" or "text", from: where the word begins, key, named, beside, flow }
export function placeOf(state, at) {
  const line = state.doc.lineAt(at);
  const kind = syntaxTree(state).resolveInner(at, -1).name;
  if (kind === "Comment" && at > line.from) return null;
  const start = flowStart(state, line, at);
  if (start !== null) return inFlow(state, start, at);
  const column = at - line.from;
  const { found, key, start: begin } = levels(line.text);
  const indent = line.text.search(/\S/);
  if (/^BlockLiteralContent/.test(kind) && !(key && column <= indent)) {
    return { path: climb(state, line, Math.max(indent, 1), []).path, role: "text", from: at, beside: new Set() };
  }
  const dashes = found.filter(({ step }) => step === ITEM && step !== key);
  if (key && column > key.end) {
    const { path } = climb(state, line, indent, found);
    const from = line.from + key.after + /^\s*/.exec(line.text.slice(key.after))[0].length;
    return { path, role: column < key.after ? "text" : "value", from: Math.min(from, at), beside: new Set() };
  }
  const due = indent < 0 ? column : Math.max(begin, 0);
  const own = indent < 0 ? [] : dashes;
  const { path, beside, scalar } = climb(state, line, due, own);
  if (!key && !own.length && scalar) return { path, role: "text", from: at, beside };
  const others = new Set([...beside, ...following(state, line, due)]);
  const word = { from: Math.min(line.from + due, at), beside: others, column: due, key: key?.step ?? line.text.slice(due).trim() };
  return { path, role: "key", named: Boolean(key), loose: !key, ...word };
}
