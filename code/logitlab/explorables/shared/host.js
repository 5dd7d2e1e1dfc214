// Brings the explorables of a static page to life, without a kernel: finds each root that a
// notebook stored, gives it a model made of its data-state, and renders it in place.

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

export function start(explorables) {
  for (const root of document.querySelectorAll("[data-explorable]")) {
    const explorable = explorables[root.dataset.explorable.replaceAll("-", "_")];
    const stored = root.cloneNode(true);
    try {
      const model = new PageModel(JSON.parse(root.dataset.state));
      explorable.default.initialize?.({ model });
      explorable.default.render({ model, el: root });
      root.dataset.ready = "";
    } catch (error) {
      // The stored figure reads well without a script, so it stays when the script cannot start.
      root.replaceWith(stored);
      console.warn(`${root.dataset.explorable}: the figure stays still.`, error);
    }
  }
}
