// Which keys walk through a row of things, and how far each goes.
export const SIDEWAYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
export const DOWNWARDS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

// The place that a key leads to from this one, of so many; null where it is no such key.
export const stepped = (keys, key, place, count) => (key in keys ? Math.min(count - 1, Math.max(0, place + keys[key])) : null);
