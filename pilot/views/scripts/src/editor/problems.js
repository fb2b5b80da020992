// The problems that the server found: marked in the text, and listed below it as buttons that jump there.
import { forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import { element } from "./help.js";
import { stretch } from "./marks.js";

const sentence = ({ found, allowed }) => [found, allowed].filter(Boolean).join(" ");

function explained(problem) {
  const made = element("div", "", "pp-explained");
  made.append(element("p", sentence(problem)), element("p", `Mend: ${problem.mend}`));
  return made;
}

export class Problems {
  constructor() {
    this.list = element("ul", "", "pp-problems");
    this.list.setAttribute("aria-label", "Problems");
    this.found = [];
    this.count = 0;
    this.hints = 0;
  }

  // `doc` is the text that the problems are about, `changes` what was changed in it since; a hint is no problem.
  show(view, { problems, more, hints = [] }, doc, changes) {
    this.found = [...problems, ...hints];
    this.count = problems.length + more;
    this.hints = hints.length;
    const diagnostics = [];
    for (const problem of this.found) {
      const at = stretch(doc, problem);
      if (!at) continue;
      const [from, to] = [changes.mapPos(at.from, -1), changes.mapPos(at.to, 1)];
      diagnostics.push({ from, to, severity: hints.includes(problem) ? "warning" : "error", message: sentence(problem), problem, renderMessage: () => explained(problem) });
    }
    view.dispatch(setDiagnostics(view.state, diagnostics));
    const json = JSON.stringify([problems, more, hints]);
    if (json === this.json) return;
    this.json = json;
    this.list.replaceChildren(...problems.map((problem, place) => this.item(view, problem, place)));
    if (more) this.list.append(element("li", `and ${more.toLocaleString("en")} more`));
    this.list.append(...hints.map((hint, place) => this.item(view, hint, problems.length + place, "pp-hint")));
  }

  item(view, problem, place, kind = "") {
    const { line, column, file, mend } = problem;
    const made = element("li", "", kind);
    const inner = element(line ? "button" : "span");
    const where = line ? `line ${line}${column ? `, column ${column}` : ""}` : file;
    inner.append(element("b", where), sentence(problem), element("i", `Mend: ${mend}`));
    if (line) {
      inner.type = "button";
      inner.addEventListener("click", () => this.jump(view, place));
    }
    made.append(inner);
    return made;
  }

  // To where the problem stands now: its mark has moved with the text.
  jump(view, place) {
    forEachDiagnostic(view.state, ({ problem }, from, to) => {
      if (problem !== this.found[place]) return;
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }), userEvent: "select" });
    });
    view.focus();
  }
}
