// What the schema and the text itself say, offered three ways: as completions, on hover, and on a key.
import { pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";
import { namesIn, referred } from "./names.js";
import { ITEM, placeOf } from "./place.js";

const UNSAFE = /^$|^[\s\-?:,[\]{}#&*!|>'"%@`]|[:#,[\]{}]|\s$/;
const VALID = /^[^\s,:{}[\]]*$/;

export function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function lines(...sentences) {
  const made = element("div", "", "pp-explained");
  for (const sentence of sentences.filter(Boolean)) made.append(element("p", sentence));
  return made;
}

export class Help {
  constructor() {
    this.schema = null;
    this.kinds = {};
  }

  // The path of the key that a position stands on or in.
  pathAt(state, at) {
    const place = placeOf(state, at);
    if (!place) return null;
    return place.role === "key" && place.key ? [...place.path, place.key] : place.path;
  }

  at(state, at) {
    const path = this.schema && this.pathAt(state, at);
    return path ? this.schema.help(state.doc.toString(), path) : null;
  }

  complete(context) {
    const { state, pos } = context;
    const place = this.schema && placeOf(state, pos);
    if (!place || place.role === "text" || (!context.explicit && !context.matchBefore(/[\w."'*-]$|[:,[{-] $|[[{]$/))) return null;
    const text = state.doc.toString();
    const options = place.role === "key" ? this.keys(text, place) : [];
    const isItem = place.path.at(-1) === ITEM;
    if (place.role === "value" || isItem || (place.loose && !place.beside.size)) options.push(...this.values(text, state.doc, place.path, state.sliceDoc(place.from, pos)));
    return options.length ? { from: place.from, options, validFor: VALID } : null;
  }

  keys(text, { path, beside, key, named, flow, column }) {
    const others = new Set(beside);
    others.delete(key);
    return this.schema.keys(text, path, others).map(({ key: label, must, forms }, place) => ({
      label,
      detail: must ? "must be given" : "",
      type: "property",
      boost: must ? 1 : -place / 100,
      info: () => lines(forms[0]?.description, this.schema.allowed(forms, must)),
      apply: (view, option, from, to) => put(view, option, from, to, named ? [label, ""] : shape(label, forms, flow, column)),
    }));
  }

  values(text, doc, path, typed) {
    const about = this.schema.help(text, path);
    const sort = referred(path);
    const known = sort ? [...namesIn(doc, this.kinds)[sort]] : [];
    const fixed = this.schema.values(text, path).map((label) => ({ label, type: "enum", apply: label, info: () => lines(about?.description) }));
    const named = known.filter(([label]) => label !== typed.trim()).map(([label, title]) => ({
      label,
      detail: title.length > 60 ? `${title.slice(0, 60)}…` : title,
      type: "constant",
      apply: UNSAFE.test(label) ? JSON.stringify(label) : label,
      info: () => lines(title || label, about && `${about.title}: ${about.description}`),
    }));
    return [...fixed, ...named];
  }

  hover() {
    return hoverTooltip((view, at) => {
      const found = this.at(view.state, at);
      const range = view.state.wordAt(at);
      return found && range && { pos: range.from, end: range.to, create: () => ({ dom: explained(found) }) };
    });
  }

  // The same at the cursor, on a key; Escape or the next movement closes it.
  onKey() {
    const open = StateEffect.define();
    const shown = StateField.define({
      create: () => null,
      update(value, transaction) {
        const effect = transaction.effects.find((found) => found.is(open));
        if (effect) return effect.value;
        return transaction.docChanged || transaction.selection ? null : value;
      },
      provide: (field) => showTooltip.from(field),
    });
    const show = (view) => {
      const at = view.state.selection.main.head;
      const found = this.at(view.state, at);
      const sentence = found ? `${found.title}: ${found.description} ${found.allowed}` : "There is no help for this place.";
      const tooltip = { pos: at, above: true, create: () => ({ dom: found ? explained(found) : lines(sentence) }) };
      view.dispatch({ effects: [open.of(tooltip), EditorView.announce.of(sentence)] });
      return true;
    };
    const close = (view) => {
      if (!view.state.field(shown)) return false;
      view.dispatch({ effects: open.of(null) });
      return true;
    };
    return [shown, [{ key: "F1", run: show, preventDefault: true }, { key: "Escape", run: close }]];
  }
}

function explained({ title, description, allowed }) {
  const made = lines(description, allowed);
  made.prepend(element("b", title));
  return made;
}

// What goes in for a key: the text before the cursor, and the text after it.
function shape(key, forms, flow, column) {
  const types = forms.flatMap(({ type }) => type ?? []);
  const pad = " ".repeat((column ?? 0) + 2);
  if (flow || !forms.length) return [`${key}: `, ""];
  const items = forms.flatMap(({ items }) => items ?? []);
  if (types.includes("array") && items.some(({ $ref }) => $ref)) return [`${key}:\n${pad}- `, ""];
  if (types.includes("array") && !types.includes("string")) return [`${key}: [`, "]"];
  return types.includes("object") && !types.includes("string") ? [`${key}:\n${pad}`, ""] : [`${key}: `, ""];
}

function put(view, option, from, to, [before, after]) {
  view.dispatch({
    changes: { from, to, insert: before + after },
    selection: { anchor: from + before.length },
    annotations: pickedCompletion.of(option),
    userEvent: "input.complete",
  });
  if (before !== option.label) setTimeout(() => startCompletion(view));
}
