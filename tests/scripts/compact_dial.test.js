import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import dial from "../../pilot/views/scripts/src/compact_dial.js";
import { change, click, mounted } from "./page.js";

const cell = (place, item) => `<button data-cell="${place} ${item}" data-name="item ${item}, side ${place}"><i></i></button>`;
const end = (place) => `<select data-end="${place} 3"><option value="0"></option><option value="24"></option></select>`;
const HTML = `<select name="audience"><option value="subject"></option><option value="public"></option></select>
  ${[0, 1].map((place) => cell(place, 0) + cell(place, 1) + end(place)).join("")}
  <p class="pp-source"></p><p class="pp-turned"></p><button data-back hidden></button>`;
const SHIPPED = ["sr.hh.rs.0.n", "hh.sh.hh.24.c"];

const SOURCES = [0, 1].map((place) => [0, 1, 2].map((audience) => [0, 1].map((item) => `${place} ${audience} ${item}`)).concat([["late"], ["letters"]]));

let page;
const show = (data) => dial({
  data: { html: HTML, words: SHIPPED, shipped: SHIPPED, audience: 0, levels: { s: "shown", r: "on request", h: "hidden" }, turned: "", sources: SOURCES, ...data },
  ...page,
});
const part = (selector) => page.parentElement.querySelector(selector);
const sign = (place) => part(`[data-cell="${place}"]`);

beforeEach(() => {
  page = mounted('<div class="pp-dial"></div>');
  show();
});

test("each sign stands as its side's word says and is called so", () => {
  assert.equal("pp-sign r", sign("0 1").firstElementChild.className);
  assert.equal("item 0, side 1: hidden", sign("1 0").getAttribute("aria-label"));
  assert.equal("24", part('[data-end="1 3"]').value);
});

test("a tap turns a sign on by one and sends the words of both sides", () => {
  click(sign("0 1"));
  assert.deepEqual([["words", ["sh.hh.rs.0.n", SHIPPED[1]]]], page.sent);
  assert.ok(sign("0 1").classList.contains("turned"));
});

test("a turn of each side before an answer comes sends both turns", () => {
  click(sign("0 0"));
  click(sign("1 0"));
  assert.deepEqual(["words", ["rr.hh.rs.0.n", "sh.sh.hh.24.c"]], page.sent.at(-1));
});

test("three taps lead back to where a sign stood", () => {
  for (let taps = 0; taps < 3; taps += 1) click(sign("0 0"));
  assert.deepEqual(["words", SHIPPED], page.sent.at(-1));
  assert.equal(false, sign("0 0").classList.contains("turned"));
});

test("an answer to an earlier turn does not take back a later one", () => {
  click(sign("0 0"));
  click(sign("0 0"));
  show({ words: ["rr.hh.rs.0.n", SHIPPED[1]] });
  assert.equal("pp-sign h", sign("0 0").firstElementChild.className);
});

test("of another audience the signs are its own, and its turns leave the others", () => {
  show({ audience: 1 });
  assert.equal("pp-sign s", sign("1 0").firstElementChild.className);
  click(sign("1 0"));
  assert.deepEqual([["words", [SHIPPED[0], "hh.rh.hh.24.c"]]], page.sent);
});

test("delay and audience are sent as they are chosen", () => {
  part('[data-end="0 3"]').value = "24";
  change(part('[data-end="0 3"]'));
  part("[name=audience]").value = "public";
  change(part("[name=audience]"));
  assert.deepEqual([["words", ["sr.hh.rs.24.n", SHIPPED[1]]], ["audience", "public"]], page.sent);
});

test("the way back is there once something is turned, and leads to both blocks as shipped", () => {
  assert.ok(part("[data-back]").hidden);
  click(sign("0 0"));
  assert.equal(false, part("[data-back]").hidden);
  click(part("[data-back]"));
  assert.deepEqual(["words", SHIPPED], page.sent.at(-1));
});

test("the cell under the hand says what it is known from, or that it was changed here", () => {
  const under = (element) => element.dispatchEvent(new Event("pointerover", { bubbles: true }));
  show({ audience: 1 });
  under(sign("1 1"));
  assert.equal("1 1 1", part(".pp-source").textContent);
  under(part('[data-end="0 3"]'));
  assert.equal("late", part(".pp-source").textContent);
  click(sign("1 1"));
  under(sign("1 1"));
  assert.equal("Changed here.", part(".pp-source").textContent);
});
