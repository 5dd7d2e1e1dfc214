const WORDS = {
  "en": {
    "title": "Not a distribution",
    "prompt": [
      "A coin fell on heads and on tails. Drag the ring to the θ that makes these tosses most",
      "probable. Then change the counts: how large is the shaded area? Is it ever 1?"
    ],
    "figure": "A curve over θ from 0 to 1, with the area below it shaded.",
    "thetaAxis": "θ, the probability of heads",
    "heads": "heads h",
    "tails": "tails t",
    "theta": "θ",
    "view": "height",
    "zoomed": "zoomed in",
    "true": "0 to 1",
    "rescaled": "divided by its area",
    "area": "area below the curve",
    "one_over_area": "1 / area",
    "likelihood": "likelihood L(θ)",
    "likelihoodAxis": "L(θ)",
    "scaled": "L(θ), in units of 10{power}",
    "density": "L(θ) / area",
    "peak": "highest at θ =",
    "everywhere": "everywhere",
    "divided": "1, by division",
    "thetaHandle": "θ on the curve",
    "square": "a box of area 1",
    "said": "{heads} heads, {tails} tails. At θ = {theta} the height is {height}. Area: {area}.",
    "reset": "Reset"
  }
};

import { range } from "./shared/maths.js";
import { fill, grouped, number, raised, small, stage } from "./shared/stage.js";

const COUNT = { low: 0, high: 20, step: 1, digits: 0 };
const THETA = { low: 0, high: 1, step: 0.01, digits: 2 };
const THETAS = range(0, 1, 120);
const UNIT_SQUARE = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0]
];

// A whole number, with commas, or as 5.65·10¹² where it would run into the next one.
function written(value) {
  if (value < 1e9) return grouped(value);
  const [front, power] = value.toExponential(2).split("e+");
  return `${front}·10${raised(power)}`;
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["heads", "tails", "theta", "view"]);
  const { words } = s;
  const figure = s.chart({
    x: [0, 1],
    y: [0, 1.05],
    height: 300,
    xLabel: words.thetaAxis,
    yLabel: "",
    label: words.figure
  });
  const box = figure.path("muted dashed");
  const boxLabel = figure.text("note");
  const shade = figure.path("probability-fill");
  const curve = figure.path("probability thick");
  const top = figure.path("ink dashed");
  const drawRing = s.handle(figure, "theta", {
    ...THETA,
    className: "score",
    label: words.thetaHandle,
    onDrag: ({ x }) => x,
    taps: [figure]
  });
  const write = s.readouts(["likelihood", "density", "area", "one_over_area", "peak"]);
  s.slider("heads", COUNT);
  s.slider("tails", COUNT);
  s.slider("theta", THETA);
  s.choice("view", ["zoomed", "true", "rescaled"]);

  function numbers() {
    const h = model.get("heads");
    const t = model.get("tails");
    const theta = model.get("theta");
    const view = model.get("view");
    const n = h + t;
    let whole = n + 1; // (n + 1)! / (h! t!) = (n + 1) times "n choose h", below 2 to the power 53
    for (let i = 1; i <= h; i += 1) whole = (whole * (n - h + i)) / i;
    const likelihood = (x) => x ** h * (1 - x) ** t;
    const rescaled = view === "rescaled";
    const height = likelihood(theta);
    return {
      h,
      t,
      n,
      theta,
      view,
      rescaled,
      likelihood,
      whole,
      height: rescaled ? number(height * whole, 4) : small(height),
      area: rescaled ? words.divided : small(1 / whole),
      peak: n ? number(h / n, 4) : words.everywhere
    };
  }

  // The height axis: the unit in which heights are drawn, its upper end, and its label.
  function axis({ h, n, view, rescaled, likelihood, whole }) {
    const highest = likelihood(n ? h / n : 0);
    if (rescaled) return [1 / whole, Math.max(1.1 * highest * whole, 1.4), words.density];
    if (view === "true") return [1, 1.05, words.likelihoodAxis];
    const power = Math.floor(Math.log10(highest));
    const label = power < 0 ? fill(words.scaled, { power: raised(power) }) : words.likelihoodAxis;
    return [10 ** power, (1.1 * highest) / 10 ** power, label];
  }

  function draw() {
    const now = numbers();
    const [unit, end, label] = axis(now);
    figure.setY([0, end], label);
    const points = THETAS.map((x) => [x, now.likelihood(x) / unit]);
    shade.draw([[0, 0], ...points, [1, 0]], true);
    curve.draw(points);
    const boxed = now.view !== "zoomed";
    box.draw(boxed ? UNIT_SQUARE : []);
    const peak = now.h / now.n;
    const side = peak > 0.5 ? { anchor: "start", dx: 4 } : { anchor: "end", dx: -4 };
    const place = { ...side, dy: now.rescaled ? -6 : 16 }; // away from the peak
    boxLabel.draw(peak > 0.5 ? 0 : 1, 1, boxed ? words.square : "", place);
    const upright = [
      [peak, 0],
      [peak, now.likelihood(peak) / unit]
    ];
    top.draw(now.n ? upright : []);
    drawRing(now.theta, now.likelihood(now.theta) / unit);
    write.likelihood(now.rescaled ? "" : now.height);
    write.density(now.rescaled ? now.height : "");
    write.area(now.area);
    write.one_over_area(now.rescaled ? "" : written(now.whole));
    write.peak(now.peak);
  }

  return s.onDraw(draw, () => {
    const { h, t, theta, height, area } = numbers();
    return fill(words.said, { heads: h, tails: t, theta: number(theta, 2), height, area });
  });
}

export default { render };
