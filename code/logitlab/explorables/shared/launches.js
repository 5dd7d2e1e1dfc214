// The 23 launches on a chart, with a curve through them: sigma(score at 70 °F + weight times the
// degrees above 70). A square moves the curve at 70 °F; a circle, at 55 °F, makes it steeper.
import { clamp, logit, range, sideBySide, sigmoid, surprise } from "./maths.js";

export const WEIGHT = { low: -0.6, high: 0.15, step: 0.005, digits: 3 };
export const SCORE = { low: -3.5, high: 1.5, step: 0.05, digits: 2 };
export const MIDDLE = 70; // °F
export const TEMPERATURES = [51, 83];
const EDGES = [-0.24, 1.18]; // of the chart
const COLD = 55; // °F
const APART = MIDDLE - COLD;
const BESIDE = 0.6; // °F between launches with the same temperature and answer
const THIN = 0.1; // °F, half the width of a bar without surprise
const WIDER = 0.16; // °F more for each nat

export const scoreAt = (t, w, a) => a + w * (t - MIDDLE);

// The launches with distress first, each group from cold to warm.
export function launchesOf(model) {
  const launches = model.get("temperature").map((t, i) => ({ t, y: model.get("target")[i] }));
  launches.sort((one, other) => other.y - one.y || one.t - other.t);
  return launches;
}

export const surprisesOf = (launches, w, a) =>
  launches.map(({ t, y }) => surprise(scoreAt(t, w, a), y));

// words: temperature, probability, curve_figure, level_handle, steep_handle, distress, fine
export function launchChart(s, model, launches, { height, ratio, bars = false }) {
  const { words } = s;
  const figure = s.chart({
    x: TEMPERATURES,
    y: EDGES,
    height,
    ratio,
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.curve_figure
  });
  const widths = ["loss pale", "loss"].map((name) => figure.bars(name)); // by the answer
  const dots = figure.dots("target big-dots");
  const second = figure.path("muted dashed");
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const [yes, no] = [1, 2].map(() => figure.text("note"));
  const groups = [0, 1].map((answer) => {
    const group = launches.filter(({ y }) => y === answer);
    const places = sideBySide(
      group.map(({ t }) => t),
      BESIDE
    );
    return group.map((launch, i) => ({ ...launch, x: places[i] }));
  });
  const places = groups.flat().map(({ x, y }) => [x, y]);
  const atMiddle = s.handle(figure, "score_at_70", {
    ...SCORE,
    className: "score",
    label: words.level_handle,
    square: true,
    onDrag: ({ y }) => logit(clamp(y, 0.001, 0.999))
  });
  const atCold = s.handle(figure, "weight", {
    ...WEIGHT,
    className: "score",
    label: words.steep_handle,
    ways: { y: -1 }, // it stands on the curve at 55 °F: up is a lower weight
    onDrag: ({ y }) => (model.get("score_at_70") - logit(clamp(y, 0.001, 0.999))) / APART
  });

  // `other` is a second curve, [weight, score at 70 °F], of which so large a share is there.
  function draw(w, a, other = null, share = 1) {
    const [low, high] = TEMPERATURES;
    const points = (v, c, end = high) =>
      range(low, end, 96).map((t) => [t, sigmoid(scoreAt(t, v, c))]);
    groups.forEach((group, answer) => {
      const all = bars ? surprisesOf(group, w, a) : [];
      widths[answer].draw(
        all.map((value, i) => {
          const { x, y, t } = group[i];
          const half = THIN + WIDER * value;
          return [x - half, sigmoid(scoreAt(t, w, a)), x + half, y];
        })
      );
    });
    dots.draw(places);
    second.draw(other ? points(...other, low + share * (high - low)) : []);
    curve.draw(points(w, a));
    yes.draw(TEMPERATURES[1], EDGES[1], words.distress, { dx: -2, dy: 14, anchor: "end" });
    no.draw(TEMPERATURES[1], EDGES[0], words.fine, { dx: -2, dy: -3, anchor: "end" });
    atMiddle(MIDDLE, sigmoid(a));
    atCold(COLD, sigmoid(scoreAt(COLD, w, a)));
  }
  return { figure, draw };
}
