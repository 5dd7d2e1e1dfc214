// What a figure made of cards needs: groups of buttons, a shuffle, and a board to sort on.
import { element } from "../../explorables/shared/dom.js";

// A group of buttons of which one can be pressed; where settled() holds, the choice stays.
// The function that it returns shows which one is pressed.
export function buttons(parent, words, label, names, settled, choose) {
  const attributes = { role: "group", "aria-label": words[label], class: "myth-buttons" };
  const group = element(parent, "div", attributes);
  element(group, "span", { "aria-hidden": "true" }, words[label]);
  const nodes = names.map((name) => {
    const look = { type: "button", class: "explorable-button" };
    const node = element(group, "button", look, words[name]);
    node.addEventListener("click", () => {
      if (!settled()) choose(name);
    });
    return node;
  });
  return (chosen) => {
    nodes.forEach((node, i) => {
      node.setAttribute("aria-pressed", String(names[i] === chosen));
      node.setAttribute("aria-disabled", String(Boolean(settled())));
    });
  };
}

// The list in another order, each order equally likely (Fisher and Yates).
export function shuffled(list) {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

// Where each card stands on a board with a column for each chapter and a row for each kind, the
// cards to sort on top, four side by side: the places of those that are not in the deck (`away`),
// `toSort`, sorted `well` and `badly`, and the place of one card.
export function piled(cards, deck, kindOf, kinds, wanted) {
  const piles = { away: [], toSort: [], well: [], badly: [] };
  function pileOf(card, kind) {
    if (kind) return kind === card.kind ? "well" : "badly";
    return deck.includes(card) ? "toSort" : "away";
  }
  const heights = {};
  let spot = null;
  for (const card of cards) {
    const kind = kindOf(card);
    const row = kind ? kinds.length - 1 - kinds.indexOf(kind) : kinds.length;
    const field = `${card.chapter} ${row}`;
    const rank = heights[field] ?? 0;
    heights[field] = rank + 1;
    const x = card.chapter + 0.21 * ((rank % 4) - 1.5);
    const y = row + 0.28 * (1 - Math.floor(rank / 4));
    piles[pileOf(card, kind)].push([x, y]);
    if (card === wanted) spot = [x, y];
  }
  return { piles, spot };
}
