// Both views come as ready, escaped html. This marks the chosen line on both sides at once and tells Python afterwards,
// so that the address follows.
import { DOWNWARDS, stepped } from "./steps.js";

const scrolls = (panel) => panel.scrollHeight > panel.clientHeight + 1;

function intoView(panel, row) {
  if (!scrolls(panel)) return;
  const heading = panel.querySelector(".pp-top, .pp-headings")?.offsetHeight ?? 0;
  const top = row.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop - heading;
  const height = Math.min(row.offsetHeight, panel.clientHeight - heading);
  const above = top < panel.scrollTop + 8;
  const below = top + heading + height > panel.scrollTop + panel.clientHeight - 8;
  if (above || below) {
    const place = Math.max(0, top - (panel.clientHeight - heading - height) / 3);
    panel.scrollTo({ top: place, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
}

function mark(root, line, panels = root.querySelectorAll(".pp-panel")) {
  for (const row of root.querySelectorAll("[data-line]")) {
    const chosen = row.dataset.line === line;
    row.classList.toggle("chosen", chosen);
    const button = row.querySelector("button");
    const opens = chosen && !root.classList.contains("pp-unopened");
    if (button.hasAttribute("aria-controls")) button.setAttribute("aria-expanded", String(opens));
    else button.setAttribute("aria-pressed", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    if (chosen && row.dataset.disclosed) root.querySelector(".pp-disclosed").textContent = row.dataset.disclosed;
  }
  for (const dot of root.querySelectorAll("[data-at]")) dot.classList.toggle("pp-at", dot.dataset.at === line);
  for (const panel of root.querySelectorAll(".pp-panel")) {
    const rows = [...panel.querySelectorAll("[data-line]")];
    if (rows.length && !rows.some((row) => row.dataset.line === line)) rows[0].querySelector("button").tabIndex = 0;
  }
  for (const panel of panels) {
    const row = panel.querySelector(".chosen");
    if (row) intoView(panel, row);
  }
}

function turn(root, side) {
  root.dataset.side = side;
  for (const button of root.querySelectorAll("[data-to]")) {
    button.setAttribute("aria-pressed", String(button.dataset.to === side));
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pp-two");
  if (root.drawn !== data.html) {
    root.drawn = data.html;
    root.innerHTML = data.html;
    turn(root, data.side);
    // A line that nobody has asked for is marked and not unfolded, and leaves the phone at its first words.
    root.classList.toggle("pp-unopened", !data.chosen);
    mark(root, data.line, root.querySelectorAll(data.chosen ? ".pp-panel" : ".pp-file"));
  }
  const choose = (line) => {
    root.classList.remove("pp-unopened");
    mark(root, line);
    setStateValue("line", line);
  };
  root.onclick = (event) => {
    const to = event.target.closest("[data-to]");
    const at = event.target.closest("[data-at]");
    const all = event.target.closest("[data-all]");
    const row = event.target.closest("button")?.closest("[data-line]");
    if (to) {
      turn(root, to.dataset.to);
      const chosen = root.querySelector("[data-line].chosen");
      if (chosen) mark(root, chosen.dataset.line);
      setStateValue("side", to.dataset.to);
    } else if (all) {
      const open = root.classList.toggle("pp-all");
      all.setAttribute("aria-pressed", String(open));
      all.textContent = open ? "Close all" : "Open all";
    } else if (event.target.closest("[data-print]")) print();
    else if (at) choose(at.dataset.at);
    else if (row) choose(row.dataset.line);
  };
  root.onkeydown = (event) => {
    const row = event.target.closest("button")?.closest("[data-line]");
    if (!row) return;
    const panel = row.closest(".pp-panel");
    const rows = [...panel.querySelectorAll("[data-line]")];
    const place = stepped(DOWNWARDS, event.key, rows.indexOf(row), rows.length);
    if (place === null) return;
    event.preventDefault();
    choose(rows[place].dataset.line);
    rows[place].querySelector("button").focus({ preventScroll: scrolls(panel) });
  };
}
