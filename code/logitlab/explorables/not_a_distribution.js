const WORDS = {
  "en": {
    "title": "Not a distribution",
    "prompt": [
      "Before the first toss, each θ is as good as any: the box is full. Then heads falls. How",
      "much area is left? Drag the line."
    ],
    "next": [
      "Toss again and again. What becomes of the area below the curve, and where is the curve",
      "highest?"
    ],
    "figure": "A curve over θ from 0 to 1, with the area below it shaded.",
    "thetaAxis": "θ, the probability of heads",
    "toss": "Toss",
    "commit": "Toss once",
    "guess": "area that is left, your line",
    "guessHandle": "your line: the area that is left after one toss, heads",
    "you": "you",
    "guessed": "No toss so far. Your line leaves an area of {mine}.",
    "heads": "heads h",
    "tails": "tails t",
    "theta": "θ",
    "view": "height",
    "true": "0 to 1",
    "zoomed": "zoomed in",
    "rescaled": "divided by its area",
    "area": "below the curve",
    "height": "height at the handle",
    "areaIs": "area {area}",
    "likelihoodAxis": "likelihood L(θ)",
    "scaled": "L(θ), in units of 10{power}",
    "density": "L(θ) / area",
    "thetaHandle": "θ on the curve",
    "untossed": "no toss so far",
    "H": "H",
    "T": "T",
    "counts": "{heads} heads, {tails} tails",
    "sliders": "Other counts",
    "said": "{heads} heads, {tails} tails. At θ = {theta} the height is {height}. Area: {area}.",
    "reset": "Reset"
  }
};

import { asking } from "./shared/asking.js";
import { setAttributes } from "./shared/chart.js";
import { range } from "./shared/maths.js";
import { fill, grouped, number, raised, small, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const COUNT = { low: 0, high: 20, step: 1, digits: 0 };
const THETA = { low: 0, high: 1, step: 0.01, digits: 2 };
const GUESS = { low: 0, high: 1, step: 0.01, digits: 2 };
const THETAS = range(0, 1, 120);
const COIN = "HHTHHHTHTH"; // how it falls: the tosses of the page, again and again
const BOX = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0]
];

// A whole number, with commas, or as 5.65·10¹² where it would be too long.
function written(value) {
  if (value < 1e9) return grouped(value);
  const [front, power] = value.toExponential(2).split("e+");
  return `${front}·10${raised(power)}`;
}

// (h + t + 1)! / (h! t!), that is (n + 1) times "n choose h": below 2 to the power 53.
function oneOverArea(h, t) {
  let whole = h + t + 1;
  for (let i = 1; i <= h; i += 1) whole = (whole * (t + i)) / i;
  return whole;
}

const likelihood = (x, h, t) => x ** h * (1 - x) ** t;

function render({ model, el }) {
  const traits = ["heads", "tails", "theta", "view", "guess", "answer"];
  const s = stage({ model, el }, WORDS, traits);
  const { words } = s;
  const counts = () => [model.get("heads"), model.get("tails")];
  const full = () => Math.max(...counts()) === COUNT.high;
  const { revealed, guessed, before, after } = asking(model, () => Math.max(...counts()) > 0);
  const figure = s.chart({
    x: [0, 1],
    y: [0, 1.12],
    height: 340,
    xLabel: words.thetaAxis,
    yLabel: words.likelihoodAxis,
    label: words.figure
  });
  const box = figure.path("muted dashed");
  const shade = figure.path("probability-fill");
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const line = figure.path("ink dashed");
  const you = figure.text("note");
  const areaText = figure.text("note strong");
  areaText.node.dataset.number = "area";
  const drawHandle = s.handle(figure, "theta", {
    ...THETA,
    className: "score",
    label: words.thetaHandle,
    onDrag: ({ x }) => x,
    write: (theta) => after({ theta }),
    taps: [figure]
  });
  const drawLine = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.guessHandle,
    onDrag: ({ y }) => Math.round(100 * y) / 100,
    write: (guess) => before({ guess }),
    taps: [figure]
  });

  const drain = tween(s.redraw);
  let way = [0, 0]; // the counts that the tween comes from
  function tossed() {
    const [heads, tails] = counts();
    if (full()) return;
    const head = COIN[(heads + tails) % COIN.length] === "H";
    way = [heads, tails];
    drain.start();
    s.set(after(head ? { heads: heads + 1 } : { tails: tails + 1 }));
  }
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  const begin = () => {
    s.set({ answer: "checked" });
    tossed();
  };
  commit("commit", begin, () => toss);
  into(1);
  const toss = s.button("toss", tossed);
  toss.classList.add("explorable-main");
  const fallen = s.block("p", "verdict");
  const write = s.readouts(["height"]);
  s.choice("view", ["true", "zoomed", "rescaled"]);
  s.fold("sliders");
  for (const trait of ["heads", "tails"]) {
    s.slider(trait, { ...COUNT, write: (count) => after({ [trait]: count }) });
  }
  s.slider("theta", THETA);

  function numbers() {
    const [h, t] = counts();
    const rescaled = model.get("view") === "rescaled";
    const whole = oneOverArea(h, t);
    const height = likelihood(model.get("theta"), h, t);
    return {
      h,
      t,
      whole,
      rescaled,
      height: rescaled ? number(height * whole, 2) : small(height, height < 0.01 ? 4 : 2),
      area: rescaled || whole === 1 ? "1" : `1/${written(whole)}`
    };
  }

  // The unit in which heights are drawn, the upper end of their axis, and its label.
  function axis({ h, t, whole, rescaled }) {
    const highest = h + t ? likelihood(h / (h + t), h, t) : 1;
    if (rescaled) return [1 / whole, Math.max(1.2 * highest * whole, 1.4), words.density];
    if (model.get("view") === "true") return [1, 1.12, words.likelihoodAxis];
    const power = Math.floor(Math.log10(highest));
    const label = power < 0 ? fill(words.scaled, { power: raised(power) }) : words.likelihoodAxis;
    return [10 ** power, (1.2 * highest) / 10 ** power, label];
  }

  function draw() {
    const now = numbers();
    const { h, t } = now;
    const theta = model.get("theta");
    const one = Math.abs(h - way[0]) + Math.abs(t - way[1]) === 1; // else a jump, not a toss
    const share = one ? drain.share() : 1;
    const [unit, end, label] = axis(now);
    figure.setY([0, end], label);
    const part = ([from, to]) => to + (1 - share) * (from - to);
    const [hs, ts] = [part([way[0], h]), part([way[1], t])];
    const points = THETAS.map((x) => [x, likelihood(x, hs, ts) / unit]);
    shade.draw([[0, 0], ...points, [1, 0]], true);
    curve.draw(points);
    box.draw(model.get("view") === "zoomed" ? [] : BOX);
    // the area is told where the curve is low, the height on the handle's free side
    const left = 2 * h >= h + t;
    const corner = left ? [0, "start", 8] : [1, "end", -8];
    areaText.draw(corner[0], end, fill(words.areaIs, { area: now.area }), {
      anchor: corner[1],
      dx: corner[2],
      dy: 16
    });
    drawHandle(theta, likelihood(theta, hs, ts) / unit);
    drawGuess(h, t);
    setAttributes(toss, { "aria-disabled": full() });
    write.height(now.height);
    const sequence = COIN.repeat(4).slice(0, h + t);
    const heads = [...sequence].filter((side) => side === "H").length;
    const known = heads === h && h + t <= COIN.length; // else these are other tosses
    const texts = { heads: h, tails: t };
    const spelled = known ? [...sequence].map((side) => words[side]).join(" ") : "";
    fallen.textContent = h + t ? spelled || fill(words.counts, texts) : words.untossed;
  }

  // The reader's line: it says the area of the box below it, and stays as long as one toss, heads,
  // is what is shown.
  function drawGuess(h, t) {
    const [told, guess] = [revealed(), model.get("guess")];
    const asked = guessed() && h === 1 && t === 0 && model.get("view") === "true";
    show(told ? 1 : 0);
    drawHandle.node.classList.toggle("explorable-elsewhere", !told);
    drawLine.node.classList.toggle("explorable-elsewhere", told);
    drawLine(0.75, guess);
    const level = [
      [0, guess],
      [1, guess]
    ];
    line.draw(asked || !told ? level : []);
    // below a high line on the left, above a low one on the right: the curve is in neither corner
    const [x, side] = guess < 0.5 ? [1, { dx: -8, dy: -6, anchor: "end" }] : [0, { dx: 8, dy: 16 }];
    you.draw(x, guess, asked ? words.you : "", side);
  }

  return s.onDraw(draw, () => {
    if (!revealed()) return fill(words.guessed, { mine: number(model.get("guess"), 2) });
    const { h, t, height, area } = numbers();
    const theta = number(model.get("theta"), 2);
    return fill(words.said, { heads: h, tails: t, theta, height, area });
  });
}

export default { render };
