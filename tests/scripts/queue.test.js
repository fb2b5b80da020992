import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../../pilot/views/scripts/src/amending/queue.js";
import "./page.js";

// A queue whose timers run when the test says so.
function started() {
  const timers = { waiting: new Map(), last: 0, delays: [] };
  timers.setTimeout = (run, delay) => {
    timers.waiting.set((timers.last += 1), run);
    timers.delays.push(delay);
    return timers.last;
  };
  timers.clearTimeout = (id) => timers.waiting.delete(id);
  timers.pass = () => [...timers.waiting].forEach(([id, run]) => timers.waiting.delete(id) && run());
  const queue = new Queue(timers);
  const sent = [];
  queue.deliver = (value) => sent.push(value);
  return { queue, sent, timers };
}
const numbers = ({ items }) => items.map(({ seq }) => seq);

test("a change is sent at once, with all that is not answered yet before it", () => {
  const { queue, sent } = started();
  queue.add("a");
  queue.add("b");
  assert.deepEqual([[1], [1, 2]], sent.map(numbers));
  assert.deepEqual(["a", "b"], sent[1].items.map(({ edit }) => edit));
});

test("what is answered is not sent again", () => {
  const { queue, sent } = started();
  queue.add("a");
  queue.add("b");
  assert.deepEqual(["a"], queue.acknowledge({ client: queue.client, seq: 1 }).map(({ edit }) => edit));
  queue.add("c");
  assert.deepEqual([2, 3], numbers(sent.at(-1)));
});

test("an answer to another page answers nothing here", () => {
  const { queue } = started();
  queue.add("a");
  assert.deepEqual([], queue.acknowledge({ client: "another", seq: 9 }));
  assert.deepEqual([], queue.acknowledge({}));
  assert.equal(1, queue.items.length);
});

test("what is not answered is sent again under another turn, more and more patiently", () => {
  const { queue, sent, timers } = started();
  queue.add("a");
  for (let time = 0; time < 6; time += 1) timers.pass();
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7], sent.map(({ turn }) => turn));
  assert.deepEqual([4, 8, 12, 16, 20, 20, 20], timers.delays.map((delay) => delay / 1000));
  assert.ok(queue.isRetrying);
});

test("nothing is sent again once all is answered", () => {
  const { queue, sent, timers } = started();
  queue.add("a");
  queue.acknowledge({ client: queue.client, seq: 1 });
  timers.pass();
  assert.equal(1, sent.length);
  assert.equal(0, timers.waiting.size);
});

test("a queue that was left goes on once, as the same client and with the numbers that follow", () => {
  const { queue, sent, timers } = started();
  queue.add("a");
  queue.pause();
  timers.pass();
  assert.equal(1, sent.length);
  queue.resume();
  queue.resume();
  queue.add("b");
  assert.deepEqual([[1], [1], [1, 2]], sent.map(numbers));
  assert.equal(1, new Set(sent.map(({ client }) => client)).size);
});
