// What concerns the whole window. Whatever is new begins at its top, since the framework leaves the page scrolled where
// the last one stood; and one key makes type and drawings larger, for the back row.
const seen = new Map();
const LARGE = "pp-large";
const WRITING = "input, textarea, select, [contenteditable=true], [role=textbox]";

const enlarge = (large) => document.documentElement.classList.toggle(LARGE, large);

export function pressed(event) {
  if (event.key.toLowerCase() !== "l" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(WRITING)) return;
  const large = enlarge(!document.documentElement.classList.contains(LARGE));
  sessionStorage.setItem(LARGE, large ? "yes" : "");
}

export default function ({ data }) {
  if (!document.documentElement.dataset.ppKeys) {
    document.documentElement.dataset.ppKeys = "yes";
    document.addEventListener("keydown", pressed);
    enlarge(sessionStorage.getItem(LARGE) === "yes");
  }
  if (seen.has(data.name) && seen.get(data.name) !== data.at) {
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  seen.set(data.name, data.at);
}
