// What an article does to the city: a block as wide as those reached and as tall as its points; its state before outlined.
import { make } from "./elements.js";

export function effectOf({ blocks, words }) {
  const drawn = blocks.map(([way, wide, high], place) =>
    make("i", { class: `pp-${way}${place ? " pp-was" : ""}`, style: `width:${wide}%;height:${high / 2}%` }));
  return make("span", { class: "pp-reach", role: "img", "aria-label": words, title: words }, ...drawn);
}
