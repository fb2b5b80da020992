// What may be suggested for a field, as it stands on the page beside the component: values with the words for them.
export function suggestions(name) {
  const list = name && document.getElementById(`pp-${name}`);
  return list ? [...list.options].map(({ value, textContent }) => ({ value, label: textContent || value })) : [];
}
