// Elements of the page, made with their attributes and what stands in them.
export function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.filter((child) => child !== null && child !== undefined));
  return element;
}

export const button = (label, attributes = {}) => make("button", { type: "button", ...attributes }, label);
