import assert from "node:assert/strict";
import { test } from "node:test";
import { bounded, limits, pointsAt, raised, share, stretches } from "../../pilot/views/scripts/src/amending/scale.js";

const BANDS = [{ grade: "A", from: 900 }, { grade: "B", from: 600 }, { grade: "AAA-", from: 590 }, { grade: "D", from: null }];
const AXIS = [500, 1000];

test("points stand at their share of the axis, and never beyond its ends", () => {
  assert.deepEqual([0, 0, 50, 100, 100], [400, 500, 750, 1000, 1200].map((points) => share(points, AXIS)));
  assert.equal(0, share(5, [5, 5]));
});

test("a share of the axis leads back to its points", () => {
  for (const points of [500, 613, 1000]) assert.equal(points, pointsAt(share(points, AXIS) / 100, AXIS));
});

test("a boundary stays strictly between its neighbours, and the outermost are free on their side", () => {
  assert.deepEqual({ lowest: 591, highest: 899 }, limits(1, BANDS));
  assert.deepEqual([899, 591, 700], [950, 100, 700.4].map((points) => bounded(points, 1, BANDS)));
  assert.deepEqual({ lowest: 601, highest: null }, limits(0, BANDS));
  assert.equal(5000, bounded(5000, 0, BANDS));
  assert.equal(-80, bounded(-80, 2, BANDS));
});

test("of two numbers that would run into each other the second is raised", () => {
  assert.deepEqual([false, false, true, false], raised(BANDS, AXIS));
});

test("three numbers close together stand by turns", () => {
  const close = [700, 690, 680, null].map((from, place) => ({ grade: String(place), from }));
  assert.deepEqual([false, true, false, false], raised(close, AXIS));
});

test("the stretches fill the axis, and a letter stands where it has room", () => {
  const found = stretches(BANDS, AXIS);
  assert.equal(100, found.reduce((sum, { width }) => sum + width, 0));
  assert.deepEqual(["A", "B", "", "D"], found.map(({ letter }) => letter));
});
