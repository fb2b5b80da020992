// Forms for something new: what it takes to begin it, and then it stands where it belongs.
import { field } from "./fields.js";
import { button, make } from "./elements.js";
import { picked } from "./picking.js";
import { read, valueOf } from "./values.js";

const line = (part) => make("label", { class: "pp-line" }, make("span", {}, part.label), field(part, part.path, part.label));

function drawn(form) {
  const opener = button(form.label, { "data-open": form.key, "aria-expanded": "false" });
  const fields = make("form", { "data-making": form.key, "aria-label": form.label }, ...form.fields.map(line),
    make("p", {}, make("button", { type: "submit" }, form.submit), " ", button("Cancel", { "data-close": form.key })));
  return make("div", { class: "pp-maker", "data-maker": form.key }, opener, make("div", { class: "pp-making", hidden: true }, fields));
}

function set(value, path, given) {
  const [key, ...rest] = path;
  if (rest.length) set((value[key] ??= {}), rest, given);
  else value[key] = given;
}

function given(part, element) {
  if (element.tagName === "DETAILS") return read("texts", picked(element).join(","));
  return element.value.trim() === "" ? null : valueOf(element);
}

// What was typed, as the change that the server makes of it; words for what is missing or is none, in its place.
function made(form, element) {
  const value = structuredClone(form.rest);
  const fields = [...element.querySelectorAll(".pp-line")].map((label) => label.lastElementChild);
  for (const [place, part] of form.fields.entries()) {
    const found = given(part, fields[place]);
    if (found === undefined) return { refused: `“${fields[place].value}” is no ${part.label}.` };
    if (found === null && !part.optional) return { refused: `Something is missing: ${part.label}.` };
    if (found !== null) set(value, part.path, found);
  }
  return { edit: { op: "add", into: form.into, value } };
}

export class Makings {
  // `ask` takes a change, `refuse` a sentence on what is missing.
  constructor(area, ask, refuse) {
    Object.assign(this, { area, ask, refuse, json: null, forms: new Map(), waiting: null });
  }

  show(forms) {
    const json = JSON.stringify(forms);
    if (!this.area || this.json === json || this.area.querySelector(".pp-making:not([hidden])")) return;
    this.json = json;
    this.forms = new Map(forms.map((form) => [form.key, form]));
    this.area.replaceChildren(...forms.map(drawn));
  }

  pressed({ dataset: { open, close } }) {
    if (open || close) this.turn(open ?? close, Boolean(open));
  }

  maker(key) {
    return this.area.querySelector(`[data-maker="${key}"]`);
  }

  turn(key, isOpen) {
    const [opener, fields] = this.maker(key).children;
    opener.setAttribute("aria-expanded", String(isOpen));
    opener.toggleAttribute("hidden", isOpen);
    fields.toggleAttribute("hidden", !isOpen);
    if (isOpen) fields.querySelector("textarea, input, select, summary")?.focus({ preventScroll: true });
  }

  submitted(element) {
    const key = element.dataset.making;
    const { edit, refused } = made(this.forms.get(key), element);
    if (refused) {
      this.refuse(refused);
      return;
    }
    this.waiting = key;
    this.turn(key, false);
    this.ask(edit);
  }

  // A form whose entry was refused stands open again with what was typed; one whose entry was made begins anew.
  answered(isRefused) {
    if (!this.waiting) return;
    if (isRefused) this.turn(this.waiting, true);
    else this.maker(this.waiting).replaceWith(drawn(this.forms.get(this.waiting)));
    this.waiting = null;
  }
}
