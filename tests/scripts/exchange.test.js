import assert from "node:assert/strict";
import { test } from "node:test";
import { Exchange } from "../../pilot/views/scripts/src/editor/exchange.js";
import { ChangeSet, Text } from "./packages.js";

function begun(lines = ["id: a", ""]) {
  const given = { doc: Text.of(lines), sent: [] };
  const exchange = new Exchange(() => given.doc);
  exchange.put = (word) => given.sent.push(word);
  exchange.hear({ heard: 0, revision: 1 });
  return { exchange, given };
}

test("what is typed is sent with its revision and a number that rises", () => {
  const { exchange, given } = begun();
  exchange.say("typed");
  exchange.say("typed");
  assert.deepEqual([1, 2], given.sent.map(({ typed }) => typed.seq));
  assert.deepEqual({ revision: 1, text: "id: a\n", seq: 2 }, given.sent[1].typed);
});

test("what is applied goes along with what is typed after it until it is heard", () => {
  const { exchange, given } = begun();
  exchange.say("apply");
  exchange.say("typed");
  assert.deepEqual([1, 2], [given.sent[1].apply.seq, given.sent[1].typed.seq]);
  exchange.hear({ heard: 1, revision: 2 });
  assert.equal(false, exchange.waits);
  exchange.say("typed");
  assert.equal(null, given.sent[2].apply);
});

test("numbers go on behind those that another page used", () => {
  const { exchange, given } = begun();
  exchange.hear({ heard: 7, revision: 1 });
  exchange.say("typed");
  assert.equal(8, given.sent[0].typed.seq);
});

test("a text that came with other line ends goes back with them", () => {
  const { exchange, given } = begun();
  exchange.lineEnd = "\r\n";
  exchange.say("typed");
  assert.equal("id: a\r\n", given.sent[0].typed.text);
});

test("what was changed since a text is known, so that its marks can be moved", () => {
  const { exchange, given } = begun();
  exchange.say("typed");
  const change = ChangeSet.of({ from: 0, insert: "# top\n" }, given.doc.length);
  exchange.follow(change);
  assert.equal(6, exchange.kept.get(1).changes.mapPos(0, 1));
});

test("what is under the pause is sent when the editor is left, and nothing else", () => {
  const { exchange, given } = begun();
  exchange.flush();
  assert.equal(0, given.sent.length);
  exchange.later();
  exchange.flush();
  exchange.flush();
  assert.equal(1, given.sent.length);
});
