const WORDS = {
  "en": {
    "title": "Read a weight",
    "prompt": [
      "Two bars say how many times as large odds and probability are at the colder point. Which",
      "bar keeps its length as you drag the handle?"
    ],
    "next": "Drag on, and make the other point colder still. Only one bar keeps its length.",
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
    "voteOdds": "the odds",
    "voteRisk": "the probability",
    "warm": "warmer",
    "cold": "colder",
    "rightVote": "The odds, as you said.",
    "wrongVote": "Not the probability: the odds.",
    "noVote": "It is the bar of the odds.",
    "factor": "× {ratio}",
    "percent": "{p}%",
    "asked": "From {warm} to {cold} °F the probability goes from {from} to {to}.",
    "said": [
      "From {warm} to {cold} °F the probability goes from {from} to {to}. The odds are",
      "multiplied by {odds}, the probability by {risk}."
    ],
    "fine": "The handle as a slider",
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { range, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const TEMPERATURE = { low: 63, high: 81, step: 0.5, digits: 1 };
const COLDER = { low: 1, high: 10, step: 0.5, digits: 1 };
const X = [43, 91];
const factor = (ratio) => number(ratio, ratio < 9.995 ? 2 : 1);
const EDGE = 78; // °F: right of a warmer handle its name has no room on a phone
const LONGEST = 11.5; // on the axis of the bars: 10 °F multiply the odds by 10.2

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["temperature", "colder", "guess", "committed"]);
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

  const grow = tween(s.redraw); // of the bars, after the vote
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  for (const guess of ["odds", "risk"]) {
    const vote = () => {
      grow.start();
      s.set({ guess, committed: true });
    };
    commit(guess === "odds" ? "voteOdds" : "voteRisk", vote, () => drawHandle.node);
  }
  into(1);
  const verdict = s.block("p", "verdict");
  into();
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
  s.slider("colder", COLDER);
  s.fold("fine");
  s.slider("temperature", TEMPERATURE);

  function values() {
    const warm = model.get("temperature");
    const cold = warm - model.get("colder");
    const [from, to] = [chanceAt(warm), chanceAt(cold)];
    return { warm, cold, from, to, odds: Math.exp(w * (cold - warm)), risk: to / from };
  }

  const percent = (p) => fill(words.percent, { p: number(100 * p, 1) });

  // What the vote was; nothing where a link shows the bars.
  const sayOf = { odds: words.rightVote, risk: words.wrongVote, "": words.noVote };

  function draw() {
    const now = values();
    const committed = model.get("committed");
    curve.draw(range(...X, 120).map((t) => [t, chanceAt(t)]));
    guides.draw([
      [now.warm, 0, now.warm, now.from],
      [now.cold, 0, now.cold, now.to]
    ]);
    second.draw([[now.cold, now.to]]);
    drawHandle(now.warm, now.from);
    const above = now.warm > EDGE ? { dx: 0, dy: -18, anchor: "middle" } : { dx: 13, dy: -9 };
    names[0].draw(now.warm, now.from, words.warm, above);
    names[1].draw(now.cold, now.to, words.cold, { dx: -10, dy: 11, anchor: "end" });
    show(committed ? 1 : 0);
    verdict.textContent = sayOf[model.get("guess")];
    one.draw([
      [1, 0.3],
      [1, 2.7]
    ]);
    for (const [name, row] of [
      ["odds", 2],
      ["risk", 1]
    ]) {
      const ratio = committed ? now[name] * grow.share() : 0;
      const label = labels[name];
      bars[name].draw(committed ? [[0, row - 0.32, ratio, row + 0.32]] : []);
      setNumber(label, committed && `${name}_ratio`);
      const text = committed ? fill(words.factor, { ratio: factor(now[name]) }) : "?";
      const inside = ratio > 0.66 * LONGEST;
      label.node.classList.toggle("on-bar", inside);
      const side = inside ? { dx: -8, anchor: "end" } : { dx: 8 };
      label.draw(committed ? ratio : 1, row, text, { dy: 5, ...side });
    }
  }

  return s.onDraw(draw, () => {
    const now = values();
    return fill(model.get("committed") ? words.said : words.asked, {
      warm: number(now.warm, 1),
      cold: number(now.cold, 1),
      from: percent(now.from),
      to: percent(now.to),
      odds: factor(now.odds),
      risk: factor(now.risk)
    });
  });
}

export default { render };
