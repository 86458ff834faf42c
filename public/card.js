// Keeps the card for when there is no network. The worker sees this page's requests alone: its scope is the page.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker
    .register("/sw.js", { scope: "/card" })
    .then((registration) => registration.update())
    .catch(() => {});
  // The page that installs the worker was loaded without it, so that nothing is kept yet: it is asked to.
  if (navigator.serviceWorker.controller === null) {
    navigator.serviceWorker.ready.then((registration) => registration.active?.postMessage("keep-card"));
  }
}
