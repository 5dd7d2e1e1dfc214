// A list that the reader sorts with buttons; the keyboard stays with the item that was moved.
import { element } from "../../explorables/shared/dom.js";

// `items` are functions: each fills its list item and returns its name. read() gives the order,
// moved(order, sentence) is called with a new one. Returns the function that shows an order.
export function sortable(parent, items, words, { read, moved }) {
  const list = element(parent, "ol", { class: "quiz-order" });
  const n = items.length;
  const nodes = items.map((build, i) => {
    const node = element(list, "li");
    const item = build(node);
    for (const [word, sign, by] of [
      ["up", "↑", -1],
      ["down", "↓", 1]
    ]) {
      const label = words[word].replace("{item}", () => item);
      const attributes = { type: "button", class: "explorable-button", "aria-label": label };
      element(node, "button", attributes, sign).addEventListener("click", () => {
        const order = [...read()];
        const from = order.indexOf(i);
        const to = from + by;
        if (to < 0 || to >= n) return;
        [order[from], order[to]] = [order[to], order[from]];
        const said = words.moved.replace("{place}", to + 1).replace("{n}", n);
        moved(
          order,
          said.replace("{item}", () => item)
        );
      });
    }
    return node;
  });
  return (order) => {
    const focused = document.activeElement;
    if (order.some((i, place) => list.children[place] !== nodes[i])) {
      list.append(...order.map((i) => nodes[i]));
      if (list.contains(focused)) focused.focus();
    }
    order.forEach((i, place) => {
      const [up, down] = nodes[i].querySelectorAll("button");
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === n - 1));
    });
  };
}
