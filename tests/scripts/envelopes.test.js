import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import envelopes from "../../pilot/views/scripts/src/envelopes.js";
import { click, mounted, press } from "./page.js";

const HTML = [0, 1, 2].map((place) => `<button data-place="${place}"></button>`).join("");

let page;
const buttons = () => [...page.parentElement.querySelectorAll("button")];

beforeEach(() => {
  page = mounted('<div class="pp-post"></div>');
  envelopes({ data: { html: HTML, open: 1 }, ...page });
});

test("the open envelope alone is pressed and reached by Tab", () => {
  assert.deepEqual(["false", "true", "false"], buttons().map((button) => button.getAttribute("aria-pressed")));
  assert.deepEqual([-1, 0, -1], buttons().map(({ tabIndex }) => tabIndex));
});

test("an envelope is opened by a click, or by keys that stay at the ends", () => {
  click(buttons()[0]);
  press(buttons()[0], "ArrowLeft");
  press(buttons()[0], "End");
  press(buttons()[2], "ArrowRight");
  press(buttons()[2], "ArrowDown");
  assert.deepEqual([0, 0, 2, 2], page.sent.map(([, place]) => place));
  assert.equal(buttons()[2], document.activeElement);
});
