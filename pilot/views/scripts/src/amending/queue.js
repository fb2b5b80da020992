// Changes on their way: each is kept until the server has answered for it, so that none is lost where two come quickly,
// the connection breaks, or the server is started anew.
const RETRY = 4000;
const MOST_PATIENCE = 5;

export class Queue {
  // `deliver` takes what is sent; `timers` are the window's.
  constructor(timers = globalThis) {
    this.timers = timers;
    this.client = crypto.getRandomValues(new Uint32Array(2)).join("");
    this.deliver = () => {};
    this.items = [];
    this.seq = 0;
    this.tries = 0;
    this.timer = null;
  }

  get isRetrying() {
    return this.tries > 1;
  }

  add(edit) {
    this.seq += 1;
    this.items = [...this.items, { seq: this.seq, edit }];
    this.tries = 0;
    this.send();
  }

  // All that is not answered yet, in order, again and again. The turn makes each sending another value, so that a
  // repeated one is delivered too.
  send() {
    this.pause();
    if (!this.items.length) return;
    this.tries += 1;
    this.timer = this.timers.setTimeout(() => this.send(), RETRY * Math.min(this.tries, MOST_PATIENCE));
    this.deliver({ client: this.client, turn: this.tries, items: this.items });
  }

  // What was left when another page part went on with this queue is sent at once.
  resume() {
    if (this.items.length && this.timer === null) this.send();
  }

  pause() {
    this.timers.clearTimeout(this.timer);
    this.timer = null;
  }

  // The changes that an answer is for; none where it is for another page's.
  acknowledge({ client, seq }) {
    if (client !== this.client) return [];
    const waiting = this.items.filter((item) => item.seq > seq);
    const answered = this.items.filter((item) => !waiting.includes(item));
    this.items = waiting;
    if (answered.length) this.tries = 0;
    if (!waiting.length) this.pause();
    return answered;
  }
}
