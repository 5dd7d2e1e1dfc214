const WORDS = {
  "en": {
    "title": "Bend the S",
    "prompt": [
      "Drag the circle to move the curve, and the square to bend it. The larger a dot, the larger",
      "the surprise. How low can you get it?"
    ],
    "after":
      "The dashed curve is the best there is. Where do the two differ, and what does it cost?",
    "figure": [
      "An S-shaped curve over cases that were yes, at the top, or no, at the bottom. The larger a",
      "dot, the more the curve is surprised by its case."
    ],
    "strip": "The surprise as a bar, and below it that of the best curve.",
    "launchesAxis": "temperature in °F",
    "tumorsAxis": "worst radius (the source states no unit)",
    "launchesYes": "distress, y = 1",
    "launchesNo": "no distress, y = 0",
    "tumorsYes": "malignant, y = 1",
    "tumorsNo": "benign, y = 0",
    "launchesTotal": "total surprise, in nats",
    "tumorsTotal": "mean surprise, in nats",
    "probability": "probability p",
    "midpoint": "50% point",
    "weight": "weight w",
    "midpointHandle": "circle: 50% point of the curve",
    "lever": "square: weight w of the curve",
    "straight_line": "show the straight line",
    "commit": "This is my best",
    "sliders": "The handles as sliders, and a count",
    "surprise": "surprise of your curve",
    "lowest": "surprise of the best curve",
    "right_side": "on the right side of 50%",
    "of": "{right} of {n}",
    "yours": "yours",
    "best": "best",
    "said": "50% point at {midpoint}, weight {weight}, surprise {surprise}.",
    "reset": "Reset"
  }
};

import { clamp, leastSquares, logit, range, sigmoid, surprise } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const SETS = {
  launches: {
    x: [28, 84],
    midpoint: { low: 31, high: 84, step: 0.5, digits: 1 },
    weight: { low: -1, high: 0.5, step: 0.01, digits: 3 },
    lever: 5, // units to the right of the 50 % point, where the square rides on the curve
    digits: 1,
    best: [64.79464, -0.2321627],
    radius: (nats) => 2.6 + 4.4 * Math.sqrt(nats),
    rooms: [26, 60, 160, 700] // nats that the strip has room for
  },
  tumors: {
    x: [6, 38],
    midpoint: { low: 8, high: 32, step: 0.1, digits: 2 },
    weight: { low: -4, high: 10, step: 0.05, digits: 2 },
    lever: 1.5,
    digits: 3,
    best: [16.61802, 1.1538356],
    radius: (nats) => 1.3 + 2.4 * Math.sqrt(nats),
    rooms: [0.6, 1.6, 5, 60]
  }
};
const SIZES = [3, 4, 5, 6, 8, 10, 12, 15, 19]; // px
const FULL = 0.66; // of the strip: beside it stands the number

// Launches with the same temperature and outcome are stacked; tumors lie in a band, spread evenly
// by the golden ratio, the same on every visit.
function heights(feature, target, name) {
  const seen = {};
  return feature.map((x, i) => {
    const out = target[i] ? 1 : -1;
    if (name === "tumors") return target[i] + out * (0.02 + 0.1 * ((i * 0.6180339887) % 1));
    const key = `${x} ${target[i]}`;
    seen[key] = (seen[key] ?? -1) + 1;
    return target[i] + 0.06 * out * seen[key];
  });
}

// Many dots draw faster as a few paths of round ends, one for each size, than as discs.
function dotsBySize(figure) {
  const paths = SIZES.map((size) => {
    const { node, draw } = figure.dots("target");
    node.style.strokeWidth = `${size}px`;
    return draw;
  });
  return (discs) => {
    const groups = SIZES.map(() => []);
    for (const [x, y, radius] of discs) {
      const place = SIZES.findIndex((size) => size >= 2 * radius - 0.5);
      groups[place < 0 ? SIZES.length - 1 : place].push([x, y]);
    }
    paths.forEach((draw, i) => {
      draw(groups[i]);
    });
  };
}

function render({ model, el }) {
  const traits = ["midpoint", "weight", "straight_line", "committed"];
  const s = stage({ model, el }, WORDS, traits);
  const { words } = s;
  const [feature, target] = [model.get("feature"), model.get("target")];
  const name = model.get("data");
  const set = SETS[name];
  const n = feature.length;
  const marks = heights(feature, target, name);
  const line = leastSquares(feature, target);
  const limits = { midpoint: set.midpoint, weight: set.weight };

  const figure = s.chart({
    x: set.x,
    y: [-0.2, 1.2],
    height: 380,
    xLabel: words[`${name}Axis`],
    yLabel: words.probability,
    label: words.figure
  });
  const errors = figure.segments("gradient misses");
  const drawDots = name === "tumors" ? dotsBySize(figure) : figure.discs("target see-through").draw;
  const straight = figure.path("ink thin");
  const half = figure.path("muted dashed thin");
  const bestCurve = figure.path("probability dashed");
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const [yes, no] = [1, 2].map(() => figure.text("note"));
  const drawMiddle = s.handle(figure, "midpoint", {
    ...set.midpoint,
    className: "probability",
    label: words.midpointHandle,
    onDrag: ({ x }) => x,
    write: (midpoint) => ({ midpoint: Number(midpoint.toFixed(2)) }),
    taps: [figure]
  });
  // The square rides on the curve beside its middle: the weight follows from its height.
  const drawLever = s.handle(figure, "weight", {
    ...set.weight,
    className: "score",
    label: words.lever,
    square: true,
    onDrag: ({ y }) => logit(clamp(y, 0.001, 0.999)) / set.lever,
    write: (weight) => ({ weight: Number(weight.toFixed(4)) || 0 })
  });

  const strip = s.chart({
    aside: true,
    x: [0, set.rooms[0]],
    y: [0, 2],
    height: 104,
    rows: [
      [1.5, words.yours],
      [0.5, words.best]
    ],
    xLabel: words[`${name}Total`],
    yLabel: "",
    label: words.strip,
    margin: { top: 4 }
  });
  const blocks = strip.bars("loss");
  const bestBlock = strip.bars("loss pale");
  const [sum, lowest] = ["surprise", "lowest"].map((word) => {
    const text = strip.text("note strong");
    text.node.dataset.number = word;
    return text;
  });
  const { show } = s.phases(["prompt", "after"]);
  s.toggle("straight_line");
  const commit = s.button("commit", () => {
    s.set({ committed: true });
    el.querySelector("[role=slider]").focus({ preventScroll: true }); // the button is gone
  });
  commit.classList.add("explorable-main");
  s.fold("sliders");
  for (const trait of ["midpoint", "weight"]) s.slider(trait, limits[trait]);
  const write = s.readouts(["right_side"]);

  const appear = tween(s.redraw);
  let before = null;
  const at = (weight, midpoint) => (x) => sigmoid(weight * (x - midpoint));
  const grade = (nats) => {
    const total = nats.reduce((all, one) => all + one, 0);
    return name === "launches" ? total : total / n;
  };

  // What the curve is worth.
  function score(midpoint = model.get("midpoint"), weight = model.get("weight")) {
    const z = feature.map((x) => weight * (x - midpoint));
    const nats = z.map((value, i) => surprise(value, target[i]));
    const right = z.filter((value, i) => value > 0 === (target[i] === 1)).length;
    return { midpoint, weight, nats, right, value: grade(nats) };
  }
  const best = score(...set.best).value;

  function drawStrip({ nats, value }, committed) {
    strip.setX([0, set.rooms.find((room) => value < FULL * room) ?? set.rooms.at(-1)]);
    let from = 0;
    const row = name === "tumors" ? [value] : nats;
    blocks.draw(
      row.map((one) => {
        from += one;
        return [from - one, 1.08, from, 1.92];
      })
    );
    sum.draw(value, 1.5, number(value, set.digits), { dx: 8, dy: 5 });
    bestBlock.draw(committed ? [[0, 0.08, best, 0.92]] : []);
    if (!committed) delete lowest.node.dataset.number;
    else if (!lowest.node.dataset.number) lowest.node.dataset.number = "lowest";
    const text = committed ? number(best, set.digits) : "?";
    lowest.draw(committed ? best : 0, 0.5, text, { dx: 8, dy: 5 });
  }

  function draw() {
    const now = score();
    const { midpoint, weight, nats, right } = now;
    const committed = model.get("committed");
    const showLine = model.get("straight_line");
    if (committed && before === false) appear.start();
    before = committed;
    const p = at(weight, midpoint);
    const stems = name === "launches" ? feature.map((x, i) => [x, target[i], x, p(x)]) : [];
    errors.draw(stems);
    drawDots(feature.map((x, i) => [x, marks[i], set.radius(nats[i])]));
    straight.draw(showLine ? set.x.map((x) => [x, line.intercept + line.slope * x]) : []);
    curve.draw(range(...set.x, 140).map((x) => [x, p(x)]));
    half.draw([
      [midpoint, 0],
      [midpoint, 0.5]
    ]);
    // the best curve runs from left to right
    const end = set.x[0] + (committed ? appear.share() : 0) * (set.x[1] - set.x[0]);
    const ideal = at(set.best[1], set.best[0]);
    bestCurve.draw(committed ? range(set.x[0], end, 160).map((x) => [x, ideal(x)]) : []);
    // Launches are named outside of 0 and 1, where no curve passes; tumors, whose bands lie there,
    // inside, on the side that the curve leaves free.
    const left = { x: set.x[0], dx: 6 };
    const far = { x: set.x[1], dx: -4, anchor: "end" };
    const inside = name === "tumors";
    const [high, low] = inside && weight < 0 ? [far, left] : [left, inside ? far : left];
    yes.draw(high.x, 1, words[`${name}Yes`], { ...high, dy: inside ? 16 : -8 });
    no.draw(low.x, 0, words[`${name}No`], { ...low, dy: inside ? -7 : 18 });
    drawMiddle(midpoint, 0.5);
    drawLever(midpoint + set.lever, p(midpoint + set.lever));
    drawStrip(now, committed);
    write.right_side(fill(words.of, { right, n }));
    commit.classList.toggle("explorable-elsewhere", committed); // its place stays
    show(committed ? 1 : 0);
  }

  return s.onDraw(draw, () => {
    const { midpoint, weight, value } = score();
    return fill(words.said, {
      midpoint: number(midpoint, set.midpoint.digits),
      weight: number(weight, set.weight.digits),
      surprise: number(value, set.digits)
    });
  });
}

export default { render };
