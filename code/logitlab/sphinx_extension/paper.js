// As much of a browser's document as a chart needs to draw itself once, without a browser: what is
// drawn here goes to paper, where nobody drags. The place for it is WIDTH pixels wide.

const TEXT = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };
const escaped = (text) => String(text).replace(/[&<"]/g, (sign) => TEXT[sign]);

class PaperNode {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, childNodes: [], parentNode: null, dataset: {}, style: {} });
    const names = () => (this.attributes.class ?? "").split(" ").filter(Boolean);
    const put = (all) => this.setAttribute("class", [...new Set(all)].join(" "));
    this.classList = {
      add: (...added) => put([...names(), ...added]),
      remove: (...gone) => put(names().filter((name) => !gone.includes(name))),
      toggle: (name, on) => (on ? this.classList.add(name) : this.classList.remove(name)),
    };
  }

  get clientWidth() {
    return PaperNode.WIDTH;
  }

  get children() {
    return this.childNodes.filter((child) => child instanceof PaperNode);
  }

  get textContent() {
    return this.childNodes.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.childNodes = text === "" ? [] : [String(text)];
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  append(...nodes) {
    for (const node of nodes) {
      if (node instanceof PaperNode) node.parentNode = this;
      this.childNodes.push(node);
    }
  }

  appendChild(node) {
    this.append(node);
    return node;
  }

  replaceChildren(...nodes) {
    this.childNodes = [];
    this.append(...nodes);
  }

  // by a tag, a class, or a tag with an attribute: "input[type=range]"
  querySelectorAll(selector) {
    const [, tag, name, attribute, value] = /^(\w+)?(?:\.([\w-]+))?(?:\[(\w+)=(\w+)\])?$/.exec(selector);
    const fits = (node) =>
      (!tag || node.tag === tag) &&
      (!name || (node.attributes.class ?? "").split(" ").includes(name)) &&
      (!attribute || node.attributes[attribute] === value);
    return this.children.flatMap((child) => [...(fits(child) ? [child] : []), ...child.querySelectorAll(selector)]);
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  addEventListener() {}

  get outerHTML() {
    const style = Object.entries(this.style).map(([name, value]) => `${name}:${value}`).join(";");
    const all = Object.entries(style ? { ...this.attributes, style } : this.attributes);
    const attributes = all.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
    return `<${this.tag}${attributes}>${this.childNodes.map((child) => child.outerHTML ?? escaped(child)).join("")}</${this.tag}>`;
  }
}

const document = {
  documentElement: { lang: "en" },
  createElement: (tag) => new PaperNode(tag),
  createElementNS: (space, tag) => new PaperNode(tag),
  createDocumentFragment: () => new PaperNode("g"),
  querySelectorAll: () => [], // no figure waits to be brought to life
};
const matchMedia = () => ({ matches: true }); // nothing moves on its own
// What is on paper does not go on: only what is to be done at once is done.
const never = () => 0;
const atOnce = (next, delay = 0) => (delay ? 0 : Promise.resolve().then(next) && 0);
Object.assign(globalThis, { setTimeout: atOnce, clearTimeout: never, requestAnimationFrame: never, cancelAnimationFrame: never });
const performance = { now: () => 0 }; // there is time to work out all that is drawn
class ResizeObserver {
  observe() {}
}

// Start one explorable on a paper of a given width. What it does in later tasks is done when the
// engine returns from this call.
let paper;
function drawOnPaper(name, state, width) {
  let count = 0;
  Math.random = () => (count += 1) / 36; // only names of parts are drawn by lot
  PaperNode.WIDTH = width;
  paper = new PaperNode("div");
  const model = { get: (trait) => state[trait], set() {}, on() {}, off() {}, save_changes() {} };
  logitlab[name].default.initialize?.({ model });
  logitlab[name].default.render({ model, el: paper });
  return null; // a call from Python has to give something
}

// Its drawings: [{ text, height, label }, ...].
function drawings() {
  return paper.querySelectorAll("svg").map((drawing) => {
    const [, , wide, high] = drawing.attributes.viewBox.split(" ");
    const height = (PaperNode.WIDTH * high) / wide;
    drawing.setAttribute("width", PaperNode.WIDTH);
    drawing.setAttribute("height", height);
    return { text: drawing.outerHTML, height, label: drawing.attributes["aria-label"] };
  });
}
