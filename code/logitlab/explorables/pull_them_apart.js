const WORDS = {
  "en": {
    "title": "Pull them apart",
    "prompt": [
      "Drag the ring, a point with label 1, to the right, past the dots with label 0. What",
      "happens to the curve, and to the valley below it?"
    ],
    "figure": "Four points with labels 0 and 1, and the fitted curve.",
    "valleyFigure": [
      "The lowest value that is possible with each slope w. A dot marks the slope that the search",
      "has found."
    ],
    "x": "x",
    "probability": "probability of label 1",
    "slopeAxis": "slope w",
    "objective": "lowest possible",
    "valleyNll": "NLL",
    "valleyCured": "NLL + penalty",
    "beyond": "slope {w} →",
    "place": "place of the third point",
    "placeHandle": "ring: place of the third point, label 1",
    "cure": "make small",
    "none": "the NLL alone",
    "l2": "NLL + w²/(2C)",
    "firth": "NLL with Firth’s penalty",
    "power": "k in C = 10ᵏ, for w²/(2C)",
    "steps": "Newton steps (NLL alone)",
    "slope": "slope w",
    "bias": "bias b",
    "nll": "NLL, in nats (a sum)",
    "verdict": "has the NLL a minimum?",
    "yes": "yes: overlap",
    "no": "no: separable",
    "tie": "no: separable but for a tie",
    "said": [
      "Third point at {place}. The slope is {slope}, the NLL {nll} nats. A minimum of the NLL?",
      "{verdict}."
    ],
    "reset": "Reset"
  }
};

import { logisticFit, logisticObjective, lowestAlong, range, sigmoid } from "./shared/maths.js";
import { fill, number, stage, small } from "./shared/stage.js";

const PLACE = { low: -3, high: 3, step: 0.1, digits: 2 };
const POWER = { low: -2, high: 4, step: 0.1, digits: 1 };
const STEPS = { low: 1, high: 25, step: 1, digits: 0 };
const X = [-3.4, 3.4];
const SLOPES = [0, 12];
const Y = [0, 0, 1, 1];

// Whether the NLL has a minimum: not if the third point, label 1, lies right of all with label 0.
function answer(place) {
  if (place === -1) return "tie";
  return place < -1 ? "yes" : "no";
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["place", "cure", "power", "steps"]);
  const { words } = s;
  const figure = s.chart({
    x: X,
    y: [-0.1, 1.1],
    height: 260,
    xLabel: words.x,
    yLabel: words.probability,
    label: words.figure
  });
  const points = figure.dots("target big");
  const curve = figure.path("probability thick");
  const drawPlace = s.handle(figure, "place", {
    ...PLACE,
    className: "target",
    label: words.placeHandle,
    onDrag: ({ x }) => Math.round(x / PLACE.step) * PLACE.step,
    taps: [figure]
  });
  const write = s.readouts(["slope", "bias", "nll", "verdict"]);
  const valley = s.chart({
    x: SLOPES,
    y: [0, 4],
    height: 230,
    xLabel: words.slopeAxis,
    yLabel: words.objective,
    label: words.valleyFigure
  });
  const nllCurve = valley.path("loss dashed");
  const cured = valley.path("loss thick");
  const found = valley.dots("ink big");
  const labels = ["valleyNll", "valleyCured", "beyond"].map(() => valley.text("note"));
  s.choice("cure", ["none", "l2", "firth"]);
  s.slider("place", PLACE);
  s.slider("steps", STEPS);
  s.slider("power", POWER);

  function fitted() {
    const place = Number(model.get("place").toFixed(6)); // arrow keys add up rounding errors
    const x = [-2, -1, place, 2];
    const cure = model.get("cure");
    const options = {
      lambda: cure === "l2" ? 10 ** -model.get("power") : 0,
      firth: cure === "firth"
    };
    const line = logisticFit(x, Y, options, cure === "none" ? model.get("steps") : 300);
    const verdict = words[answer(place)];
    return { place, x, cure, options, line, verdict, nll: logisticObjective(x, Y, line) };
  }

  function draw() {
    const { place, x, cure, options, line, verdict, nll } = fitted();
    points.draw([
      [-2, 0],
      [-1, 0],
      [2, 1]
    ]);
    curve.draw(range(...X, 160).map((at) => [at, sigmoid(line.b + line.w * at)]));
    drawPlace(place, 1);

    const slopes = range(0, 1, 36).map((t) => SLOPES[1] * t * t); // denser where it bends
    const below = (how) => slopes.map((w) => [w, lowestAlong(x, Y, w, how)]);
    const plain = below({});
    nllCurve.draw(plain);
    const shown = cure === "none" ? plain : below(options);
    cured.draw(shown);
    const value = logisticObjective(x, Y, line, options);
    const inside = line.w < SLOPES[1];
    found.draw([[Math.min(line.w, SLOPES[1] - 0.15), value]]);
    const [nllLabel, curedLabel, beyond] = labels;
    // A curve is named where it leaves the chart at the top, or else near its end.
    const leaves = (curve) => curve.findLastIndex(([, height]) => height < 3.6);
    const plainAt = Math.min(leaves(plain), 31);
    const curedAt = Math.min(leaves(shown), 36);
    const beside = { dx: 9, dy: 14 };
    nllLabel.draw(...plain[plainAt], words.valleyNll, plainAt < 31 ? beside : { dy: -8 });
    const name = cure === "none" ? "" : words.valleyCured;
    curedLabel.draw(...shown[curedAt], name, curedAt < 36 ? beside : { dy: -26, anchor: "end" });
    const text = inside ? "" : fill(words.beyond, { w: number(line.w, 1) });
    beyond.draw(SLOPES[1], value, text, { dy: -26, anchor: "end" });

    write.slope(number(line.w, 4));
    write.bias(number(line.b, 4));
    write.nll(small(nll, 4));
    write.verdict(verdict);
  }

  return s.onDraw(draw, () => {
    const { place, line, verdict, nll } = fitted();
    return fill(words.said, {
      place: number(place, 1),
      slope: number(line.w, 4),
      nll: small(nll, 4),
      verdict
    });
  });
}

export default { render };
