const WORDS = {
  "en": {
    "title": "Soft maximum",
    "prompt": "Drag the handle along the curve. How steep is it there, and whose share is that?",
    "figure": [
      "The largest of three scores, with a kink, and their log-sum-exp, a smooth curve above it,",
      "both against the score of the bird. A tangent touches the curve at the handle."
    ],
    "bar": "The prize as a bar, cut into the shares of cat, dog and bird.",
    "axis": "score of the bird",
    "height": "soft and hard maximum",
    "hardName": "largest score",
    "softName": "log-sum-exp",
    "handle": "score of the bird, on the curve",
    "a": "score of the cat",
    "b": "score of the dog",
    "c": "score of the bird",
    "fine": "The handle as a slider",
    "soft": "log-sum-exp of the three scores",
    "slope": "at the handle",
    "atHandle": "slope {slope}",
    "nameA": "cat {p}",
    "nameB": "dog {p}",
    "nameC": "bird {p}",
    "said": "Log-sum-exp is {soft}, and its slope is {slope}, the share of the bird.",
    "reset": "Reset"
  }
};

import { logSumExp, range, softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const NAMES = ["a", "b", "c"];
const SCORE = { low: -2, high: 5, step: 0.1, digits: 1 };
const RIVAL = { ...SCORE, low: 0, high: 3 };
const REACH = 1.3; // of the tangent, to each side
const TURN = 3.2; // score of the bird from which on there is more room on the left
const NARROW = 66; // px: a narrower part of the prize has no room for its name

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, NAMES);
  const { words } = s;
  const figure = s.chart({
    x: [SCORE.low - 0.3, SCORE.high + 0.3],
    y: [-1, 7.2],
    height: 320,
    ratio: 0.66,
    xLabel: words.axis,
    yLabel: words.height,
    label: words.figure
  });
  const hard = figure.path("muted dashed");
  const soft = figure.path("score");
  const tangent = figure.path("probability thick");
  s.ghost(soft, tangent);
  const names = ["hardName", "softName"].map((word) => ({ word, ...figure.text("note") }));
  const slope = figure.text("note");
  slope.node.dataset.number = "slope";
  const height = figure.text("note");
  height.node.dataset.number = "soft";
  const drawHandle = s.handle(figure, "c", {
    ...SCORE,
    className: "probability",
    label: words.handle,
    onDrag: ({ x }) => x,
    taps: [figure]
  });

  const prize = s.chart({
    aside: true,
    x: [0, 1],
    y: [0, 1],
    height: 44,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.bar,
    margin: { top: 4, right: 2, bottom: 4, left: 2 }
  });
  const parts = NAMES.map((name) => ({
    bar: prize.bars(`class-${name}`),
    text: prize.text("note on-bar")
  }));
  s.slider("a", RIVAL);
  s.slider("b", RIVAL);
  s.fold("fine");
  s.slider("c", SCORE);

  const scores = () => NAMES.map((name) => model.get(name));

  function draw() {
    const [a, b, c] = scores();
    const p = softmax([a, b, c]);
    const top = logSumExp([a, b, c]);
    const rivals = Math.max(a, b);
    const [low, high] = figure.view.x;
    hard.draw([
      [low, rivals],
      [Math.max(rivals, low), rivals],
      [high, Math.max(rivals, high)]
    ]);
    soft.draw(range(low, high, 120).map((x) => [x, logSumExp([a, b, x])]));
    tangent.draw([
      [c - REACH, top - REACH * p[2]],
      [c + REACH, top + REACH * p[2]]
    ]);
    // the names stand where the handle and its numbers do not
    names[0].draw(low, rivals, words.hardName, { dx: 8, dy: 17 });
    const x = c < TURN ? high : low;
    const side = c < TURN ? { dx: -10, dy: -8, anchor: "end" } : { dx: 8, dy: -10 };
    names[1].draw(x, logSumExp([a, b, x]), words.softName, side);
    drawHandle(c, top);
    const share = fill(words.atHandle, { slope: number(p[2], 2) });
    // Above the handle no curve passes; where it is steep, there is also room on the left of it.
    const place = { dx: -14 * p[2], dy: 16 * p[2] - 20, anchor: c < 0 ? "middle" : "end" };
    slope.draw(c, top, share, place);
    height.draw(c, top, number(top, 2), { ...place, dy: place.dy - 18 });

    const narrow = NARROW / prize.scale()[0];
    let from = 0;
    parts.forEach(({ bar, text }, k) => {
      bar.draw([[from, 0, from + p[k], 1]]);
      const name = fill(words[`name${"ABC"[k]}`], { p: number(p[k], 2) });
      text.draw(from + p[k] / 2, 0.5, p[k] < narrow ? "" : name, { dy: 4, anchor: "middle" });
      from += p[k];
    });
  }

  return s.onDraw(draw, () => {
    const told = { soft: number(logSumExp(scores()), 2), slope: number(softmax(scores())[2], 2) };
    return fill(words.said, told);
  });
}

export default { render };
