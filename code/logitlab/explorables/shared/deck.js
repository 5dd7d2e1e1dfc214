// The cards of the Sampling lab: operations on scores, in an order that the reader drags. Each has
// a grip, a knob, and the shares that reach it above those that leave it.
import { setAttributes, svg } from "./chart.js";
import { element } from "./dom.js";
import { clamp } from "./maths.js";
import { laid, sharesOf } from "./sampling.js";
import { fill, number } from "./stage.js";
import { calm } from "./tween.js";

export const CARDS = ["bias", "penalty", "temperature", "top_k", "top_p", "min_p"];
export const T_FIRST = [0, 1, 2, 3, 4, 5];
export const T_LAST = [0, 1, 3, 4, 5, 2];
// Each knob, and the value at which its card changes nothing
const KNOBS = {
  bias: { low: -5, high: 5, step: 0.1, digits: 1, idle: 0 },
  penalty: { low: 1, high: 2, step: 0.05, digits: 2, idle: 1 },
  temperature: { low: 0.1, high: 3, step: 0.05, digits: 2 },
  top_k: { low: 0, high: 50, step: 1, digits: 0, idle: 0 },
  top_p: { low: 0.05, high: 1, step: 0.05, digits: 2, idle: 1 },
  min_p: { low: 0, high: 0.5, step: 0.01, digits: 2, idle: 0 }
};
const LOOKS = ["muted hollow", "loss", "probability", "probability pale"];
const CARD = 44; // px, the height of a card: that of explorable.css
const TIME = 300; // ms for a card to its place
const PIECES = 40; // shares that are drawn one by one
const STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

export const countOf = ({ kept }) => kept.filter(Boolean).length;

// The order in which a list of cards names them; what it leaves out comes last.
export const orderOf = (places) => [...new Set([...places, ...T_FIRST])];

export function deck(s, get, id) {
  const { words, set } = s;
  const list = s.block("ol", "sampling-cards");
  const cards = CARDS.map(makeCard);
  const order = () => orderOf(get("order"));
  let placed = T_FIRST;

  function makeCard(name, k) {
    const node = element(list, "li", { class: "sampling-card" });
    const grip = element(node, "button", { class: "sampling-grip", type: "button" }, "⠿");
    const title = element(node, "span", { class: "sampling-name" });
    element(title, "label", { for: `${id}-${name}` }, words[name]);
    const { low, high, step } = KNOBS[name];
    const bounds = { type: "range", min: low, max: high, step, id: `${id}-${name}` };
    const knob = element(node, "input", bounds);
    const silent = { for: `${id}-${name}`, "data-number": name, "aria-hidden": "true" };
    const value = element(node, "output", silent);
    const size = { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
    const picture = svg(node, "svg", size);
    const paths = LOOKS.map((look) => svg(picture, "path", { class: `bars ${look}` }));
    const note = element(node, "small");
    knob.addEventListener("input", () => set({ [name]: Number(knob.value) }));
    let held = null; // the place of the pointer, and that of the card, when it was taken
    grip.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      put(k, order().indexOf(k) + STEPS[event.key]);
    });
    grip.addEventListener("pointerdown", (event) => {
      held = { y: event.clientY, at: order().indexOf(k) };
      grip.setPointerCapture(event.pointerId);
      grip.focus({ preventScroll: true });
    });
    grip.addEventListener("pointermove", ({ clientY }) => {
      if (held) put(k, held.at + Math.round((clientY - held.y) / CARD));
    });
    for (const type of ["pointerup", "pointercancel"]) {
      grip.addEventListener(type, () => {
        held = null;
      });
    }
    return { name, node, title, grip, knob, value, paths, note };
  }

  // A card to another place; the others close the gap.
  function put(k, place) {
    if (!get("guess")) return;
    const others = order().filter((other) => other !== k);
    others.splice(clamp(place, 0, 5), 0, k);
    if (String(others) !== String(order())) set({ order: others });
  }

  // The nodes in their order. The one that has the focus stays in the document, or it would lose
  // it; the others go around it, each on its way.
  function arrange(places) {
    if (String(places) === String(placed)) return;
    const focused = places.find((k) => cards[k].node.contains(document.activeElement));
    const fixed = focused ?? places[0];
    const middle = places.indexOf(fixed);
    places.forEach((k, i) => {
      if (i < middle) list.insertBefore(cards[k].node, cards[fixed].node);
      if (i > middle) list.append(cards[k].node);
      const from = (placed.indexOf(k) - i) * CARD;
      if (from && !calm()) {
        const way = [{ transform: `translateY(${from}px)` }, { transform: "none" }];
        cards[k].node.animate(way, { duration: TIME, easing: "ease-out" });
      }
    });
    placed = places;
  }

  // The token that gets the logit bias is chosen among those that the figure shows.
  const select = element(cards[0].title, "select", { "aria-label": words.biased });
  select.addEventListener("change", () => set({ biased: Number(select.value) }));
  function offer(tokens, names) {
    const biased = get("biased");
    const offered = tokens.includes(biased) ? tokens : [...tokens, biased];
    if (select.dataset.offered !== String(offered)) {
      select.replaceChildren();
      for (const k of offered) element(select, "option", { value: k }, names[k]);
      select.dataset.offered = offered;
    }
    select.value = biased;
    select.disabled = !get("guess");
  }

  function drawCard({ name, node, grip, knob, value, paths, note }, i, before, after) {
    const { idle, digits } = KNOBS[name];
    const now = get(name);
    const text = now === idle ? words.off : number(now, digits);
    knob.value = now;
    knob.ariaValueText = number(now, digits);
    value.textContent = text;
    node.classList.toggle("sampling-idle", now === idle);
    setAttributes(grip, { "aria-disabled": !get("guess") }); // the order is what is asked,
    knob.disabled = !get("guess"); // about these knobs
    grip.ariaLabel = fill(words.grip, { card: words[name], place: i + 1 });
    const [reach, leave] = [before, after].map(sharesOf);
    const left = reach.reduce((sum, share, k) => sum + (after.kept[k] ? share : 0), 0);
    const isCut = countOf(after) < countOf(before);
    const lower = laid(after, leave, PIECES);
    const box = ([from, to], top, bottom) =>
      `M${100 * from} ${top}H${100 * to}V${bottom}H${100 * from}Z`;
    const upper = [[[0, left]], isCut ? [[left, 1]] : []];
    const parts = [
      ...upper.map((pieces) => pieces.map((piece) => box(piece, 0, 3.6))),
      ...[0, 1].map((look) =>
        lower.filter((_, j) => j % 2 === look).map((piece) => box(piece, 5, 10))
      )
    ];
    paths.forEach((path, j) => {
      setAttributes(path, { d: parts[j].join("") });
    });
    const told = { share: number(100 * (1 - left), 0), factor: number(1 / left, 2) };
    note.textContent = isCut ? fill(words.cuts, told) : "";
  }

  // All cards, from the states before, between and after them.
  function draw(states) {
    const places = order();
    arrange(places);
    places.forEach((k, i) => {
      drawCard(cards[k], i, states[i], states[i + 1]);
    });
  }

  return { draw, offer, focus: (k) => cards[k].grip.focus({ preventScroll: true }) };
}
