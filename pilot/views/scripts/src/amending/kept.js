// Something that is drawn in parts, each from its own data alone, so that one whose data stay the same keeps its nodes.
import { place, replace } from "./keyed.js";
import { isDirty, read } from "./values.js";

// Whoever is in a text while it is drawn anew goes on where they are, with the space that they typed last.
function goOn({ heir, focused, caret }) {
  if (!caret || read("text", focused.value) !== heir.raw) return;
  heir.value = heir.raw = heir.shown = focused.value;
  heir.setSelectionRange(...caret);
}

export class Kept {
  // `partsOf` gives the parts of what is drawn, each with its name, all its data as JSON, and what draws it.
  constructor(partsOf) {
    this.partsOf = partsOf;
    this.parts = new Map();
  }

  // Draws anew what differs, or all where the fields are `stale`; a part that somebody types in waits until they are done.
  update(data, stale = false) {
    this.name(data);
    const next = new Map();
    for (const [name, content, draw] of this.partsOf(data)) next.set(name, this.drawn(this.parts.get(name), content, draw, stale, data));
    this.parts = next;
    const elements = this.arrange([...next.values()].map(({ element }) => element), next);
    if (elements) place(this.element, elements);
  }

  drawn(part, content, draw, stale, data) {
    if (!part) return { content, element: draw(data) };
    if (part.content === content && !stale) return part;
    const busy = part.element.contains(document.activeElement) && isDirty(document.activeElement);
    if (busy) return { content: null, element: part.element };
    const element = draw(data);
    const open = replace(part.element, element);
    if (open) goOn(open);
    return { content, element };
  }

  get isWaiting() {
    return [...this.parts.values()].some(({ content }) => content === null);
  }
}
