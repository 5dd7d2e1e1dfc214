const WORDS = {
  "en": {
    "title": "Read a weight",
    "prompt": "Drag the handle along the curve. Which of the two bars keeps its length?",
    "figure": [
      "The fitted curve of the launches. One point on it can be dragged, and a second one lies a",
      "few degrees colder."
    ],
    "ratioFigure": "Two bars: by what the colder degrees multiply the odds, and the probability.",
    "axis": "temperature, °F",
    "height": "probability of distress",
    "times": "so many times as large",
    "odds": "odds",
    "risk": "probability",
    "handle": "the warmer temperature, °F",
    "temperature": "warmer temperature, °F",
    "colder": "°F colder",
    "odds_ratio": "the odds",
    "risk_ratio": "the probability",
    "factor": "× {ratio}",
    "percent": "{p}%",
    "said": [
      "From {warm} to {cold} °F the probability goes from {from} to {to}. The odds are",
      "multiplied by {odds}, the probability by {risk}."
    ],
    "fine": "The handle as a slider",
    "reset": "Reset"
  }
};

import { range, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const TEMPERATURE = { low: 63, high: 81, step: 0.5, digits: 1 };
const COLDER = { low: 1, high: 10, step: 0.5, digits: 1 };
const X = [43, 91];
const LONGEST = 11.5; // on the axis of the bars: 10 °F multiply the odds by 10.2

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["temperature", "colder"]);
  const { words } = s;
  const [b, w] = model.get("best");
  const chanceAt = (t) => sigmoid(b + w * t);

  const figure = s.chart({
    x: X,
    y: [-0.09, 1.06],
    height: 300,
    xLabel: words.axis,
    yLabel: words.height,
    label: words.figure
  });
  const guides = figure.segments("muted dashed thin");
  const curve = figure.path("probability thick");
  const second = figure.dots("probability big");
  const names = ["warm", "cold"].map(() => figure.text("note"));
  const drawHandle = s.handle(figure, "temperature", {
    ...TEMPERATURE,
    className: "probability",
    label: words.handle,
    onDrag: ({ x }) => x,
    ways: { y: -1 }, // the curve falls
    taps: [figure]
  });

  s.slider("colder", COLDER);
  const ratios = s.chart({
    aside: true,
    x: [0, LONGEST],
    y: [0.3, 2.7],
    rows: [
      [1, words.risk],
      [2, words.odds]
    ],
    height: 150,
    xLabel: words.times,
    yLabel: "",
    label: words.ratioFigure,
    margin: { left: 82 }
  });
  const one = ratios.path("muted dashed thin");
  const bars = { odds: ratios.bars("score"), risk: ratios.bars("probability") };
  s.ghost(bars.odds, bars.risk);
  const labels = { odds: ratios.text("note strong"), risk: ratios.text("note strong") };
  labels.odds.node.dataset.number = "odds_ratio";
  labels.risk.node.dataset.number = "risk_ratio";
  s.fold("fine");
  s.slider("temperature", TEMPERATURE);

  function values() {
    const warm = model.get("temperature");
    const cold = warm - model.get("colder");
    const [from, to] = [chanceAt(warm), chanceAt(cold)];
    return { warm, cold, from, to, odds: Math.exp(w * (cold - warm)), risk: to / from };
  }

  const percent = (p) => fill(words.percent, { p: number(100 * p, 1) });

  function draw() {
    const now = values();
    curve.draw(range(...X, 120).map((t) => [t, chanceAt(t)]));
    guides.draw([
      [now.warm, 0, now.warm, now.from],
      [now.cold, 0, now.cold, now.to]
    ]);
    second.draw([[now.cold, now.to]]);
    drawHandle(now.warm, now.from);
    names[0].draw(now.warm, now.from, percent(now.from), { dx: 13, dy: -9 });
    names[1].draw(now.cold, now.to, percent(now.to), { dx: -10, dy: 11, anchor: "end" });
    one.draw([
      [1, 0.3],
      [1, 2.7]
    ]);
    for (const [name, row] of [
      ["odds", 2],
      ["risk", 1]
    ]) {
      bars[name].draw([[0, row - 0.32, now[name], row + 0.32]]);
      const text = fill(words.factor, { ratio: number(now[name], 2) });
      const inside = now[name] > 0.66 * LONGEST;
      labels[name].node.classList.toggle("on-bar", inside);
      const side = inside ? { dx: -8, anchor: "end" } : { dx: 8 };
      labels[name].draw(now[name], row, text, { dy: 5, ...side });
    }
  }

  return s.onDraw(draw, () => {
    const now = values();
    return fill(words.said, {
      warm: number(now.warm, 1),
      cold: number(now.cold, 1),
      from: percent(now.from),
      to: percent(now.to),
      odds: number(now.odds, 2),
      risk: number(now.risk, 2)
    });
  });
}

export default { render };
