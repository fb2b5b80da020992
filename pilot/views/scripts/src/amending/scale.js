// Where grades stand on an axis of points, and where their boundaries may go. Bands stand from the highest downwards.
export const share = (points, [low, high]) => Math.min(100, Math.max(0, (100 * (points - low)) / (high - low || 1)));

// The points at a share of the axis.
export const pointsAt = (part, [low, high]) => low + part * (high - low);

// The highest and the lowest points that a boundary may stand at, strictly between its neighbours; null where it is free.
export function limits(place, bands) {
  const above = place ? bands[place - 1].from - 1 : null;
  const below = bands[place + 1]?.from ?? null;
  return { lowest: below === null ? null : below + 1, highest: above };
}

export function bounded(points, place, bands) {
  const { lowest, highest } = limits(place, bands);
  return Math.round(Math.min(highest ?? Infinity, Math.max(lowest ?? -Infinity, points)));
}

// Which numbers stand on an upper line, since they would run into the one beside them.
export function raised(bands, axis) {
  const found = bands.map(() => false);
  for (let at = 1; at < bands.length; at += 1) {
    const near = bands[at].from !== null && share(bands[at - 1].from, axis) - share(bands[at].from, axis) < 12;
    found[at] = near && !found[at - 1];
  }
  return found;
}

// Each band's stretch of the axis in hundredths, and its letter where there is room for it.
export function stretches(bands, axis) {
  return bands.map(({ grade, from }, place) => {
    const right = place ? share(bands[place - 1].from, axis) : 100;
    const left = from === null ? 0 : share(from, axis);
    const width = Math.max(0, right - left);
    // A letter that has no room is left to the table below, and to whoever points at it.
    return { left, width, letter: right - left < 4 + 2.5 * (grade.length - 1) ? "" : grade };
  });
}
