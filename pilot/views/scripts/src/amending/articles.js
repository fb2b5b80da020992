// The rules as a list of articles. Each keeps its node under its key; one whose data stay the same is not touched.
import { Article, silentArticle } from "./article.js";
import { Sheet } from "./sheet.js";
import { grown } from "./fields.js";
import { place } from "./keyed.js";

// Whoever has added or copied a rule begins with its text.
function begin(element) {
  element.scrollIntoView({ block: "center" });
  element.querySelector("textarea")?.focus({ preventScroll: true });
}

export class Articles {
  constructor(list) {
    this.list = list;
    this.kept = new Map();
    this.awaited = null;
  }

  // `rules` are pairs of a key and all that is drawn of the rule as JSON; of the rules in `stale` the fields are drawn anew.
  show({ rules, fixed }, stale = new Set()) {
    const next = new Map();
    const fresh = [];
    for (const [key, json] of rules) {
      const before = this.kept.get(key);
      if (before && before.json === json && before.fixed === fixed && !stale.has(key)) {
        next.set(key, before);
        continue;
      }
      const [entry, drawn] = this.drawn(before, { ...JSON.parse(json), fixed }, stale.has(key));
      next.set(key, { ...entry, json: entry.article?.isWaiting ? null : json, fixed });
      fresh.push(drawn);
    }
    this.kept = next;
    place(this.list, [...next.values()].map(({ element }) => element));
    for (const element of fresh) for (const area of element.querySelectorAll("textarea")) grown(area);
    if (next.has(this.awaited)) {
      begin(next.get(this.awaited).element);
      this.awaited = null;
    }
  }

  drawn(before, rule, stale) {
    if (before?.article) {
      before.article.update(rule, stale);
      return [before, before.element];
    }
    const article = rule.off ? null : rule.rows ? new Sheet(rule) : new Article(rule);
    const element = article ? article.element : silentArticle(rule);
    return [{ article, element }, element];
  }
}
