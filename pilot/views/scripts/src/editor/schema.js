// What the ruleset's JSON Schema says about a place: which keys, which values, and the words that explain them.
import { ITEM } from "./place.js";

const EXTENDS = /^extends:[ \t]+(?!null\b|~|#)\S/m;
const KINDS = { integer: "a whole number", number: "a number", boolean: "true or false", string: "a text", array: "a list", object: "a map" };

export class Schema {
  constructor(whole) {
    this.whole = whole;
  }

  // All forms that a schema allows, references followed; a description beside a reference goes before its own.
  forms(schema, about = schema?.description) {
    if (!schema || typeof schema !== "object") return [];
    if (schema.$ref) {
      const found = schema.$ref.split("/").slice(1).reduce((part, name) => part?.[name], this.whole);
      return this.forms(found, about ?? found?.description);
    }
    const several = schema.anyOf ?? schema.oneOf;
    if (several) return several.flatMap((option) => this.forms(option, about ?? option.description));
    return [{ ...schema, description: about ?? schema.description }];
  }

  top(text) {
    return this.forms(EXTENDS.test(text) ? this.whole.then : this.whole.else);
  }

  at(text, path) {
    let found = this.top(text);
    for (const step of path) found = found.flatMap((form) => this.below(form, step));
    return found;
  }

  below(form, step) {
    if (step === ITEM) return this.forms(form.items);
    const own = form.properties?.[step];
    const named = form.propertyNames?.enum;
    if (own) return this.forms(own);
    return typeof form.additionalProperties === "object" && (!named || named.includes(step)) ? this.forms(form.additionalProperties) : [];
  }

  // The keys that a map may still take. Of several kinds of map only those count that allow the keys it has.
  keys(text, path, beside) {
    const maps = this.at(text, path).filter(({ properties, propertyNames }) => properties || propertyNames?.enum);
    const fits = ({ properties, additionalProperties }) =>
      !properties || additionalProperties || [...beside].every((key) => key in properties);
    const kept = maps.filter(fits);
    const found = new Map();
    const all = kept.length ? kept : maps;
    for (const map of all) {
      for (const key of [...Object.keys(map.properties ?? {}), ...(map.propertyNames?.enum ?? [])]) {
        if (!beside.has(key) && !found.has(key)) found.set(key, { key, must: all.every(({ required }) => required?.includes(key)), forms: this.below(map, key) });
      }
    }
    return [...found.values()];
  }

  values(text, path) {
    const found = this.at(text, path).flatMap((form) => form.enum ?? (form.const !== undefined ? [form.const] : form.type === "boolean" || form.type?.[0] === "boolean" ? [true, false] : []));
    return [...new Set(found.filter((value) => value !== null).map(String))];
  }

  // { title, description, allowed } of the key at the end of a path; null where the schema knows none.
  help(text, path) {
    const named = [...path];
    while (named.at(-1) === ITEM) named.pop();
    if (!named.length) return null;
    const forms = this.at(text, named);
    if (!forms.length) return null;
    const must = this.at(text, named.slice(0, -1)).every((form) => form.required?.includes(named.at(-1)));
    return { title: named.filter((step) => step !== ITEM).join(" > "), description: forms[0].description ?? "", allowed: this.allowed(forms, must) };
  }

  allowed(forms, must) {
    const sorts = [...new Set(forms.map((form) => this.sort(form)).filter(Boolean))];
    const first = sorts.length ? `${sorts.join(", or ")}${must ? "; it must be given" : ""}.` : "";
    return first && first[0].toUpperCase() + first.slice(1);
  }

  sort(form) {
    if (form.enum) return `one of ${form.enum.join(", ")}`;
    if (form.const !== undefined) return String(form.const);
    const types = [form.type ?? []].flat().filter((type) => type !== "null");
    if (types.includes("array")) {
      const inner = this.forms(form.items ?? {})[0];
      return inner?.enum ? `a list of ${inner.enum.join(", ")}` : "a list";
    }
    if (types.includes("string")) return form.format === "date" ? "a day: 2024-12-31" : "a text";
    return types.map((type) => KINDS[type] + bounds(form)).join(" or ");
  }
}

function bounds({ minimum, maximum }) {
  const least = minimum > -1e9 ? ` from ${minimum}` : "";
  return maximum < 1e9 ? `${least} to ${maximum}` : least && `${least} up`;
}

let fetched;

// The schema from our own server, fetched once for all editors of a page; null where it cannot be had.
export function schemaFrom(address) {
  fetched ??= fetch(new URL(address, document.baseURI))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((whole) => new Schema(whole))
    .catch(() => {
      fetched = undefined;
      return null;
    });
  return fetched;
}
