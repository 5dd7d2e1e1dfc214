// Keys for the whole page: search, the next page, the one before; a list of them at "?". They are
// single letters, so they can be turned off (WCAG 2.1.4), and they leave alone what is typed.

{
  const WORDS = {
    en: {
      title: "Keys",
      keys: { "/": "search", n: "next page", p: "previous page", "?": "this list" },
      use: "Use these keys",
      close: "Close"
    }
  };
  const { add, button: addButton, wordsOf } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const KEY = "keys"; // of what is stored: "off", or nothing
  const NO_KEYS = "input, textarea, select, [contenteditable], dialog";

  const read = () => {
    try {
      return localStorage.getItem(KEY) !== "off";
    } catch {
      return true; // forbidden: the choice lasts for this page
    }
  };
  let isOn = read();

  function turn(on) {
    isOn = on;
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    } catch {}
  }

  let dialog = null;
  function show() {
    if (!dialog) {
      dialog = add(document.body, "dialog", "keys-list");
      dialog.ariaLabel = words.title;
      add(dialog, "p", "keys-title", words.title);
      const list = add(dialog, "dl");
      for (const [key, does] of Object.entries(words.keys)) {
        add(add(list, "dt"), "kbd", "", key);
        add(list, "dd", "", does);
      }
      const label = add(dialog, "label");
      const box = add(label, "input");
      box.type = "checkbox";
      box.checked = isOn;
      box.addEventListener("change", () => turn(box.checked));
      label.append(` ${words.use}`);
      addButton(dialog, "explorable-button", words.close, () => dialog.close());
    }
    dialog.showModal();
  }

  const DOES = {
    "/": () => {
      const box = document.querySelector("input[type=search]");
      if (box?.checkVisibility()) box.focus();
      else document.querySelector("#contents a")?.click(); // a phone has a page for it
    },
    n: () => follow("next"),
    p: () => follow("prev"),
    "?": show
  };
  function follow(rel) {
    const link = document.querySelector(`link[rel=${rel}]`);
    if (link) location.assign(link.href);
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    const does = DOES[event.key];
    if (!does || !isPlain || event.target.closest(NO_KEYS)) return;
    if (!isOn && does !== show) return;
    event.preventDefault();
    does();
  });

  const button = document.querySelector("button.keys");
  button.hidden = false;
  button.addEventListener("click", show);
}
