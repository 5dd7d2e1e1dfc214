const WORDS = {
  "en": {
    "title": "Bend the S",
    "prompt": [
      "Drag the ring to move the curve, and the square to tilt it. How low can you bring the mean",
      "surprise? Every dot is one tumor."
    ],
    "figure": [
      "Probability of malignant against the worst radius of 569 tumors: benign ones in a band of",
      "dots below 0, malignant ones in a band above 1."
    ],
    "radius": "worst radius (the source states no unit)",
    "probability": "probability of malignant",
    "midpoint": "50% point",
    "weight": "weight w",
    "bias": "bias b",
    "slope": "slope of the tangent",
    "accuracy": "correct answers",
    "surprise": "mean surprise, in nats",
    "straight_line": "show the straight line",
    "line": "straight line",
    "lineText": "from {low} to {high}, slope {slope}; outside 0 to 1 for {outside} of {n} tumors",
    "midpointHandle": "ring: 50% point of the curve",
    "lever": "square: lever on the tangent, weight w",
    "rise": "rise ½",
    "fall": "fall ½",
    "run": "run {run}",
    "benign": "benign, y = 0",
    "malignant": "malignant, y = 1",
    "said": "50% point at {midpoint}, weight {weight}, mean surprise {surprise} nats.",
    "reset": "Reset"
  }
};

import { leastSquares, range, sigmoid, surprise } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const RADIUS = [6, 38];
const MIDPOINT = { low: 8, high: 32, step: 0.1, digits: 2 };
const WEIGHT = { low: -4, high: 10, step: 0.05, digits: 2 };

// Each dot's height inside its band: spread evenly by the golden ratio, the same on every visit.
const jitter = (i) => 0.02 + 0.09 * ((i * 0.6180339887498949) % 1);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["midpoint", "weight", "straight_line"]);
  const { words } = s;
  const radius = model.get("radius");
  const target = model.get("target");
  const n = radius.length;
  const tumors = radius.map((x, i) => [x, target[i] ? 1 + jitter(i) : -jitter(i)]);
  const groups = [0, 1].map((y) => tumors.filter((_, i) => target[i] === y));
  const line = leastSquares(radius, target);
  const lineAt = (x) => line.intercept + line.slope * x;

  const figure = s.chart({
    x: RADIUS,
    y: [-0.14, 1.14],
    height: 340,
    xLabel: words.radius,
    yLabel: words.probability,
    label: words.figure
  });
  const bands = ["benign", "malignant"].map((name) => figure.dots(`target ${name}`));
  const outside = figure.dots("ink outside");
  const straight = figure.path("ink dashed");
  const triangle = figure.path("gradient-fill");
  const tangent = figure.path("gradient thin");
  const curve = figure.path("probability thick");
  const half = figure.path("muted dashed");
  const labels = Object.fromEntries(
    ["benign", "malignant", "rise", "run", "line"].map((name) => [name, figure.text("note")])
  );
  const drawMiddle = s.handle(figure, "midpoint", {
    ...MIDPOINT,
    className: "probability",
    label: words.midpointHandle,
    onDrag: ({ x }) => x,
    taps: [figure]
  });
  // The lever turns about the 50 % point: its weight is four times the slope to the pointer.
  const drawLever = s.handle(figure, "weight", {
    ...WEIGHT,
    className: "gradient",
    label: words.lever,
    square: true,
    onDrag: ({ x, y }) => (4 * (y - 0.5)) / Math.max(x - model.get("midpoint"), 0.2)
  });

  const write = s.readouts(["surprise", "accuracy", "slope", "bias", "line"]);
  s.slider("midpoint", MIDPOINT);
  s.slider("weight", WEIGHT);
  s.toggle("straight_line");
  // What the curve is worth on the 569 tumors.
  function score() {
    const midpoint = model.get("midpoint");
    const weight = model.get("weight");
    let sum = 0;
    let right = 0;
    for (let i = 0; i < n; i += 1) {
      const z = weight * (radius[i] - midpoint);
      const answer = z > 0 ? 1 : 0;
      sum += surprise(z, target[i]);
      if (answer === target[i]) right += 1;
    }
    return { midpoint, weight, meanSurprise: sum / n, accuracy: right / n };
  }

  function draw() {
    const { midpoint, weight, meanSurprise, accuracy } = score();
    const showLine = model.get("straight_line");
    figure.setY(showLine ? [-0.45, 2] : [-0.14, 1.14]);
    for (const y of [0, 1]) bands[y].draw(groups[y]);
    curve.draw(range(...RADIUS, 160).map((x) => [x, sigmoid(weight * (x - midpoint))]));
    half.draw([
      [midpoint, 0],
      [midpoint, 1]
    ]);

    // From the 50 % point the tangent climbs (or falls) by ½ over a run of 2/|w|.
    const slope = weight / 4;
    const tangentAt = (x) => 0.5 + slope * (x - midpoint);
    const end = Math.min(midpoint + 2 / Math.abs(weight), RADIUS[1]);
    tangent.draw(RADIUS.map((x) => [x, tangentAt(x)]));
    triangle.draw(
      [
        [midpoint, 0.5],
        [end, 0.5],
        [end, tangentAt(end)]
      ],
      true
    );
    const climbs = weight > 0;
    const pixels = ((end - midpoint) / (RADIUS[1] - RADIUS[0])) * figure.view.width;
    const hasRoom = end < RADIUS[1] && pixels > 75; // for the two labels
    const run = hasRoom ? fill(words.run, { run: number(end - midpoint, 2) }) : "";
    const rise = hasRoom ? words[climbs ? "rise" : "fall"] : "";
    labels.run.draw(end, 0.5, run, { dy: climbs ? 16 : -7, anchor: "end" });
    labels.rise.draw(end, tangentAt((midpoint + end) / 2), rise, { dx: 7, dy: 4 });
    // each band is named on the side that the curve leaves free
    const left = { x: RADIUS[0], dx: 6 };
    const right = { x: RADIUS[1], dx: -4, anchor: "end" };
    const [low, high] = climbs ? [right, left] : [left, right];
    labels.benign.draw(low.x, 0, words.benign, { ...low, dy: -7 });
    labels.malignant.draw(high.x, 1, words.malignant, { ...high, dy: 16 });

    const beyond = showLine ? radius.filter((x) => lineAt(x) < 0 || lineAt(x) > 1) : [];
    straight.draw(showLine ? RADIUS.map((x) => [x, lineAt(x)]) : []);
    outside.draw(beyond.map((x) => [x, lineAt(x)]));
    const lineLabel = showLine ? words.line : "";
    labels.line.draw(30, lineAt(30), lineLabel, { dx: -10, anchor: "end" });

    drawMiddle(midpoint, 0.5);
    drawLever(end, tangentAt(end));

    write.surprise(number(meanSurprise, 4));
    write.accuracy(`${number(100 * accuracy, 1)}%`);
    write.bias(number(-weight * midpoint, 2));
    write.slope(number(slope, 3));
    write.line(showLine ? lineText(beyond.length) : "");
  }

  function lineText(outside) {
    const ends = [Math.min(...radius), Math.max(...radius)].map((x) => number(lineAt(x), 2));
    const slope = number(line.slope, 3);
    return fill(words.lineText, { low: ends[0], high: ends[1], slope, outside, n });
  }

  return s.onDraw(draw, () => {
    const { midpoint, weight, meanSurprise } = score();
    return fill(words.said, {
      midpoint: number(midpoint, 2),
      weight: number(weight, 2),
      surprise: number(meanSurprise, 4)
    });
  });
}

export default { render };
