const WORDS = {
  "en": {
    "title": "Would you launch?",
    "prompt": [
      "Each dot: a shuttle launch. At the top, distress: a harmed seal. Drag the rings to say how",
      "likely. Short bars win."
    ],
    "figure": [
      "Your probability of distress against the temperature: a line through five rings. Dots mark",
      "23 launches, 7 with distress at the top, 16 without at the bottom."
    ],
    "lower": [
      "The surprise of each launch, as a bar at its temperature; launches at the same temperature",
      "are stacked."
    ],
    "temperature": "temperature in °F",
    "probability": "probability of distress",
    "surprise": "surprise",
    "at_35": "your guess at 35 °F",
    "at_50": "your guess at 50 °F",
    "at_60": "your guess at 60 °F",
    "at_70": "your guess at 70 °F",
    "at_80": "your guess at 80 °F",
    "ring": "ring at {at} °F: probability of distress",
    "hide": "hide the 16 launches without distress, as was done in 1986",
    "question": "31 °F: launch?",
    "yes": "distress",
    "no": "no distress",
    "sum": "total {total}",
    "empty": "no launch here",
    "total": "your total surprise",
    "same": "the same guess each time",
    "tallest": "your worst guess",
    "chance": "you say for 31 °F",
    "cold": "distress below 65 °F",
    "warm": "distress from 65 °F up",
    "value_same": "{value} ({same})",
    "value_at": "{value} (at {at} °F)",
    "share": "{count} of {n}",
    "said": "Total surprise {total} nats; you say {chance} for 31 °F.",
    "reset": "Reset"
  }
};

import { clamp, interpolate } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const AT = [35, 50, 60, 70, 80];
const TRAITS = AT.map((at) => `at_${at}`);
const GUESS = { low: 0.01, high: 0.99, step: 0.01, digits: 2 };
const LAUNCH = 31;
const COLD = 65;
const X = [28, 84];
const HIGHEST = 14; // what three launches at 67 °F can add up to

const rounded = (p) => clamp(Math.round(100 * p) / 100, GUESS.low, GUESS.high);
const percent = (p) => `${number(100 * p, 0)}%`;
const surpriseOf = (p, y) => -Math.log(y === 1 ? p : 1 - p);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...TRAITS, "hide"]);
  const { words } = s;
  // Launches from cold to warm; `rank` counts those with the same temperature and outcome.
  const launches = model.get("temperature").map((x, i) => ({ x, y: model.get("distress")[i] }));
  launches.sort((a, b) => a.x - b.x || b.y - a.y);
  launches.forEach((launch, i) => {
    const before = launches[i - 1];
    launch.rank = before?.x === launch.x && before.y === launch.y ? before.rank + 1 : 0;
    launch.mark = [launch.x, launch.y ? 1 + 0.055 * launch.rank : -0.055 * launch.rank];
  });
  const marks = [0, 1].map((y) => launches.filter((l) => l.y === y).map((l) => l.mark));
  const figure = s.chart({
    x: X,
    y: [-0.19, 1.18],
    height: 320,
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.figure
  });
  const launchDay = figure.path("muted dashed");
  const misses = figure.segments("loss misses");
  const dots = [0, 1].map(() => figure.dots("target big-dots"));
  const curve = figure.path("probability thick");
  const [question, yes, no] = [1, 2, 3].map(() => figure.text("note"));
  const drawRings = AT.map((at, i) =>
    s.handle(figure, TRAITS[i], {
      ...GUESS,
      className: "probability",
      label: fill(words.ring, { at }),
      onDrag: ({ y }) => rounded(y)
    })
  );
  // A tap moves the nearest ring.
  figure.onTap(({ x, y }) => {
    const near = AT.reduce((best, at) => (Math.abs(at - x) < Math.abs(best - x) ? at : best));
    s.set({ [`at_${near}`]: rounded(y) });
  });
  const lower = s.chart({
    x: X,
    y: [0, HIGHEST],
    height: 190,
    xLabel: words.temperature,
    yLabel: words.surprise,
    label: words.lower
  });
  const bars = lower.segments("loss columns");
  const [sum, empty] = [lower.text("note strong"), lower.text("note")];

  s.toggle("hide");
  const write = s.readouts(["total", "same", "tallest", "chance", "cold", "warm"]);
  for (const trait of TRAITS) s.slider(trait, GUESS);

  function score() {
    const guesses = TRAITS.map((trait) => model.get(trait));
    const shown = launches.filter((launch) => launch.y === 1 || !model.get("hide"));
    const all = shown.map(({ x, y, mark }) => {
      const p = interpolate(AT, guesses, x);
      return { x, y, p, mark, surprise: surpriseOf(p, y) };
    });
    const total = all.reduce((before, launch) => before + launch.surprise, 0);
    return { guesses, all, total, chance: percent(interpolate(AT, guesses, LAUNCH)) };
  }

  function draw() {
    const { guesses, all, total, chance } = score();
    const hide = model.get("hide");
    launchDay.draw([
      [LAUNCH, -0.17],
      [LAUNCH, 1.05]
    ]);
    misses.draw(all.map(({ x, p, y }) => [x, p, x, y]));
    dots[0].draw(hide ? [] : marks[0]);
    dots[1].draw(marks[1]);
    curve.draw([X[0], ...AT, X[1]].map((x) => [x, interpolate(AT, guesses, x)]));
    drawRings.forEach((drawRing, i) => {
      drawRing(AT[i], guesses[i]);
    });
    question.draw(LAUNCH, 1.08, words.question, { dx: -4 });
    yes.draw(X[1], 1.08, words.yes, { dx: -2, anchor: "end" });
    no.draw(LAUNCH, -0.16, words.no, { dx: 6 });

    const heights = {}; // of the stack at each temperature, so far
    bars.draw(
      all.map(({ x, surprise }) => {
        const from = heights[x] ?? 0;
        heights[x] = from + surprise;
        const gap = from && Math.min(0.2, surprise); // so that you can count the bars of a stack
        return [x, from + gap, x, heights[x]];
      })
    );
    sum.draw(X[0], HIGHEST, fill(words.sum, { total: number(total, 2) }), { dx: 5, dy: 17 });
    empty.draw(X[0], 0, words.empty, { dx: 5, dy: -7 });

    const worst = all.reduce((high, launch) => (launch.surprise > high.surprise ? launch : high));
    const rate = clamp(marks[1].length / all.length, GUESS.low, GUESS.high);
    const one = all.reduce((before, { y }) => before + surpriseOf(rate, y), 0);
    const same = hide ? percent(rate) : `${marks[1].length}/${all.length}`;
    const share = (part) =>
      fill(words.share, { count: part.filter(({ y }) => y === 1).length, n: part.length });
    write.total(number(total, 2));
    write.same(fill(words.value_same, { value: number(one, 2), same }));
    write.tallest(fill(words.value_at, { value: number(worst.surprise, 2), at: worst.x }));
    write.chance(chance);
    write.cold(share(all.filter(({ x }) => x < COLD)));
    write.warm(share(all.filter(({ x }) => x >= COLD)));
  }

  return s.onDraw(draw, () => {
    const { total, chance } = score();
    return fill(words.said, { total: number(total, 2), chance });
  });
}

export default { render };
