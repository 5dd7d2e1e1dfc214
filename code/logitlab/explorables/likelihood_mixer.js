const WORDS = {
  "en": {
    "title": "Likelihood mixer",
    "reset": "Reset",
    "prompt": [
      "The curve gives each launch a probability. Drag its two handles until the strip of",
      "surprises is as short as you can make it. Then say so."
    ],
    "prompt_map": [
      "Each point of the map is one curve. Drag the handle over the map to the place with the",
      "shortest strip, then uncover the map."
    ],
    "after": "The dashed curve has the shortest strip. Where do the two curves differ most?",
    "after_map": [
      "The dot is the dashed curve, with the shortest strip. All curves on a line have the same",
      "sum, written on it."
    ],
    "map": [
      "Map of all curves: weight to the right, score at 70 °F upward. Once uncovered, lines join",
      "curves with the same sum of surprises: ovals around one lowest place."
    ],
    "strip": "The surprises of the 23 launches, end to end.",
    "curve_figure": [
      "Probability of distress against temperature: a curve with two handles, and the launches as",
      "dots, with distress at the top, without at the bottom. A bar leads from each dot to the",
      "curve, the thicker the larger the surprise."
    ],
    "weight": "weight w, per °F",
    "score_at_70": "score at 70 °F",
    "temperature": "temperature, °F",
    "probability": "probability of distress",
    "nats": "sum of the surprises, in nats",
    "nll": "sum of the surprises",
    "map_handle": "handle on the map: weight and score at 70 °F",
    "level_handle": "square at 70 °F: the curve up or down",
    "steep_handle": "circle at 55 °F: how steep the curve is",
    "distress": "distress",
    "fine": "no distress",
    "seven": "7 with distress",
    "sixteen": "16 without",
    "commit": "This is my best",
    "uncover": "Uncover the map",
    "verdict": "Yours {mine}, the shortest {best}.",
    "equal": "Yours is the shortest: {best}.",
    "sliders": "The handles as sliders",
    "said": "Weight {weight}, score at 70 °F {score}: the surprises add up to {nll}."
  }
};

import { launchChart, launchesOf, SCORE, surprisesOf, WEIGHT } from "./shared/launches.js";
import { levelCurve, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const LEVELS = [11, 13, 16, 20, 26];
const ROOMS = [22, 44, 110]; // nats, where the axis of the strip may end
const FULL = 0.84; // of the strip: beside it stands the number
const CLEAR = 24; // px from the handle, so that it covers no number
const NAMED = 12; // which of the 48 points of a contour its number stands at: the highest

const nllAt = (launches, w, a) => total(surprisesOf(launches, w, a));

// The map of all curves, with a handle that moves both ways. Gives what draws it.
function addMap(s, model, launches) {
  const { words } = s;
  const map = s.chart({
    aside: true,
    x: [WEIGHT.low, WEIGHT.high],
    y: [SCORE.low, SCORE.high],
    height: 290,
    ratio: 0.74,
    xLabel: words.weight,
    yLabel: words.score_at_70,
    label: words.map
  });
  const lines = LEVELS.map(() => map.path("loss thin"));
  const names = LEVELS.map(() => map.text("note"));
  const best = map.dots("ink big");
  const drawHandle = s.handle(map, "weight", {
    ...WEIGHT,
    className: "score",
    label: words.map_handle,
    taps: [map],
    onDrag: ({ x, y }) => [x, y],
    upward: { trait: "score_at_70", ...SCORE }
  });
  s.ghost(drawHandle);
  let contours = null; // each is one closed curve, since the sum of surprises is convex
  let drawn = "";
  return (w, a, share) => {
    const uncovered = share > 0;
    const center = model.get("best");
    const sum = (v, c) => nllAt(launches, v, c);
    if (uncovered) contours ??= LEVELS.map((level) => levelCurve(sum, center, [0.1, 0.6], level));
    const state = `${share} ${map.view.axes}`;
    if (drawn !== state) {
      drawn = state;
      // they spread from the best place
      const spread = (point) => center.map((middle, k) => middle + share * (point[k] - middle));
      for (const [i, line] of lines.entries()) {
        line.draw(uncovered ? contours[i].map(spread) : [], true);
      }
      best.draw(uncovered ? [center] : []);
    }
    const [pxWeight, pxScore] = map.scale();
    LEVELS.forEach((level, i) => {
      const [x, y] = uncovered ? contours[i][NAMED] : [0, SCORE.high];
      // where the handle would lie on it, the number makes room
      const free = share === 1 && Math.hypot((x - w) * pxWeight, (y - a) * pxScore) > CLEAR;
      const name = free && y < SCORE.high ? String(level) : "";
      names[i].draw(x, y, name, { dy: 4, anchor: "middle" });
    });
    drawHandle(w, a);
  };
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["weight", "score_at_70", "show_best"]);
  const { words } = s;
  const launches = launchesOf(model);
  const harmed = launches.filter(({ y }) => y === 1).length;
  const shortest = number(nllAt(launches, ...model.get("best")), 2);

  const picture = launchChart(s, model, launches, { height: 290, ratio: 0.56, bars: true });
  const strip = s.chart({
    x: [0, ROOMS[0]],
    y: [0, 1],
    height: 112,
    ratio: 0.36,
    rows: [],
    xLabel: words.nats,
    yLabel: "",
    label: words.strip
  });
  const bars = ["loss", "loss pale"].map((name) => strip.bars(name));
  const [seven, sixteen] = [1, 2].map(() => strip.text("note"));
  const sum = strip.text("note strong");
  sum.node.dataset.number = "nll";

  const withMap = model.get("show_map"); // there from the start, or not at all
  const drawMap = withMap ? addMap(s, model, launches) : () => {};
  const handles = [...s.built.querySelectorAll(".handle")]; // of the map, if there is one, last
  const appear = tween(s.redraw); // of the best curve, from left to right, and of the contours
  const prompts = withMap ? ["prompt_map", "after_map"] : ["prompt", "after"];
  const { into, show: shown, commit } = s.phases(prompts);
  into(0);
  const uncover = () => {
    appear.start();
    s.set({ show_best: true });
  };
  commit(withMap ? "uncover" : "commit", uncover, () => handles.at(-1));
  into(1);
  const verdict = s.block("p", "verdict");
  into();
  s.fold("sliders");
  s.slider("weight", WEIGHT);
  s.slider("score_at_70", SCORE);

  function drawStrip(all, nll) {
    strip.setX([0, ROOMS.find((room) => nll < FULL * room) ?? ROOMS.at(-1)]);
    let from = 0; // where the next bar begins: they stand end to end
    const blocks = all.map((value) => {
      from += value;
      return [from - value, 0.3, from, 0.7];
    });
    bars[0].draw(blocks.slice(0, harmed));
    bars[1].draw(blocks.slice(harmed));
    seven.draw(0, 0.7, words.seven, { dy: -5 });
    sixteen.draw(blocks[harmed][0], 0.3, words.sixteen, { dy: 14 });
    sum.draw(nll, 0.5, number(nll, 2), { dx: 8, dy: 5 });
  }

  function draw() {
    const [w, a] = [model.get("weight"), model.get("score_at_70")];
    const show = model.get("show_best");
    const all = surprisesOf(launches, w, a);
    const nll = total(all);
    const share = appear.share();
    picture.draw(w, a, show ? model.get("best") : null, share);
    drawStrip(all, nll);
    drawMap(w, a, show ? share : 0);
    shown(show ? 1 : 0);
    const mine = number(nll, 2);
    const told = mine === shortest ? words.equal : words.verdict;
    verdict.textContent = show ? fill(told, { mine, best: shortest }) : "";
  }

  return s.onDraw(draw, () => {
    const [w, a] = [model.get("weight"), model.get("score_at_70")];
    const nll = number(nllAt(launches, w, a), 2);
    return fill(words.said, { weight: number(w, 3), score: number(a, 2), nll });
  });
}

export default { render };
