// Hydrates the explorables of a static page, without a kernel: finds each root that a notebook
// stored, gives it a model made of its data-state, and renders it in place.

import { act } from "./acting.js";
import { isAllowed } from "./address.js";
import { element, wordsOf } from "./dom.js";

const WORDS = {
  "en": {
    "still":
      "This figure cannot be moved: what is stored for it is damaged. What it says above holds."
  }
};

// The part of a widget's model that explorables use (the anywidget front-end module interface).
class PageModel {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    if (Object.is(this.state[name], value)) return;
    this.state[name] = value;
    for (const event of [`change:${name}`, "change"]) {
      for (const listener of this.listeners.get(event) ?? []) listener();
    }
  }

  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) {
    this.listeners.get(event)?.delete(listener);
  }

  save_changes() {} // no kernel to tell

  send() {}
}

function readState(root, rules) {
  const state = JSON.parse(root.dataset.state);
  for (const [name, rule] of Object.entries(rules)) {
    if (!isAllowed(state[name], rule)) throw new TypeError(`its stored ${name} does not fit`);
  }
  return state;
}

// Gives the live figure, or nothing.
async function bringToLife(root, explorables, words) {
  const explorable = explorables[root.dataset.explorable.replaceAll("-", "_")];
  const stored = root.cloneNode(true);
  try {
    const { rules } = explorable;
    const { initialize, render } = explorable.default;
    const model = new PageModel(readState(root, rules));
    root.rules = rules; // for what moves on a way
    await initialize?.({ model });
    await render({ model, el: root });
    root.model = model; // a prediction about the figure reads its state
    root.dataset.ready = "";
    return { root, model, rules, render };
  } catch (error) {
    // The stored figure reads well without a script, so it stays when the script cannot start.
    root.replaceWith(stored);
    stored.dataset.still = "";
    element(stored, "p", { class: "explorable-prompt" }, words.still);
    console.warn(`${root.dataset.explorable}: the figure stays still.`, error);
  }
}

// Each figure starts in a task of its own: all of them in one long task would block the event loop,
// and the page would not respond in the meantime.
export function start(explorables) {
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", () => start(explorables));
    return;
  }
  const words = wordsOf(WORDS);
  const waiting = [...document.querySelectorAll("[data-explorable]")];
  const live = [];
  const next = async () => {
    if (!waiting.length) return act(live.filter(Boolean));
    live.push(await bringToLife(waiting.shift(), explorables, words));
    setTimeout(next);
  };
  setTimeout(next);
}
