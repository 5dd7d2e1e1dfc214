const WORDS = {
  "en": {
    "title": "Two piles",
    "prompt": [
      "Drag the handle: at the score z, yes gets e to the power of z tokens, and no has 1. Which",
      "path does the share of yes take?"
    ],
    "figure": [
      "The share of yes against the score: a point that draws its path as it moves. At the left",
      "edge a bar, cut into the shares of yes and no."
    ],
    "piles": "Two piles of tokens: yes has e to the power of z of them, no has one.",
    "score": "score z",
    "shareAxis": "share of yes",
    "tokensAxis": "tokens",
    "handle": "score z, on the curve",
    "yes": "yes",
    "no": "no",
    "one": "1",
    "flip": "Flip the sign",
    "tokens": "tokens for yes",
    "share": "share of yes",
    "slider": "The handle as a slider",
    "said": "At score {z} yes has {tokens} tokens, a share of {share}.",
    "reset": "Reset"
  }
};

import { range, sigmoid } from "./shared/maths.js";
import { scoreHandle } from "./shared/score.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const SCORE = { low: -3, high: 3, step: 0.1, digits: 2 };
const MOST = 21; // tokens: a score of 3 buys 20.1
const EDGE = [-4.2, -3.45]; // where the bar of shares stands
const WORD = 28; // px: a narrower bar cannot hold its name
const NARROW = 0.12; // of all tokens: a smaller part has no room for its name

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["score", "low", "high"]);
  const { words } = s;
  const figure = s.chart({
    x: [EDGE[0], 3.3],
    y: [-0.1, 1.1],
    height: 400,
    ratio: 0.76,
    rows: [0, 0.25, 0.5, 0.75, 1].map((y) => [y, String(y)]),
    xLabel: words.score,
    yLabel: words.shareAxis,
    margin: { left: 58 },
    label: words.figure
  });
  const part = figure.bars("probability");
  const rest = figure.bars("muted pale");
  const guide = figure.path("muted dashed thin");
  const curve = figure.path("probability thick");
  const names = ["note on-bar", "note"].map((look) => figure.text(look));
  const share = figure.text("note strong");
  share.node.dataset.number = "share";
  const drawHandle = scoreHandle(s, figure, SCORE);
  s.ghost(part, drawHandle);

  const piles = s.chart({
    aside: true,
    x: [-0.6, 1.6],
    y: [-3, MOST + 2],
    height: 250,
    ratio: 0.6,
    xTicks: false,
    rows: [0, 5, 10, 15, 20].map((n) => [n, String(n)]),
    xLabel: "",
    yLabel: words.tokensAxis,
    label: words.piles,
    margin: { top: 8, bottom: 4 }
  });
  const yesPile = piles.bars("probability");
  const noPile = piles.bars("muted");
  const floor = piles.path("muted thin");
  const count = piles.text("note strong");
  count.node.dataset.number = "tokens";
  const [one, yes, no] = [1, 2, 3].map(() => piles.text("note"));

  // The way to the opposite score; a drag meanwhile ends it.
  const slide = tween(s.redraw);
  let way = [0, 0];
  s.button("flip", () => {
    const score = model.get("score");
    way = [score, -score];
    slide.start();
    s.set({ score: -score || 0 });
  });
  s.fold("slider");
  s.slider("score", SCORE);

  const middleOfBar = (EDGE[0] + EDGE[1]) / 2;

  function draw() {
    const end = model.get("score");
    const gone = end === way[1] ? slide.share() : 1;
    const z = gone < 1 ? way[0] + gone * (end - way[0]) : end;
    const p = sigmoid(z);
    const [low, high] = [Math.min(model.get("low"), z), Math.max(model.get("high"), z)];
    if (low < model.get("low") || high > model.get("high")) s.set({ low, high });

    part.draw([[EDGE[0], 0, EDGE[1], p]]);
    rest.draw([[EDGE[0], p, EDGE[1], 1]]);
    const inBar = (text, name, part, y) =>
      text.draw(middleOfBar, y, part < NARROW ? "" : name, { dy: 4, anchor: "middle" });
    const wide = (EDGE[1] - EDGE[0]) * figure.scale()[0] > WORD;
    names[0].node.classList.toggle("on-bar", wide);
    inBar(names[0], words.yes, p, p / 2);
    inBar(names[1], words.no, 1 - p, (1 + p) / 2);
    guide.draw([
      [EDGE[1], p],
      [z, p],
      [z, figure.view.y[0]]
    ]);
    curve.draw(range(low, high, 120).map((x) => [x, sigmoid(x)]));
    const side = z < -2 ? { dx: 12, dy: 18 } : { dx: -14, dy: -8, anchor: "end" };
    share.draw(z, p, number(p, 2), side);
    drawHandle(z, p);

    const tokens = Math.exp(z);
    const pile = Array.from({ length: Math.ceil(tokens) }, (_, i) => [
      -0.3,
      i,
      0.3,
      Math.min(i + 1, tokens)
    ]);
    const middle = { dy: -6, anchor: "middle" };
    floor.draw([
      [-0.6, 0],
      [1.6, 0]
    ]);
    yesPile.draw(pile);
    noPile.draw([[0.7, 0, 1.3, 1]]);
    count.draw(0, tokens, number(tokens, 2), middle);
    one.draw(1, 1, words.one, middle);
    yes.draw(0, 0, words.yes, { dy: 15, anchor: "middle" });
    no.draw(1, 0, words.no, { dy: 15, anchor: "middle" });
  }

  return s.onDraw(draw, () => {
    const z = model.get("score");
    const told = { tokens: number(Math.exp(z), 2), share: number(sigmoid(z), 2) };
    return fill(words.said, { z: number(z, 2), ...told });
  });
}

export default { render };
