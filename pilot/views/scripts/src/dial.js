// The switches come as ready html. Python says which positions they are in; each turn sends Python the whole block.
const LETTERS = ["h", "r", "s"];

function put(root, word, shipped) {
  const [now, first] = [word, shipped].map((block) => block.split("."));
  for (const group of root.querySelectorAll("[data-cell]")) {
    const [audience, item] = group.dataset.cell.split(" ").map(Number);
    const letter = now[audience][item];
    group.querySelector(`[value="${letter}"]`).checked = true;
    group.classList.toggle("turned", letter !== first[audience][item]);
  }
  root.querySelector("[name=delay]").value = now[3];
  root.querySelector("[name=notice]").value = now[4];
  root.querySelector("[data-back]").disabled = word === shipped;
}

function read(root) {
  const rows = [[], [], []];
  for (const group of root.querySelectorAll("[data-cell]")) {
    const [audience, item] = group.dataset.cell.split(" ").map(Number);
    rows[audience][item] = group.querySelector(":checked")?.value ?? LETTERS[0];
  }
  const ends = ["delay", "notice"].map((name) => root.querySelector(`[name=${name}]`).value);
  return [...rows.map((row) => row.join("")), ...ends].join(".");
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pp-dial");
  if (root.drawn !== data.html) {
    root.drawn = data.html;
    root.innerHTML = data.html;
    root.sent = null;
  }
  // An answer to an earlier turn must not take back a later one.
  if (!root.sent || root.sent === data.word) {
    root.sent = null;
    put(root, data.word, data.shipped);
  }
  const send = (word) => {
    root.sent = word;
    put(root, word, data.shipped);
    setStateValue("word", word);
  };
  root.onchange = () => send(read(root));
  root.onclick = (event) => {
    if (event.target.closest("[data-back]")) send(data.shipped);
  };
}
