// A dot a resident. Python sends who stands where; this lays them out for the width that there is, and lets them move to
// where they stand once another ruleset is chosen.
import { cells, placed, tie } from "./dots_layout.js";
import { DOWNWARDS, SIDEWAYS, stepped } from "./steps.js";

const MOST_TIES = 60;

function element(name, attributes, words) {
  const made = document.createElementNS(document.querySelector(".pp-people svg").namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

const stands = (data, dot, side) => (dot[4 + side] === null ? "not covered" : data.sides[side].grades[dot[4 + side]][0]);

function says(data, dot) {
  const first = `${dot[1]}: ${stands(data, dot, 0)}`;
  return data.sides.length > 1 ? `${first}; under ${data.sides[1].title} ${stands(data, dot, 1)}.` : `${first}.`;
}

function frame(plan, data) {
  const parts = [];
  const text = (x, y, words, kind = "") => parts.push(element("text", { x, y, class: kind }, words));
  for (const column of plan.columns) {
    const dashed = column.place === null ? " pp-dashed" : "";
    const box = { x: column.x, y: plan.chips, width: column.label, height: 19, rx: 3, class: `pp-outline${dashed}` };
    if (column.place !== null) box.style = `fill:${data.sides[column.side].grades[column.place][1]}`;
    parts.push(element("rect", box));
    text(column.x + 6, plan.chips + 14, column.name, "pp-chip");
  }
  for (const side of plan.sides) text(side.x, 14, side.title, "pp-side");
  data.rows.forEach((row, number) => {
    const top = plan.tops[number];
    parts.push(element("line", { x1: 0, x2: plan.width, y1: top, y2: top, class: "pp-rule-line" }));
    text(0, top + 20, row.name, "pp-row");
    if (row.share && plan.label) {
      const length = (plan.label - 70) * (row.length / 100);
      parts.push(element("rect", { x: 0.5, y: top + 29, width: length, height: 16, class: "pp-outline" }));
      parts.push(element("rect", { x: 0.5, y: top + 29, width: (length * row.filled) / 100, height: 16, class: "pp-filled" }));
      text(length + 8, top + 42, row.share, "pp-share");
    }
    if (plan.label) text(0, top + (row.share ? 63 : 40), row.note);
    else text(plan.width, top + 18, row.share ? `${row.share} on record · ${row.note}` : row.note, "pp-end");
    for (const column of plan.columns) {
      const count = column.counts[number];
      if (count) text(column.x, plan.tops[number] + plan.head + plan.deep * plan.pitch + 13, count.toLocaleString("en"));
    }
  });
  return parts;
}

function draw(root, data) {
  const plan = cells(data, root.clientWidth || 1000, Math.min(900, Math.max(480, window.innerHeight - 240)));
  const [under, over] = [root.querySelector(".pp-under-dots"), root.querySelector(".pp-over")];
  for (const svg of [under, over]) {
    svg.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`);
    svg.setAttribute("height", plan.height);
  }
  const spots = placed(data, plan);
  under.replaceChildren(...frame(plan, data));
  const ties = element("g", {});
  under.append(ties);
  const kept = root.kept ?? new Map();
  root.kept = new Map();
  data.dots.forEach((dot, number) => {
    spots[number].forEach((spot, side) => {
      if (!spot) return;
      const key = `${dot[0]} ${side}`;
      const circle = kept.get(key) ?? element("circle", { cx: 0, cy: 0 });
      const covered = dot[4 + side] !== null;
      circle.setAttribute("r", covered ? plan.pitch * 0.4 : plan.pitch * 0.16);
      circle.setAttribute("class", side && covered ? "pp-hollow" : "");
      circle.style.transform = `translate(${spot[0].toFixed(1)}px, ${spot[1].toFixed(1)}px)`;
      circle.style[side && covered ? "stroke" : "fill"] = `var(--c${dot[3]})`;
      circle.style[side && covered ? "fill" : "stroke"] = "";
      circle.dataset.dot = number;
      if (side === 0) {
        circle.id = `pp-dot-${number}`;
        circle.setAttribute("role", "option");
        circle.setAttribute("aria-label", says(data, dot));
        circle.setAttribute("aria-selected", "false");
        over.append(circle);
      } else under.append(circle);
      root.kept.set(key, circle);
      kept.delete(key);
    });
  });
  for (const circle of kept.values()) circle.remove();
  const rings = element("g", {});
  under.append(rings);
  return { plan, spots, ties, rings };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pp-people");
  if (!root.querySelector("svg")) {
    root.innerHTML =
      '<svg class="pp-under-dots" aria-hidden="true"></svg><svg class="pp-over" role="listbox" tabindex="0" aria-label="Residents, a dot each"></svg>' +
      '<div class="pp-says"><p role="status"></p><button type="button">Open this resident</button><span class="pp-key"></span></div>';
  }
  const over = root.querySelector(".pp-over");
  const [status, key] = [root.querySelector("[role=status]"), root.querySelector(".pp-key")];
  key.innerHTML = "";
  for (const [word, tint] of data.legend) {
    const item = document.createElement("span");
    item.innerHTML = `<i style="background:var(--c${tint})"></i>`;
    item.append(word);
    key.append(item);
  }
  if (data.each > 1) key.append(`a dot for every ${data.each}th resident; the counts are of all`);
  let drawn;
  let marked = Math.max(0, data.dots.findIndex((dot) => dot[0] === (root.marked ?? data.chosen)));
  const line = (number, own) => {
    const [from, to] = drawn.spots[number];
    if (from && to) drawn.ties.append(element("path", { d: tie(from, to), class: own ? "pp-tie pp-own" : "pp-tie" }));
  };
  const mark = (number, announced = true) => {
    marked = number;
    root.marked = data.dots[number]?.[0];
    drawn.ties.replaceChildren();
    drawn.rings.replaceChildren();
    const worst = Math.min(...data.dots.map((dot) => dot[4] ?? Infinity));
    const lowest = data.dots.flatMap((dot, place) => (dot[4] === worst ? [place] : []));
    if (lowest.length <= MOST_TIES) for (const place of lowest) line(place, false);
    for (const old of over.querySelectorAll("[aria-selected=true]")) old.setAttribute("aria-selected", "false");
    if (!data.dots.length) return;
    line(number, true);
    for (const spot of drawn.spots[number]) {
      if (spot) drawn.rings.append(element("circle", { cx: spot[0], cy: spot[1], r: drawn.plan.pitch * 0.4 + 3, class: "pp-ring" }));
    }
    over.setAttribute("aria-activedescendant", `pp-dot-${number}`);
    over.querySelector(`#pp-dot-${number}`)?.setAttribute("aria-selected", "true");
    if (announced) status.textContent = says(data, data.dots[number]);
  };
  const redraw = (still) => {
    root.classList.toggle("pp-still", still);
    drawn = draw(root, data);
    mark(marked);
    root.width = root.clientWidth;
  };
  redraw(!root.kept);
  root.watching?.disconnect();
  root.watching = new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - root.width) > 2) redraw(true);
  });
  root.watching.observe(root);
  root.onclick = (event) => {
    const dot = event.target.closest("[data-dot]");
    if (dot) mark(Number(dot.dataset.dot));
    else if (event.target.closest("button")) setTriggerValue("open", data.dots[marked][0]);
  };
  root.onmouseover = (event) => {
    const dot = event.target.closest("[data-dot]");
    if (dot) dot.querySelector("title") ?? dot.append(element("title", {}, says(data, data.dots[Number(dot.dataset.dot)])));
  };
  over.onkeydown = (event) => {
    if (event.key === "Enter") return setTriggerValue("open", data.dots[marked][0]);
    const place = stepped({ ...SIDEWAYS, ...DOWNWARDS }, event.key, marked, data.dots.length);
    if (place === null) return;
    event.preventDefault();
    mark(place);
  };
}
