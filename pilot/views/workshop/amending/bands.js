// The grades on one axis: each boundary is a handle that can be dragged, moved by key, or typed as a number below.
const share = (points, [low, high]) => Math.min(100, Math.max(0, (100 * (points - low)) / (high - low || 1)));

function numberField(path, value, label) {
  const input = make("input", { class: "pp-slot", type: "text", inputmode: "text", placeholder: "none", "data-path": JSON.stringify(path), "aria-label": label,
    style: `width:${Math.max(3, written(value).length || 4) + 1.2}ch` });
  input.value = written(value);
  return Object.assign(input, { kind: "integer", raw: input.value, shown: input.value, also: [] });
}

// Numbers that would run into each other stand on two lines.
const isRaised = (place, data) => {
  const raised = data.bands.map(() => false);
  for (let at = 1; at < data.bands.length; at += 1) {
    const near = data.bands[at].from !== null && share(data.bands[at - 1].from, data.axis) - share(data.bands[at].from, data.axis) < 12;
    raised[at] = near && !raised[at - 1];
  }
  return raised[place];
};

function handle(band, place, data) {
  const above = place ? data.bands[place - 1].from - 1 : data.axis[1];
  const below = data.bands[place + 1]?.from ?? null;
  return make("button", { type: "button", role: "slider", class: `pp-handle${isRaised(place, data) ? " pp-raised" : ""}`, style: `left:${share(band.from, data.axis)}%`,
    "aria-label": `${band.grade} begins at`, "aria-valuenow": String(band.from), "aria-valuemin": String(below === null ? data.axis[0] : below + 1),
    "aria-valuemax": String(above), "aria-valuetext": `${band.from} points`, "data-handle": String(place),
    "data-path": JSON.stringify(["bands", place, "from"]) }, make("span", { "aria-hidden": "true" }, String(band.from)));
}

function scale(data) {
  const segments = data.bands.map((band, place) => {
    const right = place ? share(data.bands[place - 1].from, data.axis) : 100;
    const left = band.from === null ? 0 : share(band.from, data.axis);
    const wide = right - left;
    // A letter that has no room is left to the table below, and to whoever points at it.
    const said = wide < 4 + 2.5 * (band.grade.length - 1) ? "" : band.grade;
    return make("span", { class: "pp-segment", title: band.grade, style: `left:${left}%;width:${Math.max(0, wide)}%;background:${band.shade}` }, said);
  });
  const handles = data.bands.flatMap((band, place) => (band.from === null ? [] : [handle(band, place, data)]));
  const start = make("span", { class: "pp-start", style: `left:${share(data.score.start, data.axis)}%`, title: `Everybody begins with ${data.score.start}` });
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
    make("td", {}, title), make("td", {}, String(band.held)), make("td", {}, drop));
}

function ends(data) {
  const one = (name, said) => [`${said} `, numberField(["score", name], data.score[name], said),
    name !== "start" && data.score[name] !== null ? button("×", { class: "pp-drop", "data-drop": JSON.stringify(["score", name]), "aria-label": `Take away: ${said}` }) : "", " "];
  return make("p", { class: "pp-ends" }, ...one("start", "Everybody begins with"), ...one("floor", "The score never falls below"), ...one("ceiling", "and never rises above"));
}

function bandsDrawn(root, data) {
  const said = JSON.stringify([data.bands, data.score, data.axis]);
  const place = root.querySelector(".pp-articles");
  if ((root.bandsSaid === said && !root.stale) || root.dragged || (place.contains(document.activeElement) && dirty(document.activeElement))) return;
  const focused = place.contains(document.activeElement) && document.activeElement.dataset.path;
  root.bandsSaid = said;
  const head = ["Grade", "From (points)", "Called", "Held by"].map((each) => make("th", { scope: "col" }, each));
  place.replaceChildren(...(data.bands.length ? [scale(data)] : []), ends(data),
    make("table", { class: "pp-table pp-bands" }, make("thead", {}, make("tr", {}, ...head, make("td"))), make("tbody", {}, ...data.bands.map((band, at) => bandRow(band, at, data)))),
    make("form", { class: "pp-newband" }, "A new grade ", make("input", { class: "pp-slot", name: "grade", "aria-label": "Name of the new grade", maxlength: "20", size: "6" }),
      " from ", make("input", { class: "pp-slot", name: "from", "aria-label": "Points from which the new grade holds", size: "6" }), " ", make("button", { type: "submit" }, "Add")));
  if (focused) place.querySelector(`[data-path='${CSS.escape(focused)}']`)?.focus({ preventScroll: true });
}

// Where a handle may stand: strictly between its neighbours.
const bounded = (points, place, data) => {
  const above = place ? data.bands[place - 1].from - 1 : Infinity;
  const below = data.bands[place + 1]?.from ?? null;
  return Math.round(Math.min(above, Math.max(below === null ? -Infinity : below + 1, points)));
};

function dragging(root, data, queue) {
  const axis = root.querySelector(".pp-scale-drawn");
  if (!axis) return;
  const put = (knob, points) => {
    knob.style.left = `${share(points, data.axis)}%`;
    knob.setAttribute("aria-valuenow", String(points));
    knob.firstChild.textContent = String(points);
    knob.points = points;
  };
  const finish = (knob) => {
    const place = Number(knob.dataset.handle);
    if (knob.points !== undefined && knob.points !== data.bands[place].from) queue({ op: "put", path: ["bands", place, "from"], value: knob.points });
    knob.points = undefined;
  };
  for (const knob of axis.querySelectorAll(".pp-handle")) {
    const place = Number(knob.dataset.handle);
    knob.onpointerdown = (event) => {
      knob.setPointerCapture(event.pointerId);
      root.dragged = true;
    };
    knob.onpointermove = (event) => {
      if (!root.dragged) return;
      const box = axis.getBoundingClientRect();
      const [low, high] = data.axis;
      put(knob, bounded(low + ((event.clientX - box.left) / box.width) * (high - low), place, data));
    };
    knob.onpointerup = knob.onpointercancel = () => {
      root.dragged = false;
      finish(knob);
    };
    knob.onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (!step) return;
      event.preventDefault();
      put(knob, bounded((knob.points ?? data.bands[place].from) + step, place, data));
      clearTimeout(knob.timer);
      knob.timer = setTimeout(() => finish(knob), 350);
    };
  }
}
