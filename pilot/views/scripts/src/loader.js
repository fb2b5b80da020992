// What is large is fetched once from our own server and not sent with every run.
export default function (component) {
  const root = component.parentElement.querySelector("[data-served]");
  let leave;
  import(new URL(component.data.source, document.baseURI)).then(
    ({ show }) => (leave = show(root, component)),
    () => (root.textContent = "This part of the screen could not be loaded from the server. Reload the page."),
  );
  return () => leave?.();
}
