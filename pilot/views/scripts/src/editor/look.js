// Paper and ink from the page's own theme, so that light and dark follow it.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LINE = "var(--pp-line)";
const BOX = { border: `1px solid ${LINE}`, borderRadius: "4px", backgroundColor: "var(--pp-panel)", color: "var(--pp-ink)" };

const theme = EditorView.theme({
  "&": { color: "var(--pp-ink)", backgroundColor: "var(--pp-paper)", height: "100%", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "2px solid var(--pp-accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font, monospace)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--pp-ink)", padding: "0.4rem 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--pp-ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--pp-chosen)" },
  ".cm-gutters": { backgroundColor: "var(--pp-paper)", color: "var(--pp-muted)", border: "none", borderRight: `1px solid ${LINE}` },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.4rem 0 0.3rem", fontVariantNumeric: "tabular-nums" },
  ".cm-activeLine": { backgroundColor: "var(--pp-line-now)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--pp-line-now)", color: "var(--pp-ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--pp-chosen)", outline: "1px solid var(--pp-accent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--pp-fault)" },
  ".cm-searchMatch": { backgroundColor: "var(--pp-chosen)", outline: `1px solid ${LINE}` },
  ".cm-searchMatch-selected": { backgroundColor: "var(--pp-chosen)", outline: "2px solid var(--pp-accent)" },
  ".cm-foldPlaceholder": { ...BOX, padding: "0 0.4rem" },
  ".cm-specialChar": { color: "var(--pp-fault)" },
  ".cm-panels": { backgroundColor: "var(--pp-panel)", color: "var(--pp-ink)" },
  ".cm-panels.cm-panels-top": { borderBottom: `1px solid ${LINE}` },
  ".cm-textfield": { ...BOX, backgroundColor: "var(--pp-paper)", fontSize: "0.9rem" },
  ".cm-button": { ...BOX, backgroundImage: "none", fontSize: "0.9rem" },
  ".cm-panel.cm-search": { padding: "0.4rem 2rem 0.4rem 0.5rem", fontFamily: "var(--st-font)", "& label": { fontSize: "0.9rem" } },
  ".cm-panel.cm-search [name=close]": { color: "var(--pp-ink)", fontSize: "1.2rem", top: "0.2rem", right: "0.4rem" },
  ".cm-tooltip": { ...BOX, boxShadow: "0 2px 8px rgb(0 0 0 / 18%)", fontFamily: "var(--st-font)", fontSize: "0.92rem", maxWidth: "min(32rem, 86vw)", zIndex: 20 },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--st-code-font, monospace)", maxHeight: "15rem", maxWidth: "min(32rem, 86vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--pp-accent)", color: "var(--pp-paper)" },
  ".cm-completionDetail": { fontFamily: "var(--st-font)", fontStyle: "normal", color: "var(--pp-muted)", marginLeft: "0.8rem" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "underline" },
  ".cm-completionInfo": { padding: "0.3rem 0.6rem" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--pp-fault)",
    textDecorationSkipInk: "none",
    textUnderlineOffset: "3px",
    backgroundColor: "color-mix(in srgb, var(--pp-fault) 10%, transparent)",
  },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dotted var(--pp-accent)", textUnderlineOffset: "3px" },
  ".cm-lintRange-active": { outline: "1px solid var(--pp-fault)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--pp-fault)" },
  ".cm-diagnostic": { borderLeft: "4px solid var(--pp-fault)", padding: "0.3rem 0.6rem" },
  ".cm-gutter-lint": { width: "1.1em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: 0 },
  ".cm-lint-marker": { width: "1.1em", height: "auto" },
  ".cm-lint-marker-error": { content: "normal", color: "var(--pp-fault)", fontWeight: 700, textAlign: "center" },
  ".cm-lint-marker-error:before": { content: '"!"' },
  ".cm-gutter-changes": { width: "0.55em" },
  ".cm-gutter-changes .cm-gutterElement": { padding: "0 0 0 0.15em" },
});

const highlight = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--pp-accent)", fontWeight: "600" },
  { tag: [tags.comment, tags.lineComment], color: "var(--pp-muted)", fontStyle: "italic" },
  { tag: [tags.string, tags.content], color: "var(--pp-ink)" },
  { tag: [tags.separator, tags.punctuation, tags.bracket, tags.squareBracket, tags.brace], color: "var(--pp-muted)" },
  { tag: [tags.keyword, tags.meta, tags.typeName, tags.labelName, tags.special(tags.string)], color: "var(--pp-ink)", fontWeight: "600" },
]);

export const look = [theme, syntaxHighlighting(highlight)];
