const WORDS = {
  "en": {
    "title": "Tug of war",
    "prompt": "Each arrow is the error of a launch, turned around. Press Step. What do they do?",
    "figure": [
      "Probability of distress against temperature, with an arrow for each of the 23 launches,",
      "from the curve to its label 0 or 1."
    ],
    "lossFigure": "The total surprise after each step.",
    "mapFigure": [
      "A map of all curves: the bias b to the right, the weight w upward. Lines of equal total",
      "surprise surround the lowest place. A path of dots leads over it, one dot for each step."
    ],
    "temperature": "temperature, °F",
    "probability": "probability of distress",
    "step": "steps taken",
    "loss": "total surprise",
    "bAxis": "b",
    "wAxis": "w",
    "b": "b: score at 69.57 °F",
    "w": "w: score per 6.90 °F",
    "rate": "step size η",
    "steps": "steps",
    "bHandle": "circle: b, the score at the mean temperature",
    "wHandle": "square: w, the change of the score per 6.90 °F",
    "total": "total surprise, in nats",
    "one": "Step",
    "play": "Play",
    "pause": "Pause",
    "fine": "The circle and the square as sliders",
    "said": "After {steps} steps b is {b} and w is {w}. The total surprise is {total} nats.",
    "reset": "Reset"
  }
};

import {
  clamp,
  levelCurve,
  logisticFit,
  logisticObjective,
  logit,
  range,
  residual,
  sideBySide,
  sigmoid,
  standardize
} from "./shared/maths.js";
import { labels } from "./shared/labels.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const LIMIT = 5; // of b and w at the start
const LONGEST = 100; // walk, in steps
const PARAMETER = { low: -LIMIT, high: LIMIT, step: 0.05, digits: 2 };
const RATE = { low: 0.02, high: 0.8, step: 0.02, digits: 2 };
const STEPS = { low: 0, high: LONGEST, step: 1, digits: 0 };
const LEVER = 1.5; // where the square stands, in standard deviations: it rises with w
const RANGE = [50, 84];
const ROOMS = [12, 40, LONGEST]; // steps
const TOPS = [17.5, 30, 60, 140, 300]; // nats
const FLOOR = 9.4;
const LAND = [
  { b: [-3.4, 1.8], w: [-3.8, 1.4] },
  { b: [-6, 6], w: [-6, 6] }
];
const GAPS = [0.3, 1, 2.5, 5, 9, 15, 25, 40]; // nats: the lines on the map above the lowest place
const PACE = 110; // ms for each step of the play

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["b", "w", "rate", "steps"]);
  const { words } = s;
  const y = model.get("target");
  const { mean, deviation, values: x } = standardize(model.get("temperature"));
  const marks = sideBySide(model.get("temperature"), 0.45).map((t, i) => [t, y[i]]);
  const total = (line) => logisticObjective(x, y, line);
  const best = logisticFit(x, y, {}, 12);
  const onMap = (b, w) => total({ b, w });
  const lines = GAPS.map((gap) =>
    levelCurve(onMap, [best.b, best.w], [0.5, 0.5], total(best) + gap)
  );

  // The places from the start on: a rule, so that a step can be taken back.
  function walk() {
    const places = [{ b: model.get("b"), w: model.get("w") }];
    for (let step = 0; step < model.get("steps"); step += 1) {
      const { b, w } = places[step];
      let [slopeB, slopeW] = [0, 0];
      x.forEach((value, i) => {
        const error = residual(b + w * value, y[i]);
        slopeB += error;
        slopeW += error * value;
      });
      places.push({ b: b - model.get("rate") * slopeB, w: w - model.get("rate") * slopeW });
    }
    return places;
  }
  const here = () => walk().at(-1);
  const startAt = ({ b, w }) => ({
    b: clamp(b, -LIMIT, LIMIT),
    w: clamp(w, -LIMIT, LIMIT),
    steps: 0
  });

  const figure = s.chart({
    x: RANGE,
    y: [-0.06, 1.06],
    height: 270,
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.figure
  });
  const launches = figure.dots("target big");
  const arrows = figure.arrows("gradient");
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const scoreAt = (y) => logit(clamp(y, 0.002, 0.998));
  const look = { ...PARAMETER, className: "probability" };
  const options = {
    b: {
      read: () => clamp(here().b, -LIMIT, LIMIT),
      write: (b) => startAt({ ...here(), b }),
      label: words.bHandle,
      onDrag: ({ y }) => scoreAt(y)
    },
    w: {
      read: () => clamp(here().w, -LIMIT, LIMIT),
      write: (w) => startAt({ ...here(), w }),
      label: words.wHandle,
      square: true,
      onDrag: ({ y }) => (scoreAt(y) - here().b) / LEVER
    }
  };
  const drawB = s.handle(figure, "b", { ...look, ...options.b });
  const drawW = s.handle(figure, "w", { ...look, ...options.w });

  const chart = s.chart({
    x: [-0.03 * ROOMS[0], 1.17 * ROOMS[0]],
    y: [FLOOR, TOPS[0]],
    height: 170,
    xLabel: words.step,
    yLabel: words.loss,
    label: words.lossFigure
  });
  const fallen = chart.path("loss");
  const stops = chart.dots("loss big-dots");
  const last = chart.dots("ink big");
  const label = chart.text("note strong");
  label.node.dataset.number = "total";

  const slide = tween(s.redraw);
  let from = null; // the place before a single step
  s.button("one", () => {
    if (model.get("steps") >= LONGEST) return;
    from = here();
    slide.start();
    s.set({ steps: model.get("steps") + 1 });
  }).classList.add("explorable-main");
  s.player("steps", { ...STEPS, pace: PACE });
  s.slider("rate", RATE);
  s.slider("steps", STEPS);

  const map = s.chart({
    aside: true,
    x: LAND[0].b,
    y: LAND[0].w,
    height: 250,
    ratio: 0.8,
    xLabel: words.bAxis,
    yLabel: words.wAxis,
    label: words.mapFigure,
    margin: { left: 44 }
  });
  const contours = lines.map(() => map.path("muted thin"));
  const way = map.path("loss thin");
  const places = map.dots("loss big-dots");
  const now = map.dots("ink big");
  map.onTap((place) => {
    const [b, w] = [place.x, place.y].map((value) => Math.round(value * 20) / 20);
    s.set(startAt({ b, w }));
  });
  s.fold("fine");
  for (const name of ["b", "w"]) s.slider(name, { ...PARAMETER, ...options[name] });

  function drawWalk(path) {
    const totals = path.map(total);
    const after = path.length - 1;
    const room = ROOMS.find((most) => after <= most);
    chart.setX([-0.03 * room, 1.17 * room]); // room for the dots and for the number
    const top = TOPS.find((nats) => Math.max(...totals) < nats - 1) ?? TOPS.at(-1);
    chart.setY([FLOOR - 0.1 * (top - TOPS[0]), top]);
    const dots = totals.map((value, step) => [step, value]);
    fallen.draw(dots);
    stops.draw(dots.slice(0, -1));
    last.draw(dots.slice(-1));
    const free = labels(chart);
    free.curve(dots);
    free.dots(dots.slice(-1));
    const sides = [
      { dx: 12, dy: 5 },
      { dy: -13, anchor: "middle" },
      { dy: 22, anchor: "middle" }
    ];
    const beside = sides.map((side) => [after, totals[after], side]);
    free.put(label, number(totals[after], 2), beside);

    const inside = path.every(
      ({ b, w }) => b > LAND[0].b[0] && b < LAND[0].b[1] && w > LAND[0].w[0] && w < LAND[0].w[1]
    );
    const land = LAND[inside ? 0 : 1];
    map.setX(land.b);
    map.setY(land.w);
    lines.forEach((line, i) => {
      contours[i].draw(line, true);
    });
    const points = path.map(({ b, w }) => [b, w]);
    way.draw(points);
    places.draw(points.slice(0, -1));
    now.draw(points.slice(-1));
  }

  function draw() {
    const path = walk();
    const end = path.at(-1);
    const share = from ? slide.share() : 1;
    const b = share < 1 ? from.b + share * (end.b - from.b) : end.b;
    const w = share < 1 ? from.w + share * (end.w - from.w) : end.w;
    if (share === 1) from = null;
    launches.draw(marks);
    arrows.draw(
      x.map((value, i) => {
        const error = residual(b + w * value, y[i]);
        return [marks[i][0], y[i] + error, y[i] + clamp(error, -0.03, 0.03)];
      })
    );
    curve.draw(range(...RANGE, 120).map((t) => [t, sigmoid(b + (w * (t - mean)) / deviation)]));
    drawB(mean, sigmoid(b));
    drawW(mean + LEVER * deviation, sigmoid(b + w * LEVER));
    drawWalk(path);
  }

  return s.onDraw(draw, () => {
    const end = here();
    return fill(words.said, {
      steps: model.get("steps"),
      b: number(end.b, 2),
      w: number(end.w, 2),
      total: number(total(end), 2)
    });
  });
}

export default { render };
