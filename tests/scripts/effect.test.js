import assert from "node:assert/strict";
import { test } from "node:test";
import { effectOf } from "../../pilot/views/scripts/src/amending/effect.js";
import { mounted } from "./page.js";

mounted("<section></section>");

test("a block is as wide as those reached, and half the drawing is as tall as the most points", () => {
  const drawn = effectOf({ blocks: [["down", 47.5, 60]], words: "−50 for 285 of 600 residents" });

  assert.equal("−50 for 285 of 600 residents", drawn.getAttribute("aria-label"));
  assert.deepEqual(["pp-down"], [...drawn.children].map((block) => block.className));
  assert.equal("width:47.5%;height:30%", drawn.firstChild.getAttribute("style"));
});

test("what was before is outlined over what is now", () => {
  const drawn = effectOf({ blocks: [["up", 10, 60], ["down", 20, 30]], words: "" });

  assert.deepEqual(["pp-up", "pp-down pp-was"], [...drawn.children].map((block) => block.className));
});
