// Whatever is new in the window begins at its top: the framework leaves the page scrolled where the last one stood.
const seen = new Map();

export default function ({ data }) {
  if (seen.has(data.name) && seen.get(data.name) !== data.at) {
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  seen.set(data.name, data.at);
}
