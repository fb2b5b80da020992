// What the editor can do: its gutters, keys, completion, search and look.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, dropCursor, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { hanging } from "./hanging.js";
import { look } from "./look.js";
import { changeMarks } from "./marks.js";

function indent(view) {
  if (view.state.readOnly) return false;
  if (view.state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  view.dispatch(view.state.replaceSelection("  "), { scrollIntoView: true, userEvent: "input" });
  return true;
}

export function outfit({ help, label, described, apply, left }) {
  const [shown, helpKeys] = help.onKey();
  const own = [
    { key: "Mod-s", run: apply, preventDefault: true },
    { key: "Mod-Enter", run: apply, preventDefault: true },
    { key: "Tab", run: acceptCompletion },
    { key: "Tab", run: indent, shift: indentLess },
    { key: "F8", run: nextDiagnostic, shift: previousDiagnostic, preventDefault: true },
  ];
  return [
    [lintGutter(), lineNumbers(), changeMarks, foldGutter(), highlightActiveLineGutter(), highlightActiveLine()],
    [highlightSpecialChars(), history(), drawSelection(), dropCursor(), EditorView.lineWrapping, hanging],
    [yaml(), indentUnit.of("  "), EditorState.tabSize.of(2), indentOnInput(), bracketMatching(), closeBrackets()],
    [autocompletion({ override: [(context) => help.complete(context)], icons: false }), help.hover(), shown],
    [search({ top: true }), look],
    Prec.high(keymap.of([...completionKeymap, ...helpKeys, ...own])),
    keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": described, spellcheck: "false", tabindex: "0" }),
    EditorView.domEventHandlers({ blur: left }),
  ];
}
