// The rules as articles, with a field wherever the sentence holds something that can be changed.
function article(rule, all) {
  const label = `Rule ${rule.no}`;
  const text = make("textarea", { class: "pp-slot pp-text", rows: 1, "aria-label": `${label}: its text`,
    "data-path": JSON.stringify(["rules", rule.id, "text"]) });
  text.value = rule.text;
  Object.assign(text, { kind: "text", raw: rule.text, shown: rule.text, also: [] });
  const said = (sentences) => sentences.flatMap((parts) => [sentence(parts, rule, label), " "]);
  const place = make("input", { class: "pp-slot", type: "text", inputmode: "numeric", value: String(rule.no),
    "aria-label": `${label}: its place`, "data-move": rule.id, style: `width:${String(rule.no).length + 1.2}ch` });
  Object.assign(place, { raw: String(rule.no), shown: String(rule.no) });
  return make("article", { class: `pp-article${rule.changed ? " pp-amended" : ""}`, "data-rule": rule.id, "aria-label": `${label}, ${rule.id}` },
    make("p", { class: "pp-no" }, all.fixed ? String(rule.no) : place),
    make("div", { class: "pp-law" }, make("p", { class: "pp-rule" }, text), make("p", { class: "pp-does" }, ...said(rule.does)),
      make("p", { class: "pp-does pp-reads" }, ...said([rule.reads])),
      make("p", { class: "pp-facts" }, rule.facts), tools(rule, all, label)),
    make("p", { class: "pp-weight" }, make("span", { class: "pp-points" }, weight(rule, label)), make("small", {}, rule.met)));
}

function weight(rule, label) {
  if (rule.points === null) return rule.weight;
  const part = { path: ["points"], value: rule.points, shown: rule.weight, kind: "integer", label: "points, with their sign", also: [] };
  return field(part, ["rules", rule.id, "points"], `${label}: points, with their sign`, true);
}

function tools(rule, all, label) {
  const act = (said, op, extra = {}) => button(said, { "data-act": JSON.stringify({ op, rule_id: rule.id, ...extra }), "aria-label": `${said}: ${label}` });
  const at = (path) => JSON.stringify(["rules", rule.id, ...path]);
  const offers = rule.offers.map((each) => button(each.said, { "data-put": at(each.path), "data-value": JSON.stringify(each.value), "aria-label": `${each.said}: ${label}` }));
  const removals = rule.removals.map((each) => button(each.said, { "data-drop": at(each.path), "aria-label": `${each.said}: ${label}` }));
  return make("div", { class: "pp-tools" },
    make("details", { class: "pp-offers" }, make("summary", { "aria-label": `Add or take away: ${label}` }, "Add or take away …"), make("div", {}, ...offers, ...removals)),
    act("Copy", "copy_rule"), act("Switch off", "switch_off"),
    all.fixed ? null : act("Up", "move_rule", { by: -1 }), all.fixed ? null : act("Down", "move_rule", { by: 1 }));
}

function silent(rule) {
  return make("article", { class: "pp-article pp-off", "data-rule": `off ${rule.id}`, "aria-label": `Switched off: ${rule.id}` },
    make("p", { class: "pp-no" }, "–"),
    make("div", { class: "pp-law" }, make("p", { class: "pp-rule" }, rule.text || rule.id),
      make("div", { class: "pp-tools" }, make("span", {}, "switched off"),
        button("Switch on", { "data-act": JSON.stringify({ op: "switch_on", rule_id: rule.id }), "aria-label": `Switch on: ${rule.id}` }))), make("p", { class: "pp-weight" }));
}

const drawn = (rule, data) => (rule.off ? silent(rule) : article(rule, data));

// Whoever is in a text while it is drawn anew goes on where they are, with the space that they typed last.
function goOn(element, before, caret) {
  element?.focus({ preventScroll: true });
  if (!element || !caret || READ.text(before.value) !== element.raw) return;
  element.value = element.raw = element.shown = before.value;
  element.setSelectionRange(...caret);
}

// Whoever has added a rule begins with its text.
function begun(element) {
  element.scrollIntoView({ block: "center" });
  const text = element.querySelector("textarea");
  text.focus({ preventScroll: true });
  text.select();
}

function articlesDrawn(root, data) {
  const list = root.querySelector(".pp-articles");
  const focused = document.activeElement?.closest?.("[data-path], [data-act], [data-move]");
  const where = focused && list.contains(focused)
    ? ["path", "act", "move"].map((name) => focused.dataset[name] && `[data-${name}='${CSS.escape(focused.dataset[name])}']`).find(Boolean) : null;
  const caret = focused?.tagName === "TEXTAREA" && [focused.selectionStart, focused.selectionEnd];
  const kept = root.kept;
  const next = new Map();
  if (root.fixed !== data.fixed) root.stale = true;
  root.fixed = data.fixed;
  for (const [key, said] of data.rules) {
    const before = kept.get(key);
    const busy = before && before.element.contains(document.activeElement) && dirty(document.activeElement);
    next.set(key, before && ((before.said === said && !root.stale) || busy) ? { ...before, said: busy ? null : said }
      : { said, element: drawn(JSON.parse(said), data) });
  }
  root.kept = next;
  const elements = [...next.values()].map((each) => each.element);
  const same = elements.length === list.children.length && elements.every((each, place) => each === list.children[place]);
  if (!same) list.replaceChildren(...elements);
  for (const area of list.querySelectorAll("textarea")) grown(area);
  if (next.has(root.awaited)) {
    begun(next.get(root.awaited).element);
    root.awaited = null;
  } else if (where && !list.contains(document.activeElement)) goOn(list.querySelector(where), focused, caret);
}
