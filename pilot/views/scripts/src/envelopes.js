// Envelopes in order of day: choosing one marks it at once and tells Python, which opens it below.
import { SIDEWAYS, stepped } from "./steps.js";

function mark(buttons, place) {
  buttons.forEach((button, number) => {
    button.setAttribute("aria-pressed", String(number === place));
    button.tabIndex = number === place ? 0 : -1;
  });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pp-post");
  if (root.drawn !== data.html) {
    root.drawn = data.html;
    root.innerHTML = data.html;
  }
  const buttons = [...root.querySelectorAll("[data-place]")];
  mark(buttons, data.open);
  const choose = (place) => {
    mark(buttons, place);
    setStateValue("open", place);
  };
  root.onclick = (event) => {
    const button = event.target.closest("[data-place]");
    if (button) choose(Number(button.dataset.place));
  };
  root.onkeydown = (event) => {
    const button = event.target.closest("[data-place]");
    const place = button ? stepped(SIDEWAYS, event.key, Number(button.dataset.place), buttons.length) : null;
    if (place === null) return;
    event.preventDefault();
    choose(place);
    buttons[place].focus();
  };
}
