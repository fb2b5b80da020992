// The grades on one axis: each boundary is a handle that can be dragged, moved by key, or typed as a number below.
import { button, make } from "./elements.js";
import { limits, raised, share, stretches } from "./scale.js";
import { POINTS, isDirty, written } from "./values.js";

function numberField(path, value, label) {
  const input = make("input", { class: "pp-slot", type: "text", inputmode: "text", placeholder: "none", "data-path": JSON.stringify(path), "aria-label": label,
    style: `width:${Math.max(3, written(value).length || 4) + 1.2}ch` });
  input.value = written(value);
  return Object.assign(input, { kind: "integer", raw: input.value, shown: input.value, also: [], ...POINTS });
}

function handle(band, place, data, isRaised) {
  const { lowest, highest } = limits(place, data.bands);
  return make("button", { type: "button", role: "slider", class: `pp-handle${isRaised ? " pp-raised" : ""}`, style: `left:${share(band.from, data.axis)}%`,
    "aria-label": `${band.grade} begins at`, "aria-valuenow": String(band.from), "aria-valuemin": String(lowest ?? data.axis[0]),
    "aria-valuemax": String(highest ?? data.axis[1]), "aria-valuetext": `${band.from} points`, "data-handle": String(place),
    "data-path": JSON.stringify(["bands", place, "from"]) }, make("span", { "aria-hidden": "true" }, String(band.from)));
}

function scale(data) {
  const { bands, axis, score } = data;
  const segments = stretches(bands, axis).map(({ left, width, letter }, place) =>
    make("span", { class: "pp-segment", title: bands[place].grade, style: `left:${left}%;width:${width}%;background:${bands[place].shade}` }, letter));
  const isRaised = raised(bands, axis);
  const handles = bands.flatMap((band, place) => (band.from === null ? [] : [handle(band, place, data, isRaised[place])]));
  const start = make("span", { class: "pp-start", style: `left:${share(score.start, axis)}%`, title: `Everybody begins with ${score.start}` });
  return make("div", { class: "pp-scale-drawn" }, ...segments, start, ...handles);
}

function bandRow(band, place, data) {
  const path = ["bands", place];
  const title = make("input", { class: "pp-slot pp-wide", type: "text", "data-path": JSON.stringify([...path, "title"]), "aria-label": `${band.grade}: what it is called` });
  title.value = band.title ?? "";
  Object.assign(title, { kind: "text", raw: title.value, shown: title.value, also: [] });
  const drop = data.bands.length > 1 && place < data.bands.length - 1
    ? button("Take away", { "data-drop": JSON.stringify(path), "aria-label": `Take the grade ${band.grade} away` }) : "";
  return make("tr", {}, make("th", { scope: "row" }, band.grade),
    make("td", {}, band.from === null ? "all below" : numberField([...path, "from"], band.from, `${band.grade} begins at`)),
    make("td", {}, title, band.mark ? make("small", {}, band.mark) : ""), make("td", {}, String(band.held)), make("td", {}, drop));
}

function ends({ score, mark }) {
  const end = (name, label) => [`${label} `, numberField(["score", name], score[name], label),
    name !== "start" && score[name] !== null
      ? button("×", { class: "pp-drop", "data-drop": JSON.stringify(["score", name]), "aria-label": `Take away: ${label}` }) : "", " "];
  return make("p", { class: "pp-ends" }, ...end("start", "Everybody begins with"), ...end("floor", "The score never falls below"), ...end("ceiling", "and never rises above"), make("small", {}, mark ?? ""));
}

function table(data) {
  const heads = ["Grade", "From (points)", "Called", "Held by"].map((head) => make("th", { scope: "col" }, head));
  return make("table", { class: "pp-table pp-bands" }, make("thead", {}, make("tr", {}, ...heads, make("td"))),
    make("tbody", {}, ...data.bands.map((band, place) => bandRow(band, place, data))));
}

const newBand = () => make("form", { class: "pp-newband" }, "A new grade ",
  make("input", { class: "pp-slot", name: "grade", "aria-label": "Name of the new grade", maxlength: "20", size: "6" }),
  " from ", make("input", { class: "pp-slot", name: "from", "aria-label": "Points from which the new grade holds", size: "6" }), " ",
  make("button", { type: "submit" }, "Add"));

export class Bands {
  constructor(area) {
    this.area = area;
    this.json = null;
    this.isDragged = false;
  }

  show(data, isStale = false) {
    const json = JSON.stringify([data.bands, data.score, data.axis, data.mark]);
    const focused = this.area.contains(document.activeElement) ? document.activeElement : null;
    if ((this.json === json && !isStale) || this.isDragged || (focused && isDirty(focused))) return;
    this.json = json;
    this.area.replaceChildren(...(data.bands.length ? [scale(data)] : []), ends(data), table(data), newBand());
    if (focused?.dataset.path) this.area.querySelector(`[data-path='${CSS.escape(focused.dataset.path)}']`)?.focus({ preventScroll: true });
  }
}
