// The editor itself is large, so it is fetched once from our own server and not sent with every run.
export default function (told) {
  const root = told.parentElement.querySelector(".pp-editor");
  import(new URL(told.data.source, document.baseURI)).then(
    ({ show }) => show(root, told),
    () => (root.textContent = "The editor could not be loaded from the server. Reload the page."),
  );
}
