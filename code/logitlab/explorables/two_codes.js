const WORDS = {
  "en": {
    "title": "Two codes",
    "prompt": [
      "Left bars: how often each letter occurs, p. Right bars: what the code was built for, q.",
      "Drag the right bars until the solid area is gone. Can the cross-entropy get below the",
      "entropy?"
    ],
    "figure": [
      "Two bars for each of the letters A, B, C and D: its share p in truth and its share q in",
      "the model."
    ],
    "areas": [
      "One rectangle for each letter, as wide as p and as high as minus the logarithm of q. Two",
      "lines across: their mean height H(p, q), and the mean height H(p) of the best code."
    ],
    "share": "share",
    "truthAxis": "left: truth p, right: model q",
    "width": "width: share p of each letter",
    "bitsAxis": "code length −log₂ q, bits",
    "natsAxis": "code length −ln q, nats",
    "unit": "unit",
    "bits": "bits",
    "nats": "nats",
    "entropy": "entropy H(p)",
    "cross_entropy": "cross-entropy H(p, q)",
    "divergence": "KL(p ‖ q)",
    "swapped": "KL(q ‖ p), swapped",
    "too_long": "solid: too long",
    "too_short": "dashed: shorter",
    "lines": "H(p) {entropy} | H(p, q) {cross_entropy}",
    "swap": "Swap p and q",
    "learn": "q := p",
    "coin": "A coin: ½, ½ and 0.9, 0.1",
    "sliders": "Sliders for the eight bars",
    "p_A": "p of A",
    "p_B": "p of B",
    "p_C": "p of C",
    "p_D": "p of D",
    "q_A": "q of A",
    "q_B": "q of B",
    "q_C": "q of C",
    "q_D": "q of D",
    "handle": "bar: {name}",
    "said": [
      "Entropy {entropy}, cross-entropy {cross_entropy}, divergence {divergence} {unit}. p is",
      "{p}. q is {q}."
    ],
    "reset": "Reset"
  }
};

import { clamp, crossEntropy, klDivergence, rebalance, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const SYMBOLS = ["A", "B", "C", "D"];
const NUMBERS = ["entropy", "cross_entropy", "divergence", "swapped", "too_long", "too_short"];
const SHARE = { low: 0, high: 1, step: 0.01, digits: 3 };
const PLACE = { p: 0.3, q: 0.7 }; // of a bar within its symbol's strip
const HALF = 0.17; // of a bar's width
const LONG = 7; // bits: longer code words leave the chart
const length = (value) => (Number.isFinite(value) ? number(value, 3) : "∞");

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["p", "q", "unit"]);
  const { words } = s;
  const upper = s.chart({
    x: [0, 4],
    y: [-0.32, 1.04],
    height: 220,
    xTicks: false,
    xLabel: words.truthAxis,
    yLabel: words.share,
    label: words.figure
  });
  const columns = { p: upper.bars("target"), q: upper.bars("probability") };
  const names = SYMBOLS.map(() => upper.text("note strong"));
  const controls = ["p", "q"].flatMap((trait) =>
    SYMBOLS.map((symbol, k) => {
      const read = () => model.get(trait)[k];
      const put = (value) => ({ [trait]: rebalance(model.get(trait), k, value) });
      return { trait, k, word: `${trait}_${symbol}`, options: { ...SHARE, read, write: put } };
    })
  );
  const drawKnobs = controls.map(({ trait, word, options }) =>
    s.handle(upper, trait, {
      ...options,
      className: trait === "p" ? "target" : "probability",
      square: trait === "q",
      label: fill(words.handle, { name: words[word] }),
      onDrag: ({ y }) => y
    })
  );
  const lower = s.chart({
    x: [0, 1],
    y: [0, 4],
    height: 280,
    xLabel: words.width,
    yLabel: words.bitsAxis,
    label: words.areas
  });
  const paid = lower.bars("target pale"); // paid with either code
  const solid = lower.bars("loss");
  const dashed = lower.bars("loss hollow dashed");
  const lines = [0, 1].map(() => lower.path("ink thin"));
  const inside = SYMBOLS.map(() => lower.text("note strong"));
  const lineNames = [0, 1].map(() => lower.text("note"));
  const write = s.readouts(NUMBERS);
  s.button("swap", () => s.set({ p: model.get("q"), q: model.get("p") }));
  s.button("learn", () => s.set({ q: model.get("p") }));
  s.button("coin", () => s.set({ p: [0.5, 0.5, 0, 0], q: [0.9, 0.1, 0, 0] }));
  s.choice("unit", ["bits", "nats"]);
  s.fold("sliders");
  for (const { word, options } of controls) s.slider(word, options);

  function numbers() {
    const p = model.get("p");
    const q = model.get("q");
    const unit = model.get("unit") === "bits" ? Math.LN2 : 1; // in nats
    const lengths = (shares) => shares.map((share) => -Math.log(share) / unit);
    const best = lengths(p); // of the code words that are best for p
    const used = lengths(q); // of those that are used
    const excess = p.map((share, k) => (share === 0 ? 0 : share * (used[k] - best[k])));
    return {
      p,
      q,
      unit,
      best,
      used,
      entropy: crossEntropy(p, p) / unit,
      cross_entropy: crossEntropy(p, q) / unit,
      divergence: klDivergence(p, q) / unit,
      swapped: klDivergence(q, p) / unit,
      too_long: total(excess.filter((part) => part > 0)),
      too_short: total(excess.filter((part) => part < 0))
    };
  }

  function drawAreas({ p, unit, best, used, entropy, cross_entropy }) {
    const longest = Math.max(...p.map((share, k) => (share > 0 ? Math.max(used[k], best[k]) : 0)));
    const bits = (longest * unit) / Math.LN2 > 4 ? LONG : 4;
    const top = (bits * Math.LN2) / unit;
    lower.setY([0, top], words[`${model.get("unit")}Axis`]);
    let to = 0;
    const parts = p.map((share, k) => {
      const from = to;
      to += share;
      const height = (value) => (share > 0 ? clamp(value, 0, 1.1 * top) : 0);
      const own = height(best[k]);
      const spent = height(used[k]);
      return { from, to, own, spent, both: Math.min(own, spent) };
    });
    paid.draw(parts.map(({ from, to, both }) => [from, 0, to, both]));
    solid.draw(parts.map(({ from, to, both, spent }) => [from, both, to, spent]));
    dashed.draw(parts.map(({ from, to, both, own }) => [from, both, to, own]));
    parts.forEach(({ from, to }, k) => {
      const name = p[k] > 0.04 ? SYMBOLS[k] : ""; // a narrow part has no room for it
      inside[k].draw((from + to) / 2, 0, name, { dy: -7, anchor: "middle" });
    });
    const told = { entropy: length(entropy), cross_entropy: length(cross_entropy) };
    const [entropyName, crossName] = fill(words.lines, told).split(" | ");
    const drawLine = (i, height, name, dy) => {
      const y = Math.min(height, 9 * top); // an infinite one runs off the chart
      lines[i].draw([
        [0, y],
        [1, y]
      ]);
      lineNames[i].draw(1, clamp(height, 0.12 * top, 0.88 * top), name, { dy, anchor: "end" });
    };
    drawLine(0, entropy, entropyName, 14);
    drawLine(1, cross_entropy, crossName, -5);
  }

  function draw() {
    const now = numbers();
    for (const trait of ["p", "q"]) {
      const left = PLACE[trait] - HALF;
      columns[trait].draw(now[trait].map((share, k) => [k + left, 0, k + left + 2 * HALF, share]));
    }
    SYMBOLS.forEach((symbol, k) => {
      names[k].draw(k + 0.5, 0, symbol, { dy: 26, anchor: "middle" });
    });
    controls.forEach(({ trait, k }, i) => {
      drawKnobs[i](k + PLACE[trait], now[trait][k]);
    });
    drawAreas(now);
    for (const name of NUMBERS) write[name](length(now[name]));
  }

  return s.onDraw(draw, () => {
    const now = numbers();
    const told = Object.fromEntries(NUMBERS.map((name) => [name, length(now[name])]));
    const list = (shares) => shares.map((share) => number(share, 2)).join(", ");
    return fill(words.said, {
      ...told,
      p: list(now.p),
      q: list(now.q),
      unit: words[model.get("unit")]
    });
  });
}

export default { render };
