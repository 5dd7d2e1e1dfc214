const WORDS = {
  "en": {
    "title": "Pull them apart",
    "prompt": "Drag the handle past both dots below, then press Play. Where does the weight stop?",
    "nextL2": "Now slide k. Where does the weight stop, and what does a large C do to the valley?",
    "nextFirth": "Drag the handle. Is there a place from which the weight runs away?",
    "figure": "Four points with labels 0 and 1, and the fitted curve.",
    "valleyFigure": [
      "The lowest value that is possible with each weight w. A dot marks the weight that the",
      "search has come to."
    ],
    "x": "x",
    "probability": "probability of label 1",
    "slopeAxis": "weight w",
    "valleyNone": "lowest surprise",
    "valleyCured": "surprise + penalty",
    "ghost": "surprise alone",
    "place": "place of the handle",
    "placeHandle": "handle: place of the third point, label 1",
    "cure": "make small",
    "none": "surprise",
    "l2": "+ w²/(2C)",
    "firth": "+ Firth’s penalty",
    "power": "k in C = 10ᵏ",
    "steps": "search steps",
    "play": "Play",
    "pause": "Pause",
    "fine": "The handle as a slider",
    "slope": "weight so far",
    "nll": "total surprise, in nats",
    "verdict": "is there a best weight?",
    "overlap": "A best weight: the labels overlap.",
    "cured": "A best weight: by the penalty.",
    "apart": "No best weight: separable.",
    "tie": "No best weight: separable with a tie.",
    "said": [
      "Third point at {place}. The weight is {slope}, the total surprise {nll} nats. {verdict}"
    ],
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import {
  interpolate,
  logisticFit,
  logisticObjective,
  lowestAlong,
  range,
  sigmoid
} from "./shared/maths.js";
import { fill, number, small, stage } from "./shared/stage.js";

const PLACE = { low: -3, high: 3, step: 0.1, digits: 1 };
const POWER = { low: -2, high: 4, step: 0.1, digits: 1 };
const STEPS = { low: 1, high: 25, step: 1, digits: 0 };
const X = [-3.4, 3.4];
const ROOMS = [12, 36, 120, 600]; // slopes
const HIGHEST = 4.2; // nats in the lower chart
const Y = [0, 0, 1, 1];
const NAME = 112; // px of the name of the other curve
const PACE = 180; // ms for each step of the play
const EDGE = 0.025; // of the weights, left of 0: room for one half of the dot

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["place", "cure", "power", "steps"]);
  const { words } = s;
  const figure = s.chart({
    x: X,
    y: [-0.12, 1.12],
    height: 240,
    xLabel: words.x,
    yLabel: words.probability,
    label: words.figure
  });
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const points = figure.dots("target big");
  const drawPlace = s.handle(figure, "place", {
    ...PLACE,
    className: "target",
    label: words.placeHandle,
    onDrag: ({ x }) => Math.round(x / PLACE.step) * PLACE.step
  });
  const valley = s.chart({
    x: [-EDGE * ROOMS[0], ROOMS[0]],
    y: [-0.35, HIGHEST],
    height: 210,
    xLabel: words.slopeAxis,
    yLabel: words.valleyNone,
    label: words.valleyFigure
  });
  const plainCurve = valley.path("loss dashed");
  const shownCurve = valley.path("loss thick");
  const found = valley.dots("ink big");
  const plainName = valley.text("note");

  s.choice("cure", model.get("cure") === "firth" ? ["none", "l2", "firth"] : ["none", "l2"]);
  const { into, show } = s.phases(["prompt", "nextL2", "nextFirth"]);
  into(0);
  s.player("steps", { ...STEPS, pace: PACE }).classList.add("explorable-main");
  s.slider("steps", STEPS);
  into(1);
  s.slider("power", POWER);
  into();
  const write = s.readouts(["slope", "nll"]);
  const judged = s.block("p", "verdict");
  s.fold("fine");
  s.slider("place", PLACE);

  function verdictOf(place, cure) {
    if (cure === "none" && model.get("steps") < STEPS.high) return ""; // it is still asked
    if (place < -1) return words.overlap;
    if (cure !== "none") return words.cured;
    return place === -1 ? words.tie : words.apart;
  }

  function fitted() {
    const place = Number(model.get("place").toFixed(6)); // arrow keys add up rounding errors
    const x = [-2, -1, place, 2];
    const cure = model.get("cure");
    const options = {
      lambda: cure === "l2" ? 10 ** -model.get("power") : 0,
      firth: cure === "firth"
    };
    const line = logisticFit(x, Y, options, cure === "none" ? model.get("steps") : 300);
    const nll = logisticObjective(x, Y, line);
    return { place, x, cure, options, line, nll, verdict: verdictOf(place, cure) };
  }

  function draw() {
    const { place, x, cure, options, line, verdict, nll } = fitted();
    const plain = cure === "none";
    show(["none", "l2", "firth"].indexOf(cure));
    points.draw([
      [-2, 0],
      [-1, 0],
      [2, 1]
    ]);
    curve.draw(range(...X, 160).map((at) => [at, sigmoid(line.b + line.w * at)]));
    drawPlace(place, 1);

    const room = ROOMS.find((limit) => line.w < 0.95 * limit) ?? ROOMS.at(-1);
    valley.setX([-EDGE * room, room]);
    valley.setY(valley.view.y, plain ? words.valleyNone : words.valleyCured);
    const slopes = range(0, 1, 40).map((t) => room * t * t); // denser where it bends
    const below = (how) => slopes.map((w) => [w, lowestAlong(x, Y, w, how)]);
    const alone = below({});
    plainCurve.draw(plain ? [] : alone);
    const shown = plain ? alone : below(options);
    shownCurve.draw(shown);
    const value = logisticObjective(x, Y, line, options);
    found.draw([[Math.min(line.w, room), value]]);
    // beside its curve where that leaves the chart, else at its end, under it if there is room
    const end = alone.findLast(([, height]) => height < HIGHEST - 0.5);
    const under = { dx: -6, dy: end[1] > 0.8 ? 20 : -9, anchor: "end" };
    const side = end[0] < room ? { dx: 10, dy: 14 } : under;
    // no name where the other curve would go through it
    const [wide, tall] = valley.scale();
    const from = side.anchor ? room - NAME / wide : end[0];
    const height = end[1] - (side.dy - 4) / tall;
    const [xs, ys] = [0, 1].map((axis) => shown.map((point) => point[axis]));
    const free = range(from, Math.min(from + NAME / wide, room), 16).every(
      (at) => Math.abs(interpolate(xs, ys, at) - height) * tall > 12
    );
    plainName.draw(...end, plain || !free ? "" : words.ghost, side);

    write.slope(number(line.w, 2));
    write.nll(small(nll, 3));
    if (judged.textContent !== verdict) judged.textContent = verdict;
    setNumber({ node: judged }, verdict && "verdict");
  }

  return s.onDraw(draw, () => {
    const { place, line, verdict, nll } = fitted();
    return fill(words.said, {
      place: number(place, 1),
      slope: number(line.w, 2),
      nll: small(nll, 3),
      verdict
    });
  });
}

export default { render };
