// The table of drawings holds both states: the switch shows the other one at once and tells Python afterwards, so that
// the address follows. What stands behind a row opens and closes here alone.
function show(root, basis) {
  root.dataset.basis = basis;
  for (const button of root.querySelectorAll("[data-to-basis]")) {
    button.setAttribute("aria-pressed", String(button.dataset.toBasis === basis));
  }
}

function turn(root, side) {
  root.dataset.shows = side;
  for (const button of root.querySelectorAll("[data-to-side]")) {
    button.setAttribute("aria-pressed", String(button.dataset.toSide === side));
  }
}

function unfold(root) {
  for (const button of root.querySelectorAll("[data-more]")) {
    const open = root.open.has(button.dataset.more);
    button.setAttribute("aria-expanded", String(open));
    root.querySelector(`#pp-q-${button.dataset.more}`).hidden = !open;
  }
}

// What somebody has in hand, so that it is found again when the drawings are drawn anew.
const GRIPS = ["data-more", "data-to-basis", "data-to-side", "name"];

function grip(root) {
  const held = document.activeElement;
  const attribute = root.contains(held) && GRIPS.find((name) => held.hasAttribute(name));
  return attribute ? `[${attribute}="${held.getAttribute(attribute)}"]` : null;
}

function draw(root, html) {
  const held = grip(root);
  root.drawn = html;
  root.innerHTML = html;
  if (held) root.querySelector(held)?.focus({ preventScroll: true });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pp-kept");
  root.open ??= new Set();
  if (root.drawn !== data.html) {
    draw(root, data.html);
    turn(root, root.dataset.shows ?? "0");
    unfold(root);
  }
  const beside = root.querySelector("[name=second]");
  if (beside) beside.value = data.second;
  // An answer to an earlier tap must not take back a later one.
  if (!root.sent || root.sent === data.basis) {
    root.sent = null;
    show(root, data.basis);
  }
  root.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.toBasis) {
      root.sent = button.dataset.toBasis;
      show(root, root.sent);
      setStateValue("basis", root.sent);
    } else if (button.dataset.toSide) {
      turn(root, button.dataset.toSide);
    } else if (button.dataset.more) {
      const key = button.dataset.more;
      if (!root.open.delete(key)) root.open.add(key);
      unfold(root);
    }
  };
  root.onchange = (event) => {
    if (event.target.name === "second") setStateValue("second", event.target.value);
  };
}
