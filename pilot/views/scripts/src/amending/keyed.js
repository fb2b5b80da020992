// Nodes that stay where nothing of them changed, and somebody in them who goes on where they are.
const MARKS = ["path", "act", "move", "put", "drop"];
const MARKED = MARKS.map((mark) => `[data-${mark}]`).join(",");

// Puts elements into a list in this order. What stands in its order is not touched, so that the page does not scroll.
export function place(list, elements) {
  const wanted = new Set(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  let next = list.firstElementChild;
  for (const element of elements) {
    if (next && next !== element && next.nextElementSibling === element) next = element;
    if (next === element) next = element.nextElementSibling;
    else list.insertBefore(element, next);
  }
  if (focused && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// Puts one element in the place of another; what was open in that one and who was in it is so in the new one.
export function replace(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused?.tagName === "TEXTAREA" ? [focused.selectionStart, focused.selectionEnd] : null;
  for (const details of before.querySelectorAll("details[open]")) counterpart(details, after)?.setAttribute("open", "");
  before.replaceWith(after);
  const heir = focused && counterpart(focused, after);
  heir?.focus({ preventScroll: true });
  return heir ? { heir, focused, caret } : null;
}

// The element that takes the place of this one where its part is drawn anew.
function counterpart(element, part) {
  const key = keyOf(element);
  return [...part.querySelectorAll(element.tagName)].find((other) => keyOf(other) === key) ?? null;
}

function keyOf(element) {
  const marked = element.closest(MARKED);
  const marks = MARKS.map((mark) => marked?.dataset[mark] ?? "");
  return JSON.stringify([...marks, element === marked, element.type === "checkbox" ? element.value : ""]);
}
