import assert from "node:assert/strict";
import { test } from "node:test";
import { ITEM } from "../../pilot/views/scripts/src/editor/place.js";
import { Schema } from "../../pilot/views/scripts/src/editor/schema.js";

const RULE = { properties: { id: { type: "string" }, points: { type: "integer", minimum: -100, maximum: 100, description: "What it costs." },
  day: { type: "string", format: "date" }, on: { anyOf: [{ type: "boolean" }, { type: "null" }] } }, required: ["id"] };
const WHOLE = {
  $defs: { rule: RULE },
  else: { properties: { rules: { type: "array", items: { $ref: "#/$defs/rule" } }, notice: { enum: ["none", "on_change"] } } },
  then: { properties: { rules: { additionalProperties: { $ref: "#/$defs/rule" } } } },
};
const schema = new Schema(WHOLE);
const names = (keys) => keys.map(({ key, must }) => (must ? `${key}!` : key));

test("keys are offered that a map may still take, and told which must be given", () => {
  assert.deepEqual(["id!", "day", "on"], names(schema.keys("", ["rules", ITEM], new Set(["points"]))));
});

test("in a ruleset that extends another its rules stand under their ids", () => {
  assert.deepEqual(["id!", "points", "day", "on"], names(schema.keys("extends: open-pilot\n", ["rules", "red-light"], new Set())));
});

test("values are those of an enumeration or of a yes and no", () => {
  assert.deepEqual(["none", "on_change"], schema.values("", ["notice"]));
  assert.deepEqual(["true", "false"], schema.values("", ["rules", ITEM, "on"]));
});

test("the help of a key gives its path, its description and what is allowed", () => {
  assert.deepEqual({ title: "rules > points", description: "What it costs.", allowed: "A whole number from -100 to 100." }, schema.help("", ["rules", ITEM, "points"]));
  assert.equal("A day: 2024-12-31.", schema.help("", ["rules", ITEM, "day"]).allowed);
  assert.equal("A text; it must be given.", schema.help("", ["rules", ITEM, "id"]).allowed);
  assert.equal(null, schema.help("", ["colour"]));
});
