// What the scripts of a page share: new elements, words in the page's language, a file to take
// home, and a page that is kept for a day without a network.

(() => {
  const { documentElement, currentScript } = document;
  const base = currentScript.src;

  function add(parent, tag, className = "", text = "") {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.textContent = text;
    parent.append(node);
    return node;
  }

  function button(parent, className, text, press) {
    const node = add(parent, "button", className, text);
    node.type = "button";
    node.addEventListener("click", press);
    return node;
  }

  // A part of a picture.
  function svg(parent, tag, attributes = {}, text = "") {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    parent.append(node);
    return node;
  }

  // Each script has a table of its words at its top; this is the part in the page's language.
  const wordsOf = (WORDS) => WORDS[documentElement.lang.slice(0, 2)] ?? WORDS.en;

  function download(name, text, type) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // This page and what it is made of, and further files of the site, for a train without a network;
  // offline.js answers with them.
  async function keepForOffline(names = []) {
    if (!navigator.serviceWorker) return; // the page came over plain http, or by double click
    const parts = performance.getEntriesByType("resource").map(({ name }) => name);
    const ours = [location.href.split("#")[0], ...parts].filter(
      (name) => !name.includes("/python")
    );
    try {
      await navigator.serviceWorker.register(new URL("../offline.js", base));
      const cache = await caches.open("course-pages");
      await cache.addAll([...new Set(ours), ...names.map((name) => new URL(name, base).href)]);
    } catch {} // forbidden, or full: then the page needs the network next time too
  }

  globalThis.coursePage = { add, button, svg, wordsOf, download, keepForOffline };
})();
