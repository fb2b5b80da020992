// A page without a browser, for scripts that draw; a test that imports this has its `document`.
import { webcrypto } from "node:crypto";
import { Window } from "./packages.js";

const window = new Window();
const GIVEN = ["document", "CSSStyleSheet", "Event", "KeyboardEvent", "MouseEvent", "Image", "sessionStorage"];
for (const name of GIVEN) globalThis[name] = window[name];
globalThis.crypto ??= webcrypto; // Node has had it by itself since 20
globalThis.CSS = { supports: () => true };
globalThis.matchMedia = () => ({ matches: true });

// What a component is given: an element around its html, and a place for what it sends.
export function mounted(html) {
  const parentElement = document.createElement("div");
  parentElement.innerHTML = html;
  document.body.replaceChildren(parentElement);
  const sent = [];
  return { parentElement, sent, setStateValue: (name, value) => sent.push([name, value]) };
}

export const click = (element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true }));

export const press = (element, key) => element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

export const change = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
