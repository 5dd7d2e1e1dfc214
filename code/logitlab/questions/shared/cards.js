// What a figure made of cards needs: elements, groups of buttons, and numbers that a reader types.

const PRIME = 10007; // as in myths.py

// The number that a reader typed, such as 1,320 or −0.5 or 1/11 or 50%; nan if it is none.
export function readGuess(typed) {
  let text = typed.replaceAll("−", "-").replace(/[\s%]/g, "");
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) text = text.replaceAll(",", "");
  const parts = text.replaceAll(",", ".").split("/");
  const good = parts.every((part) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part));
  const [top, bottom = 1] = parts.map(Number);
  return good && parts.length < 3 && bottom ? top / bottom : NaN;
}

// A number just at the limit counts, whatever its last digit.
export const near = (value, wanted, tolerance) =>
  Math.abs(value - wanted) <= tolerance * (1 + 1e-9);
export const isNear = (guess, { answer, tolerance }) => near(readGuess(guess), answer, tolerance);

export function add(parent, tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  parent.append(node);
  return node;
}

// A group of buttons of which one can be pressed; where settled() holds, the choice stays.
// The function that it returns shows which one is pressed.
export function buttons(parent, words, label, names, settled, choose) {
  const attributes = { role: "group", "aria-label": words[label], class: "myth-buttons" };
  const group = add(parent, "div", attributes);
  add(group, "span", { "aria-hidden": "true" }, words[label]);
  const nodes = names.map((name) => {
    const node = add(group, "button", { type: "button", class: "explorable-button" }, words[name]);
    node.addEventListener("click", () => settled() || choose(name));
    return node;
  });
  return (chosen) =>
    nodes.forEach((node, i) => {
      node.setAttribute("aria-pressed", String(names[i] === chosen));
      node.setAttribute("aria-disabled", String(Boolean(settled())));
    });
}

// The cards of a chapter, or of all, in their own order for seed 0, and shuffled for any other.
export function dealt(cards, seed, chapter) {
  const key = (i) => ((i + 1) ** 3 * (7919 * seed + 1)) % PRIME;
  const order = cards.map((_, i) => i);
  if (seed) order.sort((a, b) => key(a) - key(b));
  return order
    .map((i) => cards[i])
    .filter((card) => chapter === "all" || chapter === `${card.chapter}`);
}

// Where each card stands on a board with a column for each chapter and a row for each kind, the
// cards to sort on top, four side by side: the places of those that are not in the deck, to sort,
// sorted well and not so well, and the place of one card.
export function piled(cards, deck, kindOf, kinds, wanted) {
  const piles = [[], [], [], []];
  const heights = {};
  let spot = null;
  for (const card of cards) {
    const kind = kindOf(card);
    const row = kind ? kinds.length - 1 - kinds.indexOf(kind) : kinds.length;
    const field = `${card.chapter} ${row}`;
    const rank = heights[field] ?? 0;
    heights[field] = rank + 1;
    const place = [
      card.chapter + 0.21 * ((rank % 4) - 1.5),
      row + 0.28 * (1 - Math.floor(rank / 4))
    ];
    const pile = kind ? (kind === card.kind ? 2 : 3) : Number(deck.includes(card));
    piles[pile].push(place);
    if (card === wanted) spot = place;
  }
  return { piles, spot };
}
