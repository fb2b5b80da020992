// What the editor tells the server, and which of its texts the server has heard.
// Every word carries a rising number and the newest text; what is not heard yet is told again with the next word.
import { ChangeSet } from "@codemirror/state";

const PAUSE = 400;
const LONGEST_PAUSE = 2_000;
const LONGEST_WAIT = 3_000;
const MOST_KEPT = 40;

export class Exchange {
  constructor(text) {
    this.text = text;
    this.put = () => {};
    this.seq = 0;
    this.heard = 0;
    this.of = null;
    this.revision = null;
    this.kept = new Map();
    this.lineEnd = "\n";
    this.typed = null;
    this.applied = null;
    this.timer = 0;
    this.since = 0;
  }

  get waits() {
    return this.applied !== null;
  }

  // The text after each word, with what was changed since: marks for that text are put where they belong now.
  follow(changes) {
    for (const kept of this.kept.values()) kept.changes = kept.changes.compose(changes);
  }

  say(kind) {
    clearTimeout(this.timer);
    this.timer = this.since = 0;
    const doc = this.text();
    const seq = ++this.seq;
    this.kept.set(seq, { doc, changes: ChangeSet.empty(doc.length) });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    const word = { revision: this.revision, text: doc.sliceString(0, doc.length, this.lineEnd), seq };
    if (kind === "apply") [this.applied, this.typed] = [word, null];
    else this.typed = word;
    this.sent = Date.now();
    this.put({ of: this.of, typed: this.typed, apply: this.applied });
  }

  // Told after a pause in the typing, or in the middle of it if it goes on; never while the last word is under way.
  later() {
    const now = Date.now();
    this.since ||= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const under = this.seq > this.heard && Date.now() - this.sent < LONGEST_WAIT;
      if (under) this.later();
      else this.say("typed");
    }, Math.max(0, Math.min(PAUSE, this.since + LONGEST_PAUSE - now)) || PAUSE / 4);
  }

  // What is typed and not yet told is told at once.
  flush() {
    if (this.timer) this.say("typed");
  }

  hear({ heard, revision }) {
    this.seq = Math.max(this.seq, heard);
    this.heard = heard;
    this.revision = revision;
    if (this.applied && this.applied.seq <= heard) this.applied = null;
    if (this.typed && this.typed.seq <= heard) this.typed = null;
  }

  ask() {
    this.put({ of: null, typed: null, apply: this.applied });
  }
}
