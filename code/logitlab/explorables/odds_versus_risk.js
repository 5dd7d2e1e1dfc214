const WORDS = {
  "en": {
    "title": "Odds versus risk",
    "prompt":
      "The odds ratio multiplies the odds. And the probability? Drag a circle to both ends.",
    "figure": [
      "Risk ratio against the probability before, drawn as far as the handle was dragged. A dashed",
      "line stands at the odds ratio, another at 1, where nothing changes."
    ],
    "bars": "Two bars from 0 to 1: the probability before, and the probability after.",
    "rowBefore": "before",
    "rowAfter": "after",
    "axis": "probability before",
    "height": "probability multiplied by",
    "baseline": "probability before",
    "odds_ratio": "odds ratio",
    "risk_ratio": "risk ratio",
    "after": "probability after",
    "baselineHandle": "probability before, on the curve",
    "barHandle": "probability before, as the length of a bar",
    "ratioHandle": "odds ratio, on its line",
    "times": "× {ratio}",
    "unit": "{high} to {low} °F",
    "same": "no change",
    "dashed": "odds × {ratio}",
    "fine": "Fine controls",
    "said": [
      "From probability {before} to {after}: odds ratio {odds_ratio}, risk ratio {risk_ratio}."
    ],
    "reset": "Reset"
  }
};

import { labels } from "./shared/labels.js";
import { range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const BASELINE = { low: 0.001, high: 0.999, step: 0.001, digits: 3 };
const RATIO = { low: 0.1, high: 10, step: 0.01, digits: 2 };
const SQUARE = 1.13; // where the odds ratio is dragged: no probability is there, nor its handle
const FAR = 3.6; // from this odds ratio on, the axis ends at 12

// Places for a label around a point, so many px beside it and below it.
const sides = (x, y, across, down, anchor = "start") =>
  across.flatMap((dx) => down.map((dy) => [x, y, { dx, dy, anchor }]));

function topFor(ratio) {
  if (ratio > FAR) return 12;
  return ratio < 0.8 ? 1.2 : 4;
}

const riskRatio = (before, ratio) => ratio / (1 - before + before * ratio);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["baseline", "odds_ratio", "low", "high"]);
  const { words } = s;
  const margin = { left: 62, right: 8 };
  const strip = s.chart({
    x: [-0.02, 1.19],
    y: [-0.1, 2.1],
    height: 92,
    xTicks: false,
    rows: [
      [1.5, words.rowBefore],
      [0.5, words.rowAfter]
    ],
    xLabel: "",
    yLabel: "",
    label: words.bars,
    margin: { ...margin, top: 0, bottom: 2 }
  });
  const frame = strip.bars("muted hollow");
  const bars = ["probability pale", "probability"].map((color) => strip.bars(color));
  const after = strip.text("note");
  after.node.dataset.number = "after";

  const figure = s.chart({
    x: [-0.02, 1.19],
    y: [0, 4],
    height: 300,
    ratio: 0.8,
    xLabel: words.axis,
    yLabel: words.height,
    label: words.figure,
    margin
  });
  const oddsLine = figure.path("score dashed");
  const one = figure.path("muted dashed");
  const trace = figure.path("probability thick");
  s.ghost(trace);
  const dots = figure.dots("target big");
  const [oddsLabel, oneLabel, ...dotLabels] = [0, 1, 2, 3].map(() => figure.text("note"));
  const risk = figure.text("note strong");
  risk.node.dataset.number = "risk_ratio";

  // Wherever the reader goes, the curve is drawn on.
  const reach = (before) => ({
    low: Math.min(model.get("low"), before),
    high: Math.max(model.get("high"), before)
  });
  const baseline = {
    ...BASELINE,
    write: (before) => ({ baseline: before, ...reach(before) }),
    read: () => model.get("baseline")
  };
  const drawBar = s.handle(strip, "baseline", {
    ...baseline,
    className: "probability",
    label: words.barHandle,
    onDrag: ({ x }) => x
  });
  const drawRing = s.handle(figure, "baseline", {
    ...baseline,
    className: "probability",
    label: words.baselineHandle,
    onDrag: ({ x }) => x,
    ways: { y: () => (model.get("odds_ratio") > 1 ? -1 : 1) } // the curve falls, or it rises
  });
  const drawSquare = s.handle(figure, "odds_ratio", {
    ...RATIO,
    className: "score",
    label: words.ratioHandle,
    square: true,
    onDrag: ({ y }) => y
  });
  s.slider("odds_ratio", RATIO);
  s.fold("fine");
  s.slider("baseline", baseline);

  const texts = () => {
    const before = model.get("baseline");
    const ratio = riskRatio(before, model.get("odds_ratio"));
    return { risk_ratio: number(ratio, 2), after: number(before * ratio, 3) };
  };

  function draw() {
    const before = model.get("baseline");
    const ratio = model.get("odds_ratio");
    const grown = riskRatio(before, ratio);
    const { low, high } = reach(before);
    figure.setY([0, topFor(ratio)]);
    frame.draw([
      [0, 1.12, 1, 1.88],
      [0, 0.12, 1, 0.88]
    ]);
    bars[0].draw([[0, 1.12, before, 1.88]]);
    bars[1].draw([[0, 0.12, before * grown, 0.88]]);
    after.draw(1, 0.5, texts().after, { dx: 8, dy: 4 });

    const steps = model.get("steps");
    const fits = steps.every(
      (step) => Math.abs(riskRatio(step.baseline, ratio) - step.ratio) < 0.02
    );
    const seen = steps.map(({ baseline: at }) => fits && low <= at && at <= high);
    const marked = steps.filter((_, i) => seen[i]).map((step) => [step.baseline, step.ratio]);
    dots.draw(marked);
    const points = high > low ? range(low, high, 120).map((x) => [x, riskRatio(x, ratio)]) : [];
    const dashed = [
      [
        [0, ratio],
        [SQUARE, ratio]
      ],
      [
        [0, 1],
        [1, 1]
      ]
    ];
    trace.draw(points);
    oddsLine.draw(dashed[0]);
    one.draw(dashed[1]);
    const free = labels(figure);
    for (const line of [points, ...dashed]) free.curve(line);
    free.knob(before, grown);
    free.knob(SQUARE, ratio);
    free.dots(marked);
    const rises = ratio > 1;
    const label = fill(words.dashed, { ratio: number(ratio, 2) });
    free.put(oddsLabel, label, sides(1, ratio, [-4], rises ? [-9, 18] : [18, -9], "end"));
    // The number stands where the curve is not: it falls for an odds ratio above 1, else it rises.
    const text = fill(words.times, { ratio: number(grown, 2) });
    const [inner, outer] = rises ? [24, -12] : [-14, 22];
    free.put(risk, text, [
      ...sides(before, grown, [-12], [inner], "end"),
      ...sides(before, grown, [14], [outer]),
      ...sides(before, grown, [-14, -40], [5, outer, 2 * outer], "end"),
      ...sides(before, grown, [16, 40], [5, inner, 2 * outer])
    ]);
    steps.forEach((step, i) => {
      const text = fill(words.unit, { high: step.degrees, low: step.degrees - 5 });
      const places = sides(step.baseline, step.ratio, [10, 14], [-8, 6, -20, 22]);
      free.put(dotLabels[i], seen[i] ? text : "", places, { mayGo: true });
    });
    const turn = rises ? [18, -9] : [-9, 18];
    const ends = [...sides(0, 1, [4], turn), ...sides(1, 1, [-4], turn, "end")];
    free.put(oneLabel, words.same, ends, { mayGo: true });
    drawBar(before, 1.5);
    drawRing(before, grown);
    drawSquare(SQUARE, ratio);
  }

  return s.onDraw(draw, () => {
    return fill(words.said, {
      ...texts(),
      before: number(model.get("baseline"), 3),
      odds_ratio: number(model.get("odds_ratio"), 2)
    });
  });
}

export default { render };
