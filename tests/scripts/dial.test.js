import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import dial from "../../pilot/views/scripts/src/dial.js";
import { change, click, mounted } from "./page.js";

const cell = (audience, item) => `<fieldset data-cell="${audience} ${item}">${["s", "r", "h"].map((letter) =>
  `<input type="radio" name="${audience}-${item}" value="${letter}">`).join("")}</fieldset>`;
const cells = [0, 1, 2].flatMap((audience) => [0, 1].map((item) => cell(audience, item))).join("");
const HTML = `${cells}<select name="delay"><option value="0"></option><option value="24"></option></select>
  <select name="notice"><option value="n"></option><option value="c"></option></select><button data-back></button>`;
const SHIPPED = "sr.hh.rs.0.n";

let page;
const show = (word) => dial({ data: { html: HTML, word, shipped: SHIPPED }, ...page });
const group = (place) => page.parentElement.querySelector(`[data-cell="${place}"]`);
const turn = (place, letter) => {
  const switched = group(place).querySelector(`[value="${letter}"]`);
  for (const other of group(place).querySelectorAll("input")) other.checked = other === switched;
  change(switched);
};

beforeEach(() => {
  page = mounted('<div class="pp-dial"></div>');
  show(SHIPPED);
});

test("the switches stand as the word says, and none is marked that stands as shipped", () => {
  assert.equal("r", group("0 1").querySelector(":checked").value);
  assert.equal(0, page.parentElement.querySelectorAll(".turned").length);
  assert.ok(page.parentElement.querySelector("[data-back]").disabled);
});

test("a turn sends the whole block as a word, and is marked at once", () => {
  turn("1 0", "s");
  assert.deepEqual([["word", "sr.sh.rs.0.n"]], page.sent);
  assert.ok(group("1 0").classList.contains("turned"));
});

test("an answer to an earlier turn does not take back a later one", () => {
  turn("1 0", "s");
  turn("1 1", "s");
  show("sr.sh.rs.0.n");
  assert.equal("s", group("1 1").querySelector(":checked").value);
  show("sr.ss.rs.0.n");
  show(SHIPPED);
  assert.equal("h", group("1 1").querySelector(":checked").value);
});

test("the way back leads to the shipped block", () => {
  turn("0 0", "h");
  click(page.parentElement.querySelector("[data-back]"));
  assert.deepEqual(["word", SHIPPED], page.sent.at(-1));
});
