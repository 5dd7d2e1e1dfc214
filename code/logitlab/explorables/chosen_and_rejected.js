const WORDS = {
  "en": {
    "title": "One pair",
    "prompt": [
      "“May I eat this mushroom?” People chose “no” over “never”. Drag the mark: where will DPO",
      "take the share of “no”?"
    ],
    "next": "Who gains on “no”, and where do they lie? Drag “never”: from where does “no” gain?",
    "free": "Each answer has a score of its own: where they lie plays no part. Who gains now?",
    "bars": [
      "The shares of five answers as bars, with their shares in the reference as outlines, and",
      "your mark for the chosen answer."
    ],
    "map": [
      "The five answers on a map, as discs as large as their shares. An arrow leads from the",
      "rejected answer to the chosen one; a line crosses it there. A cross is the mean of all",
      "answers."
    ],
    "curve": "The surprise of the pair falls as the margin grows. A dot marks the margin.",
    "share": "share of the answer",
    "answer0": "never",
    "answer1": "no",
    "answer2": "better not",
    "answer3": "maybe",
    "answer4": "yes",
    "row0": "never ✗",
    "row1": "no ✓",
    "mean": "mean",
    "pairMargin": "margin of the pair",
    "surprise": "surprise",
    "mark": "your mark: where the share of “no” will go",
    "rejectedHandle": "“never”, rejected, on the map",
    "guess": "share of “no”",
    "commit": "Check my mark",
    "step": "step",
    "play": "Play",
    "pause": "Pause",
    "beta": "β",
    "scores": "learn",
    "shared": "two weights",
    "own": "five scores",
    "fine": "The place of “never” as sliders",
    "x": "across",
    "y": "up",
    "chosen": "share of “no”",
    "margin": "margin of the pair",
    "atDot": "margin {m}",
    "ln": "ln 2",
    "verdict": "You marked {mine}. It is {true}.",
    "after": "Step {step}: “no” has {true}.",
    "guessed": "“No” has {start} of the shares. Your mark is at {mine}.",
    "said": [
      "After {step} steps the margin is {m} and the surprise of the pair {loss}. “No” has {no}",
      "of the shares, “never” {never}, “yes” {yes}."
    ],
    "reset": "Reset"
  }
};

import { labels } from "./shared/labels.js";
import { dot, range, sigmoid, softmax, softplus, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving } from "./shared/tween.js";

const TRAITS = ["step", "beta", "scores", "x", "y", "guess", "committed"];
const REFERENCE = [0.15, 0.45, 0.2, 0.12, 0.08];
const PLACES = [null, [-1.2, 0.6], [-0.6, -0.5], [0.5, -0.7], [1.6, 0.7]];
const [REJECTED, CHOSEN] = [0, 1];
const RATE = 0.2;
const STEP = { low: 0, high: 40, step: 1, digits: 0 };
const BETA = { low: 0.1, high: 4, step: 0.1, digits: 1 };
const ACROSS = { low: -2.3, high: 2.3, step: 0.1, digits: 1 };
const UP = { ...ACROSS, low: -1.4, high: 1.4 };
const GUESS = { low: 0, high: 1, step: 0.01, digits: 2 };
const LOOKS = ["loss", "probability", "muted", "muted", "muted"];
const ALL = range(0, 4, 4);
const DISC = 34; // px, the radius of an answer with all of the shares
const HEAD = 9; // px of the arrow
const ROOM = 48; // px of a share
const percent = (share) => `${number(100 * share, 0)}%`;
const less = (a, b) => a.map((value, k) => value - b[k]);

// What each answer multiplies the learned weights by, and the state after the steps.
function learn({ step, beta, scores, x, y }) {
  const features =
    scores === "own"
      ? ALL.map((k) => ALL.map((j) => (j === k ? 1 : 0)))
      : [[x, y], ...PLACES.slice(1)];
  const way = less(features[CHOSEN], features[REJECTED]);
  const size = dot(way, way);
  let t = 0; // the weights stay on the way from the rejected answer to the chosen one
  for (let k = 0; k < step; k += 1) t += RATE * sigmoid(-beta * t * size);
  const p = softmax(REFERENCE.map((q, k) => Math.log(q) + t * dot(features[k], way)));
  const margin = beta * t * size;
  return { p, margin, loss: softplus(-margin), way };
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, TRAITS);
  const { words } = s;
  const state = () => {
    const now = Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)]));
    return now.committed ? now : { ...now, step: 0 };
  };

  const figure = s.chart({
    x: [0, 1],
    y: [-0.6, 4.6],
    height: 180,
    ratio: 0.56,
    rows: ALL.map((k) => [4 - k, words[`row${k}`] ?? words[`answer${k}`]]),
    xLabel: words.share,
    yLabel: "",
    label: words.bars,
    margin: { left: 78, top: 2, right: 44 }
  });
  const before = figure.bars("muted hollow");
  const bars = LOOKS.map((look) => figure.bars(look));
  s.ghost(...bars);
  const mark = figure.segments("ink thick dashed");
  const share = figure.text("note strong");
  const drawMark = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.mark,
    onDrag: ({ x }) => x
  });
  figure.onTap(({ x }) => {
    if (!model.get("committed")) s.set({ guess: Math.min(Math.max(x, 0), 1) });
  });

  const map = s.chart({
    x: [-2.6, 2.6],
    y: [-1.56, 1.56],
    height: 310,
    ratio: 0.6,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.map,
    margin: { top: 2, right: 2, bottom: 2, left: 2 }
  });
  const line = map.path("muted dashed");
  const discs = LOOKS.map((look) => map.discs(`${look} see-through`));
  const spots = map.dots("ink");
  const arrow = map.path("score");
  const mean = map.dots("ink cross", "m-5 -5l10 10m0 -10l-10 10");
  const names = ALL.map(() => map.text("note"));
  const meanName = map.text("note");
  const drawRejected = s.handle(map, "x", {
    ...ACROSS,
    className: "loss",
    label: words.rejectedHandle,
    upward: { trait: "y", ...UP },
    onDrag: ({ x, y }) => [x, y]
  });

  const { into, show, commit } = s.phases(["prompt", "next", "free"]);
  into(0);
  s.slider("guess", GUESS);
  const begin = () => {
    s.set({ committed: true, step: 0 });
    s.glide({ step: STEP.high });
  };
  commit("commit", begin, () => stepping.querySelector("input"));
  into(1);
  const stepping = s.stepper("step", { ...STEP, pace: 150 }).parentNode;
  s.slider("beta", BETA);
  s.choice("scores", ["shared", "own"]);
  const verdict = s.block("p", "verdict");
  const pair = s.chart({
    aside: true,
    x: [-0.4, 6],
    y: [-0.07, 1],
    height: 130,
    rows: [
      [0, "0"],
      [Math.LN2, words.ln]
    ],
    xLabel: words.pairMargin,
    yLabel: words.surprise,
    label: words.curve
  });
  const curve = pair.path("loss");
  const here = pair.dots("loss big");
  const margin = pair.text("note");
  margin.node.dataset.number = "margin";
  s.fold("fine");
  const placing = [s.slider("x", ACROSS), s.slider("y", UP)].map((field) =>
    field.querySelector("input")
  );

  const SET = ["beta", "scores", "x", "y"];
  const first = SET.map((trait) => model.get(trait)); // the mark was about these

  // The shares that are drawn: after a choice of what is learned they come on a way.
  const arrive = arriving(s.redraw);
  let drawn = [];

  function drawBars(p, { committed, guess }) {
    const row = (k, part) => [0, 4 - k - 0.36, part, 4 - k + 0.36];
    before.draw(REFERENCE.map((part, k) => row(k, part)));
    bars.forEach((bar, k) => {
      bar.draw([row(k, drawn[k])]);
    });
    const level = 4 - CHOSEN;
    mark.draw(committed ? [[guess, level - 0.5, guess, level + 0.5]] : []);
    // at the end of its bar; behind the mark and the outline, where these would cross it
    const room = ROOM / figure.scale()[0];
    const ends = [guess, REFERENCE[CHOSEN]].sort((a, b) => a - b);
    const near = (right, end) => (end > right - room / 6 && end < right + room ? end : right);
    const right = ends.reduce(near, p[CHOSEN]);
    const inside = right + room > 1; // of the bar, where the chart ends
    const side = inside ? { dx: -8, anchor: "end" } : { dx: 8 };
    const place = inside ? p[CHOSEN] : right;
    share.draw(place, level, committed ? percent(p[CHOSEN]) : "", { dy: 5, ...side });
    if (committed) share.node.dataset.number = "chosen";
    else delete share.node.dataset.number; // no number is shown
    drawMark(guess, level, percent(guess));
  }

  function drawMap({ p, way }, { scores, x, y, committed }) {
    const shared = scores === "shared";
    const places = [[x, y], ...PLACES.slice(1)];
    discs.forEach((disc, k) => {
      disc.draw([[...places[k], DISC * Math.sqrt(drawn[k])]]);
    });
    spots.draw(places);
    const [across, up] = map.scale();
    const [dx, dy] = [(places[1][0] - x) * across, (places[1][1] - y) * up]; // px
    const long = Math.hypot(dx, dy);
    const seen = shared && long > HEAD;
    const at = (along, aside) => [
      PLACES[1][0] + (along * dx - aside * dy) / long / across,
      PLACES[1][1] + (along * dy + aside * dx) / long / up
    ];
    const head = HEAD / 2;
    const shaft = [at(-long, 0), at(0, 0), at(-HEAD, head), at(0, 0), at(-HEAD, -head)];
    arrow.draw(seen ? shaft : []);
    // across the arrow, by the numbers of the map, whose axes have scales of their own
    const cross = [-way[1], way[0]].map((part) => (6 * part) / Math.hypot(...way.slice(0, 2)));
    const far = (sign) => PLACES[1].map((value, k) => value + sign * cross[k]);
    const crossing = seen && committed ? [far(-1), far(1)] : [];
    line.draw(crossing);
    const middle = [0, 1].map((axis) => total(p.map((part, k) => part * places[k][axis])));
    const told = shared && committed;
    mean.draw(told ? [middle] : []);
    map.root.classList.toggle("fixed", !told);
    drawRejected(x, y);

    const free = labels(map);
    free.knob(x, y);
    free.curve(crossing);
    if (seen) free.curve([places[0], places[1]]);
    free.dots(told ? [...places, middle] : places);
    const around = ([px, py], r) => [
      [px, py, { dx: r, dy: 4 }],
      [px, py, { dx: -r, dy: 4, anchor: "end" }],
      [px, py, { dy: -r - 2, anchor: "middle" }],
      [px, py, { dy: r + 12, anchor: "middle" }],
      [px, py, { dx: r, dy: -12 }],
      [px, py, { dx: r, dy: 20 }],
      [px, py, { dx: -r, dy: -12, anchor: "end" }],
      [px, py, { dx: -r, dy: 20, anchor: "end" }]
    ];
    ALL.forEach((k) => {
      free.put(names[k], words[`answer${k}`], around(places[k], k ? 9 : 14), {
        mayGo: k === REJECTED
      });
    });
    free.put(meanName, told ? words.mean : "", around(middle, 8), { mayGo: true });
  }

  function draw() {
    const now = state();
    const result = learn(now);
    const { p, margin: m, loss } = result;
    const shared = now.scores === "shared";
    show(now.committed ? 1 : 0, now.committed && !shared ? 2 : undefined);
    for (const slider of placing) slider.disabled = !shared; // no score depends on the place
    figure.root.classList.toggle("fixed", now.committed);
    drawn = arrive(now.scores, p);
    drawBars(p, now);
    drawMap(result, now);
    curve.draw(range(-0.4, 6, 60).map((x) => [x, softplus(-x)]));
    here.draw([[m, loss]]);
    margin.draw(m, loss, fill(words.atDot, { m: number(m, 2) }), { dx: 10, dy: -8 });
    const asked = SET.every((trait, i) => now[trait] === first[i]) && now.step === STEP.high;
    const told = { mine: percent(now.guess), step: now.step, true: percent(p[CHOSEN]) };
    verdict.textContent = fill(words[asked ? "verdict" : "after"], told);
  }

  return s.onDraw(draw, () => {
    const now = state();
    const { p, margin: m, loss } = learn(now);
    const start = { start: percent(REFERENCE[CHOSEN]), mine: percent(now.guess) };
    if (!now.committed) return fill(words.guessed, start);
    const [never, no, , , yes] = p.map(percent);
    const told = { step: now.step, m: number(m, 2), loss: number(loss, 2), never, no, yes };
    return fill(words.said, told);
  });
}

export default { render };
