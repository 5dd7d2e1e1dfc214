const WORDS = {
  "en": {
    "title": "Likelihood mixer",
    "reset": "Reset",
    "prompt": [
      "Each point of the map is one curve. Drag the ring over the map until the strip of",
      "surprises is as short as you can make it. Then copy the data, and watch the product."
    ],
    "map": [
      "Map of all curves: weight w to the right, score at 70 °F upward. The lines join curves",
      "with the same sum of surprises. They are ovals around one lowest place."
    ],
    "strip": "The surprises of the 23 launches, end to end.",
    "curveFigure": [
      "Probability of distress against temperature: the curve that the ring on the map stands",
      "for, and the launches as dots, with distress above 1, without distress below 0."
    ],
    "weight": "weight w, per °F",
    "score_at_70": "score at 70 °F",
    "temperature": "temperature, °F",
    "probability": "p of distress",
    "copies": "copies of the data, k",
    "combine": "measure the strip as",
    "sum": "sum",
    "product": "product",
    "nats": "sum of the surprises, in nats",
    "powers": "x, where the product is 10⁻ˣ",
    "nll": "sum of surprises (NLL)",
    "likelihood": "product of probabilities (L)",
    "worst": "largest surprise",
    "at": "{value}, {temperature} °F",
    "exactly": "0, exactly",
    "bias": "bias b (score at 0 °F)",
    "show_best": "show the largest likelihood",
    "mapHandle": "ring on the map: weight w",
    "curveHandle": "square on the curve: score at 70 °F",
    "distress": "7 with distress",
    "fine": "16 without",
    "wall": "smallest float64",
    "bestLabel": "best",
    "said": [
      "Weight {weight}, score at 70 °F {score}: sum of surprises {nll}, product {likelihood}."
    ]
  }
};

import { clamp, levelCurve, logit, range, sigmoid, surprise, total } from "./shared/maths.js";
import { fill, number, small, stage } from "./shared/stage.js";

const WEIGHT = { low: -0.6, high: 0.15, step: 0.005, digits: 3 };
const SCORE = { low: -3.5, high: 1.5, step: 0.05, digits: 2 };
const LEVELS = [11, 13, 16, 20, 26];
const ENDS = [38, 110, 400, 1100, 4000]; // where the axis of the strip may end, in nats
const WALL = 1074 * Math.log10(2); // 10 to the power -WALL is the smallest float64 above 0

const jitter = (i) => 0.03 + 0.09 * ((i * 0.6180339887498949) % 1); // the same on every visit

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [
    "weight",
    "score_at_70",
    "copies",
    "combine",
    "show_best"
  ]);
  const { words } = s;
  const launches = model.get("temperature").map((t, i) => ({ t, y: model.get("target")[i] }));
  const groups = [1, 0].map((y) => launches.filter((launch) => launch.y === y));
  // a is the score at 70 °F, w the weight
  const surprises = (group, w, a) => group.map(({ t, y }) => surprise(a + w * (t - 70), y));
  // The sum of surprises is convex, so each level is one closed curve. They are computed once.
  const nllAt = (w, a) => total(surprises(launches, w, a));
  const contours = LEVELS.map((level) => levelCurve(nllAt, model.get("best"), [0.1, 0.6], level));
  const places = groups.map((g) => g.map(({ t, y }, i) => [t, y ? 1 + jitter(i) : -jitter(i)]));

  const map = s.chart({
    x: [WEIGHT.low, WEIGHT.high],
    y: [SCORE.low, SCORE.high],
    height: 300,
    xLabel: words.weight,
    yLabel: words.score_at_70,
    label: words.map
  });
  const lines = LEVELS.map(() => map.path("loss thin"));
  const levelLabels = LEVELS.map(() => map.text("note"));
  const best = map.dots("ink big");
  const bestLabel = map.text("note");
  const drawRing = s.handle(map, "weight", {
    ...WEIGHT,
    className: "score",
    label: words.mapHandle,
    taps: [map],
    onDrag: ({ x, y }) => {
      s.set({ score_at_70: clamp(y, SCORE.low, SCORE.high) });
      return x;
    }
  });
  const strip = s.chart({
    x: [0, ENDS[0]],
    y: [0.001, 0.499],
    height: 150, // no tick of the y axis lies in between
    xLabel: words.nats,
    yLabel: "",
    label: words.strip
  });
  const bars = ["loss", "loss pale"].map((name) => strip.bars(name));
  const wall = strip.path("ink dashed");
  const labels = ["distress", "fine", "wall"].map(() => strip.text("note"));
  const write = s.readouts(["nll", "likelihood", "worst", "bias"]);
  const picture = s.chart({
    x: [50, 84],
    y: [-0.16, 1.16],
    height: 220,
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.curveFigure
  });
  const dots = ["target dense", "muted dense"].map((name) => picture.dots(name));
  const seventy = picture.path("muted dashed");
  const curve = picture.path("probability thick");
  const drawSquare = s.handle(picture, "score_at_70", {
    ...SCORE,
    className: "score",
    label: words.curveHandle,
    square: true,
    onDrag: ({ y }) => logit(clamp(y, 0.001, 0.999))
  });
  s.slider("weight", WEIGHT);
  s.slider("score_at_70", SCORE);
  s.slider("copies", { low: 1, high: 100, step: 1, digits: 0 });
  s.choice("combine", ["sum", "product"]);
  s.toggle("show_best");

  function numbers() {
    const w = model.get("weight");
    const a = model.get("score_at_70");
    const copies = model.get("copies");
    const parts = groups.map((group) => surprises(group, w, a));
    const chances = launches.map(({ t, y }) => sigmoid((y ? 1 : -1) * (a + w * (t - 70))));
    let product = 1; // factor by factor, in the order of the launches, as a program would
    for (let copy = 0; copy < copies; copy += 1) {
      for (const p of chances) product *= p;
    }
    const all = surprises(launches, w, a);
    const worst = all.indexOf(Math.max(...all));
    const value = number(all[worst], 4); // on a flat line a whole group ties: name no launch
    return {
      w,
      a,
      copies,
      parts,
      nll: copies * total(all),
      likelihood: product ? small(product) : words.exactly,
      worst: Math.abs(w) > 1e-9 ? fill(words.at, { value, temperature: launches[worst].t }) : value
    };
  }

  let drawn = 0;
  function drawMap(w, a) {
    if (drawn !== map.view.axes) {
      drawn = map.view.axes;
      contours.forEach((points, i) => {
        lines[i].draw(points, true);
        levelLabels[i].draw(...points[44], String(LEVELS[i]), { dy: 4, anchor: "middle" });
      });
    }
    const show = model.get("show_best");
    best.draw(show ? [model.get("best")] : []);
    bestLabel.draw(...model.get("best"), show ? words.bestLabel : "", { dx: -12, anchor: "end" });
    drawRing(w, a);
  }

  function drawStrip(parts, copies, nll) {
    const powers = model.get("combine") === "product";
    const unit = powers ? Math.LN10 : 1; // nats for one unit of the axis
    const end = (ENDS.find((value) => nll <= value) ?? ENDS.at(-1)) / unit;
    strip.setX([0, end], powers ? words.powers : words.nats);
    let from = 0; // where the next bar begins: they stand end to end
    const barOf = (value) => {
      const left = from;
      from += (copies * value) / unit;
      return [left, 0.17, from, 0.32];
    };
    const [distress, fine] = parts.map((group) => group.map(barOf));
    bars[0].draw(distress);
    bars[1].draw(fine);
    labels[0].draw(0, 0.32, words.distress, { dy: -6 });
    labels[1].draw(fine[0][0], 0.17, words.fine, { dy: 17 });
    const showWall = powers && end > WALL;
    const line = [
      [WALL, 0.15],
      [WALL, 1]
    ];
    wall.draw(showWall ? line : []);
    labels[2].draw(WALL, 0.499, showWall ? words.wall : "", { dx: -5, dy: 13, anchor: "end" });
  }

  function draw() {
    const { w, a, copies, parts, nll, likelihood, worst } = numbers();
    drawMap(w, a);
    drawStrip(parts, copies, nll);
    for (const group of [0, 1]) dots[group].draw(places[group]);
    seventy.draw([
      [70, 0],
      [70, 1]
    ]);
    curve.draw(range(50, 84, 80).map((t) => [t, sigmoid(a + w * (t - 70))]));
    drawSquare(70, sigmoid(a));
    const texts = { nll: number(nll, 4), likelihood, worst, bias: number(a - 70 * w, 2) };
    for (const [name, text] of Object.entries(texts)) write[name](text);
  }

  return s.onDraw(draw, () => {
    const { w, a, nll, likelihood } = numbers();
    return fill(words.said, {
      weight: number(w, 3),
      score: number(a, 2),
      nll: number(nll, 4),
      likelihood
    });
  });
}

export default { render };
