// The script of the amending component, as the server gives it: it draws into `root`, or draws anew what is there.
import style from "./amending.css";
import { Amending } from "./component.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

// Whoever turns to another tab, or closes this one, may have a field open still.
document.addEventListener("visibilitychange", () => {
  const field = document.activeElement;
  if (document.hidden && field && "raw" in field) field.closest(".pp-amending")?.amending.commit(field);
});

export function show(root, component) {
  root.amending ??= new Amending(root, component.data.key);
  root.amending.show(component);
  return () => root.amending.leave();
}
