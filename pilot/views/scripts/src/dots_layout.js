// Where each dot stands: cells of one row and one grade, filled column by column, as large as the width allows.
const [WIDEST, NARROWEST, GAP] = [14, 3, 12];

function columnsOf(data, shown) {
  return data.sides.slice(0, shown).flatMap((side, number) => {
    const counted = data.cells[number];
    const made = side.grades.map(([name], place) => ({ side: number, place, name, counts: counted.map((row) => row[place]) }));
    const uncovered = { side: number, place: null, name: "not covered", counts: counted.map((row) => row.at(-1)) };
    return uncovered.counts.some(Boolean) ? [uncovered, ...made] : made;
  });
}

const needs = (column, pitch, deep, each) => Math.max(Math.ceil(Math.max(...column.counts) / each / deep) * pitch, column.label);

// The columns with their places, the tops of the rows, and the pitch of the dots (px) that fits a width.
export function cells(data, width, tall = 480) {
  const wide = width >= 760;
  const both = width >= 900 && data.sides.length > 1;
  const label = wide ? Math.min(250, width * 0.2) : 0;
  const columns = columnsOf(data, both ? 2 : 1);
  for (const column of columns) column.label = 12 + 7 * Math.max(1, column.name.length);
  const between = both ? 40 : 0;
  const room = width - label - between - columns.length * GAP;
  const rows = Math.max(1, data.rows.length);
  const head = wide ? 8 : 26;
  let [pitch, deep] = [WIDEST, 1];
  const fits = () => columns.reduce((sum, column) => sum + needs(column, pitch, deep, data.each), 0) <= room;
  for (; pitch > NARROWEST; pitch -= 0.5) {
    deep = Math.max(3, Math.floor((tall / rows - head - 18) / pitch));
    if (fits()) break;
  }
  const crowded = () => columns.some((column) => needs(column, pitch, deep, data.each) > column.label);
  while (!fits() && crowded()) deep += 1;
  let x = label + (columns[0]?.side === 0 ? 0 : between);
  columns.forEach((column, number) => {
    if (number && column.side !== columns[number - 1].side) x += between;
    column.x = x;
    x += needs(column, pitch, deep, data.each) + GAP;
  });
  const each = Math.max(head + deep * pitch + 18, wide ? 72 : 0);
  const [chips, first] = [22, 50];
  return {
    width, label, columns, pitch, deep, head, chips,
    sides: data.sides.slice(0, both ? 2 : 1).map((side, number) => ({ title: side.title, x: columns.find((one) => one.side === number)?.x ?? label })),
    tops: data.rows.map((_, number) => first + number * each),
    height: first + rows * each,
  };
}

// For each dot its place under each ruleset that is drawn, in px; the fullest cells are filled from the top left down.
export function placed(data, plan) {
  const filled = new Map();
  const shown = plan.sides.length;
  return data.dots.map((dot) =>
    Array.from({ length: shown }, (_, side) => {
      const column = plan.columns.find((one) => one.side === side && one.place === dot[4 + side]);
      if (!column) return null;
      const cell = `${side} ${dot[2]} ${dot[4 + side]}`;
      const number = filled.get(cell) ?? 0;
      filled.set(cell, number + 1);
      const half = plan.pitch / 2;
      const x = column.x + Math.floor(number / plan.deep) * plan.pitch + half;
      return [x, plan.tops[dot[2]] + plan.head + (number % plan.deep) * plan.pitch + half];
    }),
  );
}

export function tie([x1, y1], [x2, y2]) {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
