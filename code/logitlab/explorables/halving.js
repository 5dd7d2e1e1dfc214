const WORDS = {
  "en": {
    "title": "Halving",
    "prompt": "Halve the bar again and again. What does each press add to the row below?",
    "figure": [
      "Bars, each a step lower than the one before, along the curve of what is left after so many",
      "steps. Below them a row of blocks, one for each step."
    ],
    "height": "what is left of 1",
    "left": "what is left",
    "surprise": "surprise",
    "halve": "Halve",
    "by_e": "Divide by e",
    "steps": "steps down, each dividing by e",
    "square": "what is left of the bar",
    "in_halvings": "{n} halvings",
    "one_halving": "1 halving",
    "in_nats": "{n} divisions by e",
    "one_nat": "1 division by e",
    "said": "{left} is left, after {halvings} or {nats}.",
    "reset": "Reset"
  }
};

import { setAttributes, widthOf } from "./shared/chart.js";
import { range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const STEPS = { low: 0, high: 5, step: 0.1, digits: 2 };
const LEFT = { low: 0.007, high: 1, step: 0.01, digits: 3 };
const UNIT = { 2: Math.LN2, e: 1 };
const EDGE = -0.5; // where the axis of heights stands
const END = 6.8; // of the chart: room for the labels
const KNOB = -0.34;
const WIDTH = 0.36;
const HALVINGS = [-0.11, -0.23]; // the rows of blocks, from top to bottom
const NATS = [-0.3, -0.42];
const MIDDLE = -0.17; // of the upper one, where its end can be dragged
const BESIDE = 14; // px from there to the label
const NEAR = 1e-3; // of a step: closer than a reader can see

const cut = (value, digits) => Number(value.toFixed(digits));

// "3 halvings", and a part of one in hundredths.
function counted(value, many, one) {
  const whole = Math.abs(value - Math.round(value)) < NEAR;
  return whole && Math.round(value) === 1 ? one : fill(many, { n: number(value, whole ? 0 : 2) });
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["steps", "divide"]);
  const { words } = s;
  const figure = s.chart({
    x: [EDGE, END],
    y: [-0.46, 1.12],
    height: 350,
    rows: [
      [1, "1"],
      [0.5, "½"],
      [0.25, "¼"],
      [0, "0"],
      [MIDDLE, words.surprise]
    ],
    xTicks: false,
    xLabel: "",
    yLabel: words.height,
    label: words.figure,
    margin: { bottom: 8, left: 70 }
  });
  const bars = figure.bars("probability pale");
  const last = figure.bars("probability");
  const curve = figure.path("ink thin");
  const guide = figure.path("muted dashed thin");
  const rows = { 2: figure.bars("loss"), e: figure.bars("loss pale") };
  const [left, count, nats] = ["left", "surprise", ""].map((name) => {
    const text = figure.text("note");
    if (name) text.node.dataset.number = name;
    return text;
  });
  const drawCircle = s.handle(figure, "steps", {
    ...STEPS,
    className: "loss",
    label: words.steps,
    onDrag: ({ x }) => x,
    write: (steps) => ({ steps: cut(steps, 4) }),
    taps: [figure]
  });
  const drawSquare = s.handle(figure, "steps", {
    ...LEFT,
    className: "probability",
    label: words.square,
    square: true,
    onDrag: ({ y }) => y,
    read: () => cut(Math.exp(-model.get("steps")), LEFT.digits),
    write: (p) => ({ steps: -Math.log(p) || 0 })
  });

  const inHalvings = (steps) => counted(steps / Math.LN2, words.in_halvings, words.one_halving);
  const inNats = (steps) => counted(steps, words.in_nats, words.one_nat);

  // A press divides what is left, wherever it is; the bar goes along the curve.
  const slide = tween(s.redraw);
  let way = [0, 0];
  const after = (divide) => model.get("steps") + UNIT[divide];
  function press(divide) {
    const next = after(divide);
    if (next > STEPS.high + NEAR) return;
    way = [model.get("steps"), Math.min(next, STEPS.high)];
    slide.start();
    s.set({ divide, steps: way[1] });
  }
  const buttons = {
    2: s.button("halve", () => press("2")),
    e: s.button("by_e", () => press("e"))
  };

  function draw() {
    const end = model.get("steps");
    const divide = model.get("divide");
    const share = end === way[1] ? slide.share() : 1; // a drag meanwhile ends the way
    const steps = share < 1 ? way[0] + share * (end - way[0]) : end;
    const p = Math.exp(-steps);
    const bar = (at) => [at - WIDTH / 2, 0, at + WIDTH / 2, Math.exp(-at)];
    const whole = (unit) => range(0, 9, 9).filter((k) => k * unit < steps - NEAR);
    bars.draw(whole(UNIT[divide]).map((k) => bar(k * UNIT[divide])));
    last.draw([bar(steps)]);
    curve.draw(range(0, steps, 60).map((x) => [x, Math.exp(-x)]));
    guide.draw([
      [KNOB, p],
      [steps, p],
      [steps, HALVINGS[1]]
    ]);
    const blocks = (unit, [top, bottom]) =>
      whole(unit).map((k) => [k * unit, bottom, Math.min((k + 1) * unit, steps), top]);
    rows[2].draw(blocks(UNIT[2], HALVINGS));
    rows.e.draw(divide === "e" ? blocks(UNIT.e, NATS) : []);
    left.draw(steps, p, String(cut(p, LEFT.digits)), { dx: 16, dy: 5 });
    // beside the end of its row; where there is no room, below it, or on it above the other one
    const room = (END - steps) * figure.scale()[0];
    const put = (text, y, content, dy) => {
      const fits = widthOf(text.node, content) + BESIDE < room;
      if (fits) text.draw(steps, y, content, { dx: BESIDE, dy });
      else if (divide === "2") text.draw(steps, HALVINGS[1], content, { dy: 16, anchor: "end" });
      else text.draw(steps, y, content, { dx: -BESIDE, dy, anchor: "end" });
    };
    put(count, MIDDLE, inHalvings(steps), 5);
    put(nats, NATS[1], divide === "e" ? inNats(steps) : "", -7);
    drawCircle(steps, MIDDLE);
    drawSquare(KNOB, p);
    for (const [kind, button] of Object.entries(buttons)) {
      const ends = after(kind) > STEPS.high + NEAR;
      setAttributes(button, { "aria-disabled": ends });
    }
  }

  return s.onDraw(draw, () => {
    const steps = model.get("steps");
    return fill(words.said, {
      left: cut(Math.exp(-steps), LEFT.digits),
      halvings: inHalvings(steps),
      nats: inNats(steps)
    });
  });
}

export default { render };
