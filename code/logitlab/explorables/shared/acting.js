// Links in the text that act: [turn T down to 0.5](#triangle?temperature=0.5). Such a link moves
// its figure before the reader's eyes; pressed again, it takes back what it did. A figure that is
// out of view comes to the side as a live copy. The same words in a page's address set the figure
// on arrival, and each figure's "Copy link" writes them.
import { hasAddress, readAddress, textOf, writeAddress } from "./address.js";
import { copies, titleOf } from "./docking.js";
import { wordsOf } from "./dom.js";
import { mover } from "./tween.js";

const WORDS = {
  "en": {
    "moves": "Moves the figure {title}. Pressed again, it takes that back.",
    "copy": "Copy link",
    "copied": "The link to this state is copied.",
    "inAddress": "The link to this state now stands in the address bar. Copy it there."
  }
};

const DURATION = 700; // ms of a tween

// Moves one figure: the numbers of its model as a tween, until the reader takes hold of it.
// `settled` hears of the end of each move.
function moverOf({ model, rules, root }, settled) {
  const { go, goal } = mover(model, root, {
    time: DURATION,
    rules,
    set(values) {
      for (const [name, value] of Object.entries(values)) model.set(name, value);
    },
    done() {
      model.save_changes();
      settled();
    }
  });

  // what the figure shows of these traits, or will show when it has arrived
  const now = (values) =>
    Object.fromEntries(
      Object.keys(values).map((name) => [name, goal()?.[name] ?? model.get(name)])
    );
  const isAt = (values) =>
    Object.entries(now(values)).every(
      ([name, value]) => textOf(value, rules[name]) === textOf(values[name], rules[name])
    );
  return { go, now, isAt };
}

// A link as a toggle: it is on from its press for as long as the figure is as it says.
function toggle(link, values, move) {
  let before = null;
  const isOn = () => before !== null && move.isAt(values);
  function mark() {
    const pressed = String(isOn());
    if (link.getAttribute("aria-pressed") !== pressed) link.setAttribute("aria-pressed", pressed);
  }
  function press() {
    const [aim, back] = isOn() ? [before, null] : [values, move.now(values)];
    before = back;
    move.go(aim);
    mark();
  }
  return { mark, press };
}

// In a live notebook each figure listens for the links to it, since text and figures stand in
// cells of their own. The second of its name in a notebook is triangle-2, as on a page.
export function inNotebook(slug, explorable, rules) {
  if (!hasAddress(rules)) return explorable;
  async function render({ model, el }) {
    el.rules = rules;
    const remove = await explorable.render({ model, el });
    const toggles = new Map(); // by the link; what is in a notebook's text comes and goes
    const mark = () => {
      for (const { mark } of toggles.values()) mark();
    };
    const move = moverOf({ model, rules, root: el }, mark);
    el.dataset.acts = slug;

    function name() {
      const same = el.closest(".jp-Notebook")?.querySelectorAll(`[data-acts="${slug}"]`) ?? [];
      const place = [...same].indexOf(el);
      return place > 0 ? `${slug}-${place + 1}` : slug;
    }
    function press(event) {
      const link = event.target.closest?.(`a[href^="#${slug}"]`);
      if (!link || !el.closest(".jp-Notebook")?.contains(link)) return;
      const own = name();
      const aim = readAddress(link.getAttribute("href"), (asked) => asked === own && rules);
      if (!aim) return;
      event.preventDefault();
      event.stopPropagation(); // JupyterLab would look for a heading of that name
      if (!toggles.has(link)) toggles.set(link, toggle(link, aim.values, move));
      link.setAttribute("role", "button");
      toggles.get(link).press();
      el.scrollIntoView({ block: "nearest" });
    }
    document.addEventListener("click", press, true);
    model.on("change", mark);
    return () => {
      document.removeEventListener("click", press, true);
      model.off("change", mark);
      remove?.();
    };
  }
  return { ...explorable, render };
}

// The links, addresses and copies of a page, when its figures are live.
export function act(figures) {
  const words = wordsOf(WORDS);
  const named = new Map();
  const toggles = [];
  const mark = () => {
    for (const { mark } of toggles) mark();
  };
  for (const figure of figures.filter(({ rules }) => hasAddress(rules))) {
    named.set(figure.root.id, { ...figure, move: moverOf(figure, mark) });
    figure.model.on("change", mark);
    offerLink(figure, words);
  }
  const rulesOf = (name) => named.get(name)?.rules;
  const showCopy = copies();

  for (const link of document.querySelectorAll("a.acting")) {
    const aim = readAddress(link.hash, rulesOf);
    if (!aim) {
      link.hash = link.hash.split("?")[0]; // its figure stays still, and is worth a look
      continue;
    }
    const figure = named.get(aim.name);
    const one = toggle(link, aim.values, figure.move);
    toggles.push(one);
    link.setAttribute("role", "button"); // it leads nowhere, and is on or off
    link.title = words.moves.replace("{title}", titleOf(figure.root));
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab or window of its own
      event.preventDefault();
      one.press();
      showCopy(figure, link);
    };
    link.addEventListener("click", press);
    link.addEventListener("keydown", (event) => event.key === " " && press(event));
  }
  mark();

  function follow() {
    const aim = readAddress(location.hash, rulesOf);
    if (!aim) return;
    const { root, move } = named.get(aim.name);
    root.scrollIntoView({ block: "start" });
    move.go(aim.values);
  }
  addEventListener("hashchange", follow);
  follow();
}

// A quiet button beside Reset.
function offerLink({ root, model, rules }, words) {
  const first = { ...model.state };
  const reset = root.querySelector(".explorable-reset");
  const button = document.createElement("button");
  const told = document.createElement("span");
  Object.assign(button, { type: "button", className: "explorable-copy", textContent: words.copy });
  told.setAttribute("role", "status");
  told.className = "explorable-told";
  reset.after(button, told);
  button.addEventListener("click", async () => {
    const hash = writeAddress(root.id, rules, model.state, first);
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0] + hash);
      told.textContent = words.copied;
    } catch {
      history.replaceState(null, "", hash); // the clipboard is not there, or forbidden
      told.textContent = words.inAddress;
    }
  });
  model.on("change", () => {
    told.textContent = "";
  });
}
