const WORDS = {
  "en": {
    "title": "What holds the level?",
    "prompt": [
      "Drag the level up: the bars rest. Where do they no longer, once scores are rounded,",
      "capped or clipped?"
    ],
    "figure": [
      "Four scores as they leave the layer, from left to right, and upwards what softmax is",
      "given of them. The dashed line is where nothing is changed."
    ],
    "strip": "The level, from 0 to 320.",
    "bars": "The four shares as bars, and outlined the true shares, 40, 30, 20 and 10 percent.",
    "given": "score from the layer",
    "taken": "score for softmax",
    "cat": "cat",
    "dog": "dog",
    "rat": "rat",
    "cow": "cow",
    "level": "level",
    "handle": "the level of all four scores",
    "atLevel": "level {level}",
    "hold": "each score",
    "nothing": "as it is",
    "cap": "30 tanh(z/30)",
    "clip": "at most 30",
    "coarse": "rounded to bfloat16",
    "zloss": "z-loss",
    "train": "Train 5,000 steps",
    "fine": "The level as a slider, and the z-loss",
    "penalty": "0.0001 · level²",
    "nats": "{nats} nats",
    "share": "share of the cat",
    "leader": "{share}%",
    "said": "At level {level} the cat gets {share} percent. The true share is 40 percent.",
    "reset": "Reset"
  }
};

import { toBrain } from "./shared/floats.js";
import { clamp, range, softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving } from "./shared/tween.js";

const NAMES = ["cat", "dog", "rat", "cow"];
const SHARES = [0.4, 0.3, 0.2, 0.1];
const CAP = 30;
const STRENGTH = 1e-4;
const STEPS = 5000;
const LEVEL = { low: 0, high: 320, step: 1, digits: 0 };
const SPAN = 9; // of the window, in scores
const ABOVE = 2.6; // of it, above the level
const KNOB = 0.5; // its height above the axis of levels
const WAYS = {
  nothing: (z) => z,
  cap: (z) => CAP * Math.tanh(z / CAP),
  clip: (z) => clamp(z, -CAP, CAP)
};

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["level", "hold", "coarse", "zloss"]);
  const { words } = s;
  const window = (middle) => [middle + ABOVE - SPAN, middle + ABOVE];
  const figure = s.chart({
    x: window(LEVEL.low),
    y: window(LEVEL.low),
    height: 258,
    ratio: 0.62,
    xLabel: words.given,
    yLabel: words.taken,
    label: words.figure,
    margin: { top: 8 }
  });
  const same = figure.path("muted dashed");
  const curve = figure.path("ink");
  const drops = figure.segments("score thin");
  const dots = figure.dots("score big");
  const strip = s.chart({
    x: [-8, LEVEL.high + 8],
    y: [0, 2.2],
    height: 74,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.strip,
    margin: { top: 2, bottom: 24 }
  });
  const track = strip.path("muted");
  const way = strip.path("gradient thick"); // of the next press of the button
  const drawKnob = s.handle(strip, "level", {
    ...LEVEL,
    className: "score",
    label: words.handle,
    onDrag: ({ x }) => Math.round(x),
    taps: [strip]
  });
  const mark = strip.text("note");
  mark.node.dataset.number = "level";

  const prize = s.chart({
    aside: true,
    x: [0, 1.12],
    y: [-0.5, 3.5],
    height: 112,
    xTicks: false,
    rows: NAMES.map((name, k) => [3 - k, words[name]]),
    xLabel: "",
    yLabel: "",
    label: words.bars,
    margin: { top: 2, right: 4, bottom: 2, left: 40 }
  });
  const bars = prize.bars("probability");
  s.ghost(bars);
  const truth = prize.bars("target hollow");
  const leader = prize.text("note strong");
  leader.node.dataset.number = "share";

  s.choice("hold", Object.keys(WAYS));
  s.toggle("coarse");
  s.toggle("zloss");
  s.button("train", () => s.glide({ level: trained() }));
  s.fold("fine");
  s.slider("level", LEVEL);
  const write = s.readouts(["penalty"]);

  const arrive = arriving(s.redraw);
  const round = (z) => (model.get("coarse") ? toBrain(z) : z);
  const held = (z) => WAYS[model.get("hold")](round(z));
  const scores = () => SHARES.map((y) => model.get("level") + Math.log(y));
  const trained = () => model.get("level") * (model.get("zloss") ? (1 - 2 * STRENGTH) ** STEPS : 1);
  const share = () => number(100 * softmax(scores().map(held))[0], 0);

  function draw() {
    const level = model.get("level");
    const z = scores();
    const taken = z.map(held);
    const p = softmax(taken);
    figure.setX(window(level));
    figure.setY(window(WAYS[model.get("hold")](level)));
    const [left, right] = figure.view.x;
    const bottom = figure.view.y[0];
    same.draw([
      [left, left],
      [right, right]
    ]);
    // stairs are drawn finely, so that they stand upright
    curve.draw(range(left, right, model.get("coarse") ? 600 : 120).map((x) => [x, held(x)]));
    drops.draw(z.map((x, k) => [x, bottom, x, taken[k]]));
    dots.draw(z.map((x, k) => [x, taken[k]]));
    track.draw([
      [LEVEL.low, KNOB],
      [LEVEL.high, KNOB]
    ]);
    way.draw(
      model.get("zloss")
        ? [
            [level, KNOB],
            [trained(), KNOB]
          ]
        : []
    );
    drawKnob(level, KNOB);
    const told = fill(words.atLevel, { level: number(level, 0) });
    mark.draw(level, KNOB, told, { dy: -24, anchor: "middle" });
    const shown = arrive([model.get("hold"), model.get("coarse")].join(), p);
    bars.draw(shown.map((part, k) => [0, 2.6 - k, part, 3.4 - k]));
    truth.draw(SHARES.map((part, k) => [0, 2.6 - k, part, 3.4 - k]));
    const longest = Math.max(p[0], SHARES[0]);
    leader.draw(longest, 3, fill(words.leader, { share: share() }), { dx: 6, dy: 5 });
    write.penalty(fill(words.nats, { nats: number(STRENGTH * level ** 2, 2) }));
  }

  return s.onDraw(draw, () =>
    fill(words.said, { level: number(model.get("level"), 0), share: share() })
  );
}

export default { render };
