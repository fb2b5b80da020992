import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import twoViews from "../../pilot/views/scripts/src/two_views.js";
import { click, mounted, press } from "./page.js";

const rows = (side) => ["1", "2", "3"].map((line) => `<li data-line="${line}" data-disclosed="Line ${line} ${side}"><button></button></li>`).join("");
const HTML = `<button data-to="own"></button><button data-to="system"></button>
  <div class="pp-panel pp-own">${rows("own")}<p class="pp-disclosed"></p></div><div class="pp-panel pp-file">${rows("file")}</div>`;

let page;
const show = (line, html = HTML) => twoViews({ data: { html, line, requested: false, side: "own" }, ...page });
const buttons = (side) => [...page.parentElement.querySelectorAll(`.${side} button`)];
const chosen = () => [...page.parentElement.querySelectorAll(".chosen")].map((row) => row.dataset.line);

beforeEach(() => {
  page = mounted('<div class="pp-two"></div>');
  show("1");
});

test("a line that is chosen on one side is marked on both and sent once", () => {
  click(buttons("pp-file")[1]);
  assert.deepEqual(["2", "2"], chosen());
  assert.deepEqual([["line", "2"]], page.sent);
  assert.equal("true", buttons("pp-own")[1].getAttribute("aria-pressed"));
});

test("the keys walk through the lines and stay at the ends", () => {
  for (const [key, line] of [["ArrowDown", "2"], ["End", "3"], ["ArrowDown", "3"], ["Home", "1"], ["ArrowUp", "1"]]) {
    press(page.parentElement.querySelector(".pp-own .chosen button"), key);
    assert.deepEqual([line, line], chosen());
  }
  press(buttons("pp-own")[0], "a");
  assert.equal(5, page.sent.length);
});

test("one line of a side can be reached by Tab", () => {
  click(buttons("pp-own")[2]);
  assert.deepEqual([-1, -1, 0], buttons("pp-file").map(({ tabIndex }) => tabIndex));
});

test("the side that shows is turned without another line being sent", () => {
  click(page.parentElement.querySelector("[data-to=system]"));
  assert.equal("system", page.parentElement.querySelector(".pp-two").dataset.side);
  assert.deepEqual([["side", "system"]], page.sent);
});

test("views that are the same are not drawn anew, so that the chosen line stays", () => {
  click(buttons("pp-own")[1]);
  const before = buttons("pp-own")[1];
  show("1");
  assert.equal(before, buttons("pp-own")[1]);
  assert.deepEqual(["2", "2"], chosen());
});
