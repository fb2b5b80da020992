// A boundary that is dragged along the axis or moved by key; it becomes a change when it is let go, or rests.
import { bounded, pointsAt, share } from "./scale.js";

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const REST = 350;

function put(knob, points, axis) {
  knob.style.left = `${share(points, axis)}%`;
  knob.setAttribute("aria-valuenow", String(points));
  knob.firstChild.textContent = String(points);
  knob.points = points;
}

// Each handle of the `face` says through `moved` where it was brought to, as the band's place and its points.
export function followHandles(face, data, moved) {
  const line = face.area.querySelector(".pp-scale-drawn");
  for (const knob of line?.querySelectorAll(".pp-handle") ?? []) follow(knob, line, face, data, moved);
}

function follow(knob, line, face, { bands, axis }, moved) {
  const place = Number(knob.dataset.handle);
  const finish = () => {
    if (knob.points !== undefined && knob.points !== bands[place].from) moved(place, knob.points);
    knob.points = undefined;
  };
  knob.onpointerdown = (event) => {
    knob.setPointerCapture(event.pointerId);
    face.isDragged = true;
  };
  knob.onpointermove = (event) => {
    if (!face.isDragged) return;
    const { left, width } = line.getBoundingClientRect();
    put(knob, bounded(pointsAt((event.clientX - left) / width, axis), place, bands), axis);
  };
  knob.onpointerup = knob.onpointercancel = () => {
    face.isDragged = false;
    finish();
  };
  knob.onkeydown = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    put(knob, bounded((knob.points ?? bands[place].from) + step, place, bands), axis);
    clearTimeout(knob.timer);
    knob.timer = setTimeout(finish, REST);
  };
}
