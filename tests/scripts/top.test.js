import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import top from "../../pilot/views/scripts/src/top.js";
import { mounted } from "./page.js";

let page;
let scrolled;
const at = (place, name = "screen") => top({ data: { name, at: place }, ...page });
const large = () => document.documentElement.classList.contains("pp-large");
const press = (target, key, more = {}) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));

beforeEach(() => {
  page = mounted('<main data-testid="stMain"><input></main>');
  scrolled = [];
  document.querySelector("main").scrollTo = (to) => scrolled.push(to);
});

test("another screen begins at its top, the same one stays where it is", () => {
  at("City", "one");
  at("City", "one");
  assert.deepEqual([], scrolled);
  at("Resident", "one");
  assert.deepEqual([{ top: 0 }], scrolled);
});

test("one key makes everything larger and smaller again, but not while somebody writes", () => {
  at("City");
  press(document.body, "l");
  assert.ok(large());
  press(document.querySelector("input"), "l");
  press(document.body, "l", { ctrlKey: true });
  assert.ok(large());
  press(document.body, "L");
  assert.ok(!large());
});
