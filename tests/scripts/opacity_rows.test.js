import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import rows from "../../pilot/views/scripts/src/opacity_rows.js";
import { change, click, mounted } from "./page.js";

const HTML = `<button data-to-basis="no"></button><button data-to-basis="yes"></button>
  <button data-to-side="0"></button><button data-to-side="1"></button>
  <select name="second"><option value="a"></option><option value="b"></option></select>
  <button data-more="remedy" aria-expanded="false"></button><p id="pp-q-remedy" hidden></p>`;

let page;
const show = (data) => rows({ data: { html: HTML, basis: "no", second: "a", ...data }, ...page });
const root = () => page.parentElement.querySelector(".pp-kept");
const part = (selector) => root().querySelector(selector);

beforeEach(() => {
  page = mounted('<div class="pp-kept"></div>');
  show();
});

test("the switch shows the other basis at once and sends it", () => {
  click(part("[data-to-basis=yes]"));
  assert.equal("yes", root().dataset.basis);
  assert.equal("true", part("[data-to-basis=yes]").getAttribute("aria-pressed"));
  assert.deepEqual([["basis", "yes"]], page.sent);
});

test("an answer to an earlier tap does not take back a later one", () => {
  click(part("[data-to-basis=yes]"));
  show();
  assert.equal("yes", root().dataset.basis);
});

test("an answer that says what was sent ends the waiting, and another basis is then taken over", () => {
  click(part("[data-to-basis=yes]"));
  show({ basis: "yes" });
  show();
  assert.equal("no", root().dataset.basis);
});

test("what stands behind a row opens at a tap and stays open when the drawings are drawn anew", () => {
  click(part("[data-more]"));
  show({ html: `${HTML}<i></i>` });
  assert.equal(false, part("#pp-q-remedy").hidden);
  assert.equal("true", part("[data-more]").getAttribute("aria-expanded"));
  click(part("[data-more]"));
  assert.ok(part("#pp-q-remedy").hidden);
});

test("another ruleset beside is sent, and the one that stands there is chosen", () => {
  show({ second: "b" });
  assert.equal("b", part("[name=second]").value);
  part("[name=second]").value = "a";
  change(part("[name=second]"));
  assert.deepEqual([["second", "a"]], page.sent);
});

test("which side a phone shows is nobody else's business", () => {
  click(part('[data-to-side="1"]'));
  assert.equal("1", root().dataset.shows);
  assert.deepEqual([], page.sent);
});

test("what is in hand is in hand again when the drawings are drawn anew", () => {
  part("[data-more]").focus();
  show({ html: `${HTML}<i></i>` });
  assert.equal(part("[data-more]"), document.activeElement);
});
