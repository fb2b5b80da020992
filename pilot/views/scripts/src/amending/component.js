// The component: what is shown of the ruleset, and what somebody does in it, as changes for the server.
import { Articles } from "./articles.js";
import { Bands } from "./bands.js";
import { followHandles } from "./dragging.js";
import { chosen, copied, movedBy, movedTo, newGrade, pickedWords, puts, rulesOf } from "./edits.js";
import { make } from "./elements.js";
import { entered, fitted, grown, left } from "./fields.js";
import { Makings } from "./making.js";
import { picked } from "./picking.js";
import { Queue } from "./queue.js";
import { counted, fault, isDirty, isLeftEmpty, valueOf, written } from "./values.js";

// A text that somebody rests at is kept although the field has not been left.
const REST = 3000;
// What was on its way when a component left the page, by its key: the next one of that key goes on with it.
const handedOver = new Map();

export class Amending {
  constructor(root, key) {
    this.root = root;
    this.area = root.querySelector(".pp-articles");
    this.queue = handedOver.get(key) ?? new Queue();
    handedOver.delete(key);
    this.refused = [];
    this.fell = new Set();
    this.articles = new Articles(this.area);
    this.bands = new Bands(this.area);
    this.makings = new Makings(root.querySelector(".pp-adding"), (edit) => this.ask(edit), (found) => this.refuse(found, "Give it, then add it."));
    this.listen();
  }

  listen() {
    const { root } = this;
    root.addEventListener("focusin", entered);
    root.addEventListener("focusout", left);
    root.addEventListener("change", ({ target }) => this.changed(target));
    root.addEventListener("input", ({ target }) => this.typed(target));
    root.addEventListener("keydown", (event) => this.keyed(event));
    root.addEventListener("submit", (event) => this.submitted(event));
    root.addEventListener("click", ({ target }) => this.pressed(target.closest("button")));
  }

  show({ data, setStateValue }) {
    this.data = data;
    this.setState = setStateValue;
    this.queue.deliver = (sent) => {
      setStateValue("edits", sent);
      this.report();
    };
    const isOurs = data.ack.client === this.queue.client;
    const answered = this.queue.acknowledge(data.ack);
    if (isOurs) this.refused = data.ack.refused;
    // A field that was refused shows again what the ruleset holds.
    const refused = isOurs && this.refused.length ? answered : [];
    this.root.dataset.face = data.face;
    this.root.toggleAttribute("data-locked", Boolean(data.locked));
    this.area.inert = Boolean(data.locked);
    this.queue.resume();
    this.makings.show(data.makings ?? []);
    if (answered.length) this.makings.answered(refused.length > 0);
    if (data.begin && data.begin !== this.begun) this.articles.awaited = data.begin;
    this.begun = data.begin ?? this.begun;
    if (data.face !== "bands") this.articles.show(data, rulesOf(refused));
    else {
      this.bands.show(data, refused.length > 0);
      followHandles(this.bands, data, (place, points) => this.ask(puts([["bands", place, "from"]], points)));
    }
    this.report();
  }

  // What was refused, and what is still on its way.
  report() {
    const { items, isRetrying } = this.queue;
    const lines = this.refused.map(({ sentence, mend }) => make("p", { class: "pp-refused", role: "alert" }, `${sentence} ${mend}`));
    this.root.querySelector(".pp-refusals").replaceChildren(...lines);
    this.root.querySelector(".pp-waiting").textContent = items.length ? (isRetrying ? `${items.length} not kept yet; trying again` : "…") : "";
  }

  refuse(sentence, mend) {
    this.refused = [{ sentence, mend }];
    this.report();
  }

  refuseTyped(field, sentence, mend) {
    field.value = field.shown;
    this.refuse(sentence, mend);
  }

  ask(edit) {
    this.refused = [];
    this.queue.add(edit);
  }

  commit(field) {
    if (!isDirty(field) || field.closest(".pp-making")) return;
    if (field.dataset.move) {
      this.move(field);
      return;
    }
    if (isLeftEmpty(field)) {
      field.raw = field.shown = field.value = "";
      this.ask({ op: "drop", path: JSON.parse(field.dataset.path) });
      return;
    }
    const { path } = field.dataset;
    if (field.unsigned && this.fell.has(path)) Object.assign(field, { turned: true, unsigned: false });
    const value = valueOf(field);
    field.toggleAttribute("aria-invalid", value === undefined);
    if (value === undefined) {
      this.refuseTyped(field, fault(field), `It stays ${written(field.raw).replace("-", "\u2212") || "empty"}.`);
      return;
    }
    if (field.unsigned && value !== 0 && !/^[+\u2212-]/.test(field.value.trim())) {
      this.refuseTyped(field, `“${field.value}” does not say whether the score rises or falls.`, `Write +${value} or \u2212${value}.`);
      return;
    }
    // What took points away and is set to 0 takes them away again, unless what is typed then has a sign.
    if (field.turned && value === 0) this.fell.add(path);
    else this.fell.delete(path);
    field.raw = field.shown = field.value;
    // Until the sentence is drawn anew its verb stands as it was, unless a plus has turned it.
    if (field.value.trim().startsWith("+")) field.turned = false;
    this.ask(puts([JSON.parse(field.dataset.path), ...field.also], value));
  }

  move(field) {
    const edit = movedTo(field.dataset.move, Number(field.value), this.data.order);
    if (!edit) {
      field.value = field.raw;
      return;
    }
    field.raw = field.shown = field.value;
    this.ask(edit);
  }

  changed(target) {
    if (target.closest(".pp-making")) return;
    const group = target.closest(".pp-several");
    if (group) this.choose(group);
    else if (target.classList.contains("pp-menu")) this.offered(target);
    else if ("raw" in target) this.commit(target);
  }

  choose(group) {
    const [path, values] = [JSON.parse(group.dataset.path), picked(group)];
    if (group.kind === "lists") this.ask(chosen(path, values, group.optional !== false));
    else if (values.length || group.optional) this.ask(pickedWords(path, values));
    else this.refuse("One at least has to stand here.", "Choose another first.");
  }

  offered(menu) {
    const edit = menu.value && JSON.parse(menu.value);
    menu.value = "";
    if (edit) this.ask(edit);
  }

  typed(target) {
    if (target.tagName === "TEXTAREA") {
      grown(target);
      clearTimeout(target.rest);
      target.rest = setTimeout(() => this.commit(target), REST);
    } else if (target.classList.contains("pp-slot")) fitted(target);
  }

  keyed(event) {
    const { target: field, key } = event;
    if (!("raw" in field)) return;
    if (key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.commit(field);
    } else if (key === "Escape") {
      field.value = field.raw;
    } else if (["ArrowUp", "ArrowDown"].includes(key) && field.kind === "integer") {
      const next = counted(field, key === "ArrowUp" ? 1 : -1);
      if (next === undefined) return;
      event.preventDefault();
      field.value = next;
    }
  }

  submitted(event) {
    event.preventDefault();
    if (event.target.dataset.making) {
      this.makings.submitted(event.target);
      return;
    }
    const [grade, from] = ["grade", "from"].map((name) => event.target.elements[name].value.trim());
    const edit = newGrade(grade, from, this.data.bands);
    if (edit) this.ask(edit);
    else this.refuse("A grade has a name, and a whole number of points from which it holds.", "Give both.");
  }

  pressed(button) {
    if (!button) return;
    const open = document.activeElement;
    if (open !== button && open && "raw" in open && this.root.contains(open)) this.commit(open);
    const { act, drop, put, value, more } = button.dataset;
    if (act) this.act(JSON.parse(act));
    if (drop) this.ask({ op: "drop", path: JSON.parse(drop) });
    if (put) this.ask(puts([JSON.parse(put)], JSON.parse(value)));
    if (more) this.setState("opened", this.data.opened === more ? "" : more);
    this.makings.pressed(button);
  }

  act({ by, ...edit }) {
    const { order, taken } = this.data;
    if (edit.op === "copy_rule") {
      const copy = copied(edit.rule_id, taken);
      this.articles.awaited = copy.new_id;
      this.ask(copy);
    } else if (edit.op === "move_rule") {
      const move = movedBy(edit.rule_id, by, order);
      if (move) this.ask(move);
    } else this.ask(edit);
  }

  leave() {
    if (this.root.isConnected || !this.queue.items.length) return;
    this.queue.pause();
    handedOver.set(this.data.key, this.queue);
  }
}
