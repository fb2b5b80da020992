// Rules as the server gives them to the amending component.
export function rule(id, no, more = {}) {
  const points = { path: ["points"], value: -5, shown: "5", kind: "integer", label: "points", options: [], also: [], suggest: null, sign_in_verb: true };
  return { id, no, text: `The text of ${id}.`, points: -5, weight: "−5", does: [["The score falls by ", points, "."]], reads: ["It reads the register."],
    facts: "invented", met: "nobody", effect: { blocks: [["down", 0, 26]], words: "−5 for nobody" }, changed: false, offers: [], removals: [], ...more };
}

// A slot as the server gives it, with its path from the top.
export const part = (path, value, more = {}) => ({ path, value, shown: value ?? "", kind: "text", label: "its label", options: [], also: [], suggest: null, optional: false, ...more });

export const pairs = (...rules) => rules.map((given) => [given.off ? `off ${given.id}` : given.id, JSON.stringify(given)]);
