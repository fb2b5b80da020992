// A sign a cell for one audience and two rulesets. A tap turns it on by one position and sends Python the blocks of both
// as the words that stand in the address.
const NEXT = { h: "s", s: "r", r: "h" };

const read = (word) => word.split(".");

function put(root, data, words) {
  for (const cell of root.querySelectorAll("[data-cell]")) {
    const [place, item] = cell.dataset.cell.split(" ").map(Number);
    const letter = read(words[place])[data.audience][item];
    const shipped = read(data.shipped[place])[data.audience][item];
    cell.firstElementChild.className = `pp-sign ${letter}`;
    cell.classList.toggle("turned", letter !== shipped);
    cell.setAttribute("aria-label", `${cell.dataset.name}: ${data.levels[letter]}`);
  }
  for (const end of root.querySelectorAll("[data-end]")) {
    const [place, part] = end.dataset.end.split(" ").map(Number);
    end.value = read(words[place])[part];
    end.classList.toggle("turned", end.value !== read(data.shipped[place])[part]);
  }
  root.querySelector("[name=audience]").selectedIndex = data.audience;
  root.querySelector(".pp-turned").textContent = data.turned;
  root.querySelector("[data-back]").hidden = words.every((word, place) => word === data.shipped[place]);
}

// What the cell under the hand rests on: its source, or whoever turned it here.
function tell(root, data, target) {
  const cell = target.closest?.("[data-cell], [data-end]");
  if (!cell) return;
  const [place, part] = (cell.dataset.cell ?? cell.dataset.end).split(" ").map(Number);
  const sources = data.sources[place];
  const source = cell.dataset.cell ? sources[data.audience][part] : sources[part][0];
  root.querySelector(".pp-source").textContent = cell.classList.contains("turned") ? "Changed here." : source;
}

function changed(words, place, row, change) {
  const parts = read(words[place]);
  parts[row] = change(parts[row]);
  return words.map((word, number) => (number === place ? parts.join(".") : word));
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pp-dial");
  if (root.drawn !== data.html) {
    root.drawn = data.html;
    root.innerHTML = data.html;
    root.sent = null;
  }
  // An answer to an earlier turn must not take back a later one.
  if (!root.sent || root.sent.join() === data.words.join()) root.sent = null;
  put(root, data, root.sent ?? data.words);
  const send = (words) => {
    root.sent = words;
    put(root, data, words);
    setStateValue("words", words);
  };
  root.onclick = (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) {
      const [place, item] = cell.dataset.cell.split(" ").map(Number);
      const next = (row) => row.slice(0, item) + NEXT[row[item]] + row.slice(item + 1);
      send(changed(root.sent ?? data.words, place, data.audience, next));
    } else if (event.target.closest("[data-back]")) {
      send(data.shipped);
    }
  };
  root.onpointerover = (event) => tell(root, data, event.target);
  if (!root.heard) root.addEventListener("focusin", (event) => root.onpointerover(event));
  root.heard = true;
  root.onchange = (event) => {
    const { end } = event.target.dataset;
    if (event.target.name === "audience") {
      setStateValue("audience", event.target.value);
    } else if (end) {
      const [place, part] = end.split(" ").map(Number);
      send(changed(root.sent ?? data.words, place, part, () => event.target.value));
    }
  };
}
