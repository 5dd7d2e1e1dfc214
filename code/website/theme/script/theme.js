// Render-blocking, before the first paint, so that no wrong theme flashes (FOUC): the theme that
// the reader chose last, else the one the system asks for.
// With colors of the reader's own (high contrast), the figures must fit the system's.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
    // whether the code of the cells is shown: page.js opens it
    document.documentElement.toggleAttribute("data-code", localStorage.getItem("code") === "shown");
  } catch {} // storage may be forbidden; the system's theme is a good answer then
  const forced = matchMedia("(forced-colors: active)").matches;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme =
    ["light", "dark"].includes(chosen) && !forced ? chosen : system;
  // A page of formulas preloads their font: a formula that is set again in another font shifts the
  // layout below (CLS). A chapter starts with text, and its text goes first. As a line of the
  // HTML this preload would be an error where the page is a file.
  const { font, explorables } = document.currentScript.dataset;
  if (font && location.protocol !== "file:") {
    const preload = { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: font };
    document.head.append(Object.assign(document.createElement("link"), preload));
  }
  // The scripts of the explorables are lazy-loaded, when the first words have been painted. They
  // run in their order, what all share first; a figure whose own script is missing stays still.
  const load = (src) =>
    new Promise((resolve) => {
      const script = document.createElement("script");
      const done = { onload: resolve, onerror: resolve };
      document.head.append(Object.assign(script, { src, async: false, ...done }));
    });
  const loadExplorables = async (_, observer) => {
    observer.disconnect();
    await Promise.all(explorables.split(" ").map(load));
    globalThis.logitlab?.host.start(globalThis.logitlab);
  };
  if (explorables) {
    new PerformanceObserver(loadExplorables).observe({ type: "paint", buffered: true });
  }
  // The stylesheet keeps a place for what a figure becomes when it starts. If a script cannot be
  // loaded, the figures stay what they are.
  function stayStill({ target }) {
    if (target.tagName === "SCRIPT") document.documentElement.dataset.still = "";
  }
  addEventListener("error", stayStill, true);
})();
