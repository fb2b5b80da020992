// Runs before the framework does. The framework makes an entry in the browser's history for every part of the address
// that it writes; this makes one for what somebody did, so that Back undoes the last choice or screen, once.
let done = 0;
let entered = 0;

for (const kind of ["pointerdown", "keydown"]) {
  window.addEventListener(kind, () => { done += 1; }, { capture: true, passive: true });
}
window.addEventListener("popstate", () => { entered = done; }, { capture: true });

const enter = window.history.pushState.bind(window.history);
window.history.pushState = (state, title, address) => {
  if (new URL(address, window.location.href).href === window.location.href) return;
  if (entered === done) {
    window.history.replaceState(state, title, address);
    return;
  }
  entered = done;
  enter(state, title, address);
};
