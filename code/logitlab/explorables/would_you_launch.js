const WORDS = {
  "en": {
    "title": "Would you launch?",
    "prompt": [
      "Each dot at the top is a launch that had distress, two of them at 70 °F. How likely is it",
      "at 31 °F? Drag the circle, then decide."
    ],
    "again": [
      "Below, the sixteen that went well. How likely is distress? Drag the circles: short bars are",
      "small surprises. No launch was at 31 °F, so it has no bar."
    ],
    "figure": [
      "Probability of distress against the temperature. Dots at the top mark launches with",
      "distress, dots at the bottom launches without. From each a bar grows, as long as the",
      "surprise at that launch."
    ],
    "strip": "The surprise of each launch as a block, from cold to warm, laid end to end.",
    "temperature": "temperature in °F",
    "probability": "probability of distress",
    "at_31": "at 31 °F",
    "at_50": "at 50 °F",
    "at_60": "at 60 °F",
    "at_70": "at 70 °F",
    "at_80": "at 80 °F",
    "circle": "circle at {at} °F: probability of distress",
    "seven": "with distress, at",
    "total": "total surprise",
    "launch": "Launch",
    "wait": "Do not launch",
    "launched": "You launched. So did they.",
    "waited": "You did not launch. They did.",
    "sixteen": "show the 16 launches that went well",
    "sliders": "The circles as sliders",
    "question": "tomorrow: 31 °F",
    "yes": "distress",
    "no": "no distress",
    "degrees": "{all} °F",
    "said": "You say {chance} for 31 °F. Total surprise {total} nats for {n} launches.",
    "guessed": "You say {chance} for 31 °F.",
    "reset": "Reset"
  }
};

import { clamp, interpolate } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const AT = [31, 50, 60, 70, 80];
const TRAITS = AT.map((at) => `at_${at}`);
const GUESS = { low: 0.01, high: 0.99, step: 0.01, digits: 2 };
const LAUNCH = AT[0];
const X = [28, 84];
const APART = 0.8; // °F between two bars, at least
const HALF = 0.34; // °F, half the width of a bar
const NAT = 0.18; // how long a bar is for each nat, on the axis of the probabilities
const BESIDE = 0.05; // between a dot and its bar
const ROOMS = [32, 64, 160]; // nats: 23 wrong guesses of 1% add up to 106
const FULL = 0.7; // of the strip: beside it stands the number
const ABOVE = 2; // from where the sixteen dots fall

const rounded = (p) => clamp(Math.round(100 * p) / 100, GUESS.low, GUESS.high);
const surpriseOf = (p, y) => -Math.log(y === 1 ? p : 1 - p);

// The places next to these, from left to right, that are APART: those too close make a cluster,
// around their common middle.
function spread(places) {
  const clusters = [];
  for (const place of places) {
    let own = { middle: place, count: 1 };
    while (clusters.length) {
      const { middle, count } = clusters.at(-1);
      if (own.middle - middle >= (APART * (own.count + count)) / 2) break;
      clusters.pop();
      const both = own.count + count;
      own = { middle: (own.middle * own.count + middle * count) / both, count: both };
    }
    clusters.push(own);
  }
  return clusters.flatMap(({ middle, count }) =>
    Array.from({ length: count }, (_, i) => middle + APART * (i - (count - 1) / 2))
  );
}

// Launches from cold to warm. Those with the same temperature and outcome have their dots stacked,
// and their bars side by side.
function launchesOf(model) {
  const launches = model.get("temperature").map((x, i) => ({ x, y: model.get("distress")[i] }));
  launches.sort((a, b) => a.x - b.x || b.y - a.y);
  launches.forEach((launch, i) => {
    const before = launches[i - 1];
    launch.rank = before?.x === launch.x && before.y === launch.y ? before.rank + 1 : 0;
    launch.mark = [launch.x, launch.y ? 1 - 0.075 * launch.rank : 0.075 * launch.rank];
  });
  for (const outcome of [0, 1]) {
    const group = launches.filter(({ y }) => y === outcome);
    const places = spread(group.map(({ x }) => x));
    group.forEach((launch, i) => {
      launch.place = places[i];
    });
  }
  return launches;
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...TRAITS, "decision", "sixteen"]);
  const { words } = s;
  const launches = launchesOf(model);
  const harmed = launches.filter(({ y }) => y === 1);
  const well = launches.filter(({ y }) => y === 0);
  const decided = () => model.get("decision") !== "open" || model.get("sixteen");

  const figure = s.chart({
    x: X,
    y: [-0.92, 1.92],
    height: 380,
    ratio: 0.92,
    rows: [
      [0, "0"],
      [0.5, "½"],
      [1, "1"]
    ],
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.figure
  });
  const morning = figure.path("muted dashed");
  const bars = figure.bars("loss stems");
  const dots = [0, 1].map(() => figure.dots("target big-dots"));
  const curve = figure.path("probability thick");
  s.ghost(curve);
  const [question, yes, no] = [1, 2, 3].map(() => figure.text("note"));
  const drawCircles = AT.map((at, i) =>
    s.handle(figure, TRAITS[i], {
      ...GUESS,
      className: "probability",
      label: fill(words.circle, { at }),
      onDrag: ({ y }) => rounded(y)
    })
  );
  const later = [...figure.root.querySelectorAll(".handle")].slice(1); // after the decision
  const front = later[0].parentNode;
  // A tap moves the nearest circle.
  figure.onTap(({ x, y }) => {
    const circles = decided() ? AT : [LAUNCH];
    const near = circles.reduce((best, at) => (Math.abs(at - x) < Math.abs(best - x) ? at : best));
    s.set({ [`at_${near}`]: rounded(y) });
  });

  s.slider(TRAITS[0], GUESS);
  const { into, show } = s.phases(["prompt", "again"]);
  into(0);
  const write = s.readouts(["seven"]);
  for (const decision of ["launch", "wait"]) {
    s.button(decision, () => s.set({ decision, sixteen: true }));
  }
  into(1);
  const verdict = s.block("p", "verdict");
  const strip = s.chart({
    x: [0, ROOMS[0]],
    y: [0, 1],
    height: 96,
    rows: [],
    xLabel: words.total,
    yLabel: "",
    label: words.strip,
    margin: { left: 14 },
    aside: true
  });
  const blocks = strip.bars("loss");
  const sum = strip.text("note strong");
  sum.node.dataset.number = "total";
  s.toggle("sixteen");
  s.fold("sliders");
  for (const trait of TRAITS.slice(1)) s.slider(trait, GUESS);

  const fall = tween(s.redraw);
  let before = null; // whether the sixteen were there

  function score() {
    const guesses = TRAITS.map((trait) => model.get(trait));
    const shown = model.get("sixteen") ? launches : harmed;
    const all = shown.map(({ x, y, place }) => {
      return { y, place, surprise: surpriseOf(interpolate(AT, guesses, x), y) };
    });
    return { guesses, all, total: all.reduce((sum, { surprise }) => sum + surprise, 0) };
  }

  function drawTotal(all, total) {
    strip.setX([0, ROOMS.find((room) => total < FULL * room)]);
    let from = 0;
    const row = all.map(({ surprise }) => {
      from += surprise;
      return [from - surprise, 0, from, 1];
    });
    blocks.draw(row);
    sum.draw(total, 0.5, number(total, 2), { dx: 8, dy: 5 });
  }

  function draw() {
    const [open, sixteen] = [!decided(), model.get("sixteen")];
    if (sixteen && before === false) fall.start();
    before = sixteen;
    const share = sixteen ? fall.share() : 1;
    const { guesses, all, total } = score();
    morning.draw([
      [LAUNCH, -0.24],
      [LAUNCH, 1]
    ]);
    const settled = open ? [] : all.filter(({ y }) => y === 1 || share === 1);
    const stems = settled.map(({ y, place, surprise }) => {
      const out = y ? 1 : -1;
      const foot = y + out * BESIDE;
      return [place - HALF, foot, place + HALF, foot + out * NAT * surprise];
    });
    bars.draw(stems);
    dots[0].draw(sixteen ? well.map(({ mark: [x, y] }) => [x, ABOVE + share * (y - ABOVE)]) : []);
    dots[1].draw(harmed.map(({ mark }) => mark));
    curve.draw(open ? [] : [...AT, X[1]].map((x) => [x, interpolate(AT, guesses, x)]));
    drawCircles.forEach((drawCircle, i) => {
      drawCircle(AT[i], guesses[i]);
    });
    if (open && later[0].parentNode) for (const circle of later) circle.remove();
    if (!(open || later[0].parentNode)) front.append(...later);
    question.draw(LAUNCH, -0.24, words.question, { dx: -8, dy: 18 });
    yes.draw(LAUNCH, 1, words.yes, { dx: 14, dy: -6 });
    no.draw(LAUNCH, 0, sixteen ? words.no : "", { dx: 14, dy: 16 });

    show(open ? 0 : 1);
    const outcome = { open: "", launch: words.launched, wait: words.waited };
    verdict.textContent = outcome[model.get("decision")];
    write.seven(fill(words.degrees, { all: harmed.map(({ x }) => x).join(", ") }));
    drawTotal(all, total);
  }

  return s.onDraw(draw, () => {
    const { guesses, all, total } = score();
    const chance = `${number(100 * guesses[0], 0)}%`;
    const sentence = decided() ? words.said : words.guessed;
    return fill(sentence, { chance, total: number(total, 2), n: all.length });
  });
}

export default { render };
