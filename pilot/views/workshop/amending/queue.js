const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
document.adoptedStyleSheets.push(sheet);

// Changes on their way: each is kept in a queue until Python has answered for it, so that none is lost where two come
// quickly, the connection breaks, or the server is started anew.
const RETRY = 4000;
// A text that somebody rests at is kept although the field has not been left.
const REST = 3000;
// What was on its way when a component left the page, by its key: the next one of that key goes on with it.
const handedOver = new Map();

// Whoever turns to another tab, or closes this one, may have a field open still.
document.addEventListener("visibilitychange", () => {
  const element = document.activeElement;
  if (document.hidden && element && "raw" in element) element.closest(".pp-amending")?.commit(element);
});

function told(root, data) {
  const line = root.querySelector(".pp-told");
  const waiting = root.queue.length;
  line.replaceChildren(...root.refused.map((each) => make("p", { class: "pp-refused", role: "alert" }, `${each.said} ${each.mend}`)));
  root.querySelector(".pp-waiting").textContent = waiting ? (root.tries > 1 ? `${waiting} not kept yet; trying again` : "…") : "";
}

const entered = ({ target }) => {
  if (target.shown === undefined || target.value !== target.shown || target.raw === target.shown) return;
  target.value = target.raw;
  wide(target).select?.();
};
const left = ({ target }) => {
  if (target.shown === undefined || dirty(target)) return;
  target.value = target.shown;
  wide(target);
};

const free = (wanted, data) => {
  const taken = new Set(data.taken);
  if (!taken.has(wanted)) return wanted;
  for (let count = 2; ; count += 1) if (!taken.has(`${wanted}-${count}`)) return `${wanted}-${count}`;
};

const FACES = { articles: articlesDrawn, bands: bandsDrawn };
const NAMED = { integer: "whole number", decimal: "number", date: "date", text: "text", texts: "list of words" };

export function show(root, { data, setStateValue }) {
  if (!root.client) {
    const client = crypto.getRandomValues(new Uint32Array(2)).join("");
    Object.assign(root, { queue: [], kept: new Map(), refused: [], client, seq: 0, tries: 0 }, handedOver.get(data.key));
    handedOver.delete(data.key);
  }
  const send = () => {
    clearTimeout(root.timer);
    if (!root.queue.length) return;
    root.tries += 1;
    // The turn makes each sending another value, so that a repeated one is delivered too.
    setStateValue("edits", { client: root.client, turn: root.tries, items: root.queue });
    root.timer = setTimeout(send, RETRY * Math.min(root.tries, 5));
    told(root, data);
  };
  if (data.ack.client === root.client) {
    const before = root.queue.length;
    root.queue = root.queue.filter((each) => each.seq > data.ack.seq);
    if (root.queue.length < before) root.tries = 0;
    if (!root.queue.length) clearTimeout(root.timer);
    // A field that was refused shows again what the ruleset holds.
    if (root.queue.length < before && data.ack.refused.length) root.stale = true;
    root.refused = data.ack.refused;
  }
  root.dataset.face = data.face;
  root.toggleAttribute("data-locked", Boolean(data.locked));
  root.querySelector(".pp-articles").inert = Boolean(data.locked);
  if (root.queue.length && !root.timer) send();
  FACES[data.face](root, data);
  root.stale = false;
  told(root, data);

  const queue = (edit) => {
    root.seq += 1;
    root.queue = [...root.queue, { seq: root.seq, edit }];
    root.refused = [];
    root.tries = 0;
    send();
  };
  const commit = (element) => {
    if (!dirty(element)) return;
    if (element.dataset.move) return void moved(element);
    const value = valueOf(element);
    element.toggleAttribute("aria-invalid", value === undefined);
    if (value === undefined) {
      root.refused = [{ said: `“${element.value}” is no ${NAMED[element.kind]}.`, mend: `It stays ${element.shown || "empty"}.` }];
      element.value = element.shown;
      return void told(root, data);
    }
    element.raw = element.shown = element.value;
    // Until the sentence is drawn anew its verb stands as it was, unless a plus has turned it.
    if (element.value.trim().startsWith("+")) element.turned = false;
    const puts = [JSON.parse(element.dataset.path), ...element.also].map((path) => ({ op: "put", path, value }));
    queue(puts.length > 1 ? puts : puts[0]);
  };
  const moved = (element) => {
    const to = Number(element.value);
    const rules = data.order;
    if (!Number.isInteger(to) || to < 1 || to > rules.length) return void (element.value = element.raw);
    const rest = rules.filter((id) => id !== element.dataset.move);
    element.raw = element.shown = element.value;
    queue({ op: "move_rule", rule_id: element.dataset.move, after: to === 1 ? null : rest[to - 2] });
  };
  const act = (said) => {
    const { by, ...edit } = said;
    if (edit.op === "copy_rule") root.awaited = edit.new_id = free(`${edit.rule_id}-copy`, data);
    if (edit.op === "move_rule") {
      const place = data.order.indexOf(edit.rule_id) + by;
      if (place < 0 || place >= data.order.length) return;
      const rest = data.order.filter((id) => id !== edit.rule_id);
      edit.after = place === 0 ? null : rest[place - 1];
    }
    queue(edit);
  };

  root.onchange = (event) => {
    const group = event.target.closest(".pp-several");
    if (group) {
      const value = [...group.querySelectorAll("input:checked")].map((each) => each.value);
      const path = JSON.parse(group.dataset.path);
      queue(value.length ? { op: "put", path, value } : { op: "drop", path });
    } else if ("raw" in event.target) commit(event.target);
  };
  root.oninput = (event) => {
    if (event.target.tagName === "TEXTAREA") {
      grown(event.target);
      clearTimeout(event.target.rest);
      event.target.rest = setTimeout(() => root.commit(event.target), REST);
    } else if (event.target.classList.contains("pp-slot")) wide(event.target);
  };
  root.commit = commit;
  if (!root.focuses) {
    root.focuses = true;
    root.addEventListener("focusin", entered);
    root.addEventListener("focusout", left);
  }
  root.onkeydown = (event) => {
    const element = event.target;
    if (!("raw" in element)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      commit(element);
    } else if (event.key === "Escape") {
      element.value = element.raw;
    } else if (["ArrowUp", "ArrowDown"].includes(event.key) && element.kind === "integer") {
      const now = READ.integer(element.value.trim());
      if (now === undefined) return;
      event.preventDefault();
      element.value = String(now + (event.key === "ArrowUp" ? 1 : -1));
    }
  };
  root.onsubmit = (event) => {
    event.preventDefault();
    const [grade, from] = ["grade", "from"].map((name) => event.target.elements[name].value.trim());
    const points = READ.integer(from.replace("\u2212", "-"));
    if (!grade || points === undefined) {
      root.refused = [{ said: "A grade has a name, and a whole number of points from which it holds.", mend: "Give both." }];
      return void told(root, data);
    }
    const place = data.bands.findIndex((band) => band.from === null || band.from < points);
    queue({ op: "insert", path: ["bands", place < 0 ? data.bands.length : place], value: { grade, from: points } });
  };
  if (data.face === "bands") dragging(root, data, queue);
  root.onclick = (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.dataset.act) act(JSON.parse(pressed.dataset.act));
    if (pressed.dataset.drop) queue({ op: "drop", path: JSON.parse(pressed.dataset.drop) });
    if (pressed.dataset.put) queue({ op: "put", path: JSON.parse(pressed.dataset.put), value: JSON.parse(pressed.dataset.value) });
    if ("add" in pressed.dataset) {
      root.awaited = free(data.template.id, data);
      queue({ op: "add_rule", after: data.order.at(-1) ?? null, rule: { ...data.template, id: root.awaited } });
    }
  };
  return () => {
    if (root.isConnected || !root.queue.length) return;
    clearTimeout(root.timer);
    const { queue: items, client, seq, tries } = root;
    handedOver.set(data.key, { queue: items, client, seq, tries });
  };
}
