import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, placed } from "../../pilot/views/scripts/src/dots_layout.js";

const people = (counts) => counts.flatMap((row, number) => row.flatMap((many, place) => Array.from({ length: many }, () => ["P", "P", number, 0, place, place])));
const city = (counts) => ({
  rows: counts.map((_, number) => ({ name: `Row ${number}`, note: "" })),
  sides: ["One", "Two"].map((title) => ({ title, grades: [["D", ""], ["A", ""]] })),
  cells: [counts.map((row) => [...row, 0]), counts.map((row) => [...row, 0])],
  dots: people(counts),
  each: 1,
});
const COUNTS = [[3, 90], [0, 60], [12, 400]];

for (const width of [360, 760, 920, 1180, 1800]) {
  test(`at ${width} px every dot has a place of its own within its row and the window`, () => {
    const data = city(COUNTS);
    const plan = cells(data, width);
    const spots = placed(data, plan);
    const all = spots.flat().filter(Boolean);
    assert.equal(all.length, data.dots.length * plan.sides.length);
    assert.equal(new Set(all.map(String)).size, all.length);
    for (const [number, sides] of spots.entries()) {
      for (const [x, y] of sides.filter(Boolean)) {
        assert.ok(x >= plan.label && x <= width, `${x}`);
        const top = plan.tops[data.dots[number][2]];
        assert.ok(y > top && y < top + (plan.tops[1] - plan.tops[0]));
      }
    }
  });
}

test("on a narrow window one ruleset is drawn, on a wide one both", () => {
  assert.equal(1, cells(city(COUNTS), 390).sides.length);
  assert.equal(2, cells(city(COUNTS), 1200).sides.length);
});

test("whoever is not covered stands in a column of their own", () => {
  const data = city([[1, 1]]);
  data.cells[0][0] = [1, 1, 2];
  assert.equal("not covered", cells(data, 1000).columns[0].name);
});
