// Envelopes in order of day: choosing one marks it at once and tells Python, which opens it below.
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

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
    if (!button || !(event.key in STEPS)) return;
    event.preventDefault();
    const place = Math.min(buttons.length - 1, Math.max(0, Number(button.dataset.place) + STEPS[event.key]));
    choose(place);
    buttons[place].focus();
  };
}
