// The text editor for rulesets: a CodeMirror that says what is typed and applied, and marks what the server answers.
import { ChangeSet, Compartment, EditorState, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import css from "./editor.css";
import { Exchange } from "./exchange.js";
import { Help, element } from "./help.js";
import { changedLines, changesTo } from "./lines.js";
import { markLines } from "./marks.js";
import { Problems } from "./problems.js";
import { schemaFrom } from "./schema.js";
import { outfit } from "./outfit.js";

const KEYS =
  "Ctrl+S applies, Ctrl+Space completes, F1 explains the key at the cursor, F8 goes to the next problem, Ctrl+F searches. " +
  "Tab indents; Escape, then Tab, leaves the editor.";
const SETTLE = 150;

const textOf = (text) => Text.of(text.split(/\r\n?|\n/));
const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

class Editor {
  constructor(data) {
    this.applied = textOf(data.text);
    this.baseline = [];
    this.differs = 0;
    this.help = new Help();
    this.problems = new Problems();
    this.exchange = new Exchange(() => this.view.state.doc);
    this.fixed = new Compartment();
    this.draw(data);
    const { doc } = this.view.state;
    this.exchange.kept.set(data.about, { doc, changes: ChangeSet.empty(doc.length) });
  }

  draw({ label, draft, text }) {
    const top = element("div", "", "pp-top");
    this.status = element("p", "", "pp-state");
    this.status.setAttribute("role", "status");
    this.doApply = this.button("Apply", () => this.apply(), "first");
    this.doRevert = this.button("Revert to what is applied", () => this.revert());
    top.append(this.status, this.doApply, this.doRevert);
    this.field = element("div", "", "pp-field");
    this.about = element("p", "", "pp-key");
    const keys = element("p", KEYS, "pp-keys");
    keys.id = `pp-keys-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    this.nodes = [element("style", css), top, this.field, this.about, keys, this.problems.list];
    const extensions = [
      outfit({ help: this.help, label, described: keys.id, apply: () => this.apply(), left: () => this.exchange.flush() }),
      this.fixed.of([]),
      EditorView.updateListener.of((update) => this.updated(update)),
    ];
    this.view = new EditorView({ state: EditorState.create({ doc: textOf(draft ?? text), extensions }), parent: this.field });
  }

  button(label, does, kind = "") {
    const made = element("button", label, `pp-do ${kind}`.trim());
    made.type = "button";
    made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && does());
    return made;
  }

  updated({ docChanged, selectionSet, changes }) {
    if (docChanged) {
      this.exchange.follow(changes);
      this.exchange.later();
      this.settle();
      this.report();
    }
    if (docChanged || selectionSet) this.explain();
  }

  // Takes in what the server says: a text only where it is new, and problems of a text that may be some words old.
  attend(data, put) {
    const another = this.exchange.revision !== data.revision;
    this.exchange.put = put;
    this.exchange.hear(data);
    this.take(data);
    if (another && !this.view.state.doc.eq(this.applied)) this.exchange.later();
    this.field.style.setProperty("--pp-height", `${data.height}px`);
    if (data.kinds) this.help.kinds = data.kinds;
    if (this.view.state.readOnly !== data.read_only) {
      this.view.dispatch({ effects: this.fixed.reconfigure(EditorState.readOnly.of(data.read_only)) });
    }
    schemaFrom(data.schema).then((schema) => {
      this.help.schema = schema;
      this.explain();
    });
    this.mark(data);
    this.settle();
    this.report();
  }

  take({ text, adopt, of, changed }) {
    const own = this.exchange.kept.get(adopt)?.doc;
    const doc = typeof text === "string" ? textOf(text) : own;
    if (doc) {
      this.exchange.of = of;
      if (!own) this.exchange.lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
      if (!own && !doc.eq(this.applied)) this.overtake(doc);
      this.applied = doc;
    } else if (of !== this.exchange.of) this.exchange.ask();
    this.baseline = changed;
  }

  // Another text is applied: what was typed on the old one and not applied stays, line by line.
  overtake(doc) {
    const here = this.view.state.doc;
    this.exchange.kept.delete(0);
    if (here.eq(doc)) return;
    const theirs = ChangeSet.of(changesTo(this.applied, doc), this.applied.length);
    const mine = ChangeSet.of(changesTo(this.applied, here), this.applied.length);
    this.view.dispatch({ changes: theirs.map(mine), userEvent: "input.overtaken" });
  }

  mark(data) {
    const kept = this.exchange.kept.get(data.about);
    const doc = kept?.doc ?? this.applied;
    const here = this.view.state.doc;
    this.problems.show(this.view, data, doc, kept?.changes ?? ChangeSet.of(changesTo(doc, here), doc.length));
  }

  apply() {
    const { doc, readOnly } = this.view.state;
    if (!readOnly && !doc.eq(this.applied)) this.exchange.say("apply");
    this.report();
    return true;
  }

  revert() {
    this.view.dispatch({ changes: changesTo(this.view.state.doc, this.applied), userEvent: "input.revert" });
    this.view.focus();
  }

  // Comparing whole texts waits until the typing pauses; the marks move along with the text meanwhile.
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      const { doc } = this.view.state;
      const { changed, gone } = changedLines(this.applied, doc);
      const moved = ChangeSet.of(changesTo(this.applied, doc), this.applied.length);
      const lines = this.baseline.filter((number) => number <= this.applied.lines);
      const other = lines.map((number) => doc.lineAt(moved.mapPos(this.applied.line(number).from, 1)).number);
      this.differs = changed.length + gone.length;
      markLines(this.view, { changed, gone, other });
      this.report();
    }, SETTLE);
  }

  report() {
    const { doc, readOnly } = this.view.state;
    const same = doc.eq(this.applied);
    const changed = `changed, not applied${this.differs ? ` (${counted(this.differs, "line", "lines")})` : ""}`;
    const first = this.exchange.waits ? "applying…" : same ? "unchanged" : changed;
    const { count, hints } = this.problems;
    const found = [count ? counted(count, "problem", "problems") : "", hints ? counted(hints, "hint", "hints") : ""];
    const state = [readOnly ? "read only" : first, ...found].filter(Boolean).join(", ");
    if (this.status.textContent !== state) this.status.textContent = state;
    for (const button of [this.doApply, this.doRevert]) button.setAttribute("aria-disabled", String(same || readOnly));
  }

  explain() {
    cancelAnimationFrame(this.explaining);
    this.explaining = requestAnimationFrame(() => {
      const { state } = this.view;
      const found = this.help.at(state, state.selection.main.head);
      this.about.replaceChildren();
      if (found) this.about.append(element("b", found.title), ` ${found.description} ${found.allowed}`);
    });
  }
}

const editors = new Map();

// Draws into `root`, or draws anew what is there. An editor outlives its place on the page, with all that was typed.
export function show(root, { data, setStateValue }) {
  const { key, text } = data;
  const put = (sent) => setStateValue("sent", sent);
  if (!editors.has(key)) {
    if (typeof text !== "string") return put({ of: null, typed: null, apply: null });
    editors.set(key, new Editor(data));
  }
  const editor = editors.get(key);
  if (editor.nodes[0].parentNode !== root) root.replaceChildren(...editor.nodes);
  return editor.attend(data, put);
}
