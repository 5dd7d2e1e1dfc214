const WORDS = {
  "en": {
    "title": "Soft maximum",
    "prompt": [
      "Drag the handle along the curve. Its slope is the share of one of the three, wherever you",
      "are. Whose?"
    ],
    "next": "Drag on, or change the scores of cat and dog. Slope and share stay equal.",
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
    "fine": "The handle as a slider, and log-sum-exp",
    "soft": "log-sum-exp of the three scores",
    "slope": "at the handle",
    "share": "share of the bird",
    "atHandle": "slope {slope}",
    "nameA": "cat",
    "nameB": "dog",
    "bird": "bird {p}",
    "voteA": "cat’s",
    "voteB": "dog’s",
    "voteC": "bird’s",
    "rightVote": "You said the bird’s, and so it is.",
    "wrongVote": "You said the {guess}. It is the bird’s.",
    "noVote": "It is the share of the bird.",
    "asked": "Log-sum-exp is {soft}, and its slope is {slope}.",
    "said": "Log-sum-exp is {soft}, and its slope is {slope}, the share of the bird.",
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { logSumExp, range, softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const NAMES = ["a", "b", "c"];
const SCORE = { low: -2, high: 5, step: 0.1, digits: 1 };
const RIVAL = { ...SCORE, low: 0, high: 3 };
const REACH = 1.3; // of the tangent, to each side
const NARROW = 34; // px: a narrower part of the prize has no room for its name

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...NAMES, "guess", "committed"]);
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
  const drawHandle = s.handle(figure, "c", {
    ...SCORE,
    className: "probability",
    label: words.handle,
    onDrag: ({ x }) => x,
    taps: [figure]
  });

  const cut = tween(s.redraw); // of the prize, after the vote
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  for (const guess of NAMES) {
    const vote = () => {
      cut.start();
      s.set({ guess, committed: true });
    };
    commit(`vote${guess.toUpperCase()}`, vote, () => drawHandle.node);
  }
  into(1);
  const verdict = s.block("p", "verdict");
  into();
  const prize = s.chart({
    aside: true,
    x: [0, 1],
    y: [0, 1.7],
    height: 66,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.bar,
    margin: { top: 4, right: 2, bottom: 4, left: 2 }
  });
  const parts = NAMES.map((name) => ({
    bar: prize.bars(`class-${name}`),
    text: name === "c" ? null : prize.text("note on-bar") // its name stands above, with its share
  }));
  const share = prize.text("note strong");
  const whole = prize.bars("muted hollow"); // not cut yet
  const unknown = prize.text("note strong");
  s.slider("a", RIVAL);
  s.slider("b", RIVAL);
  s.fold("fine");
  s.slider("c", SCORE);
  const write = s.readouts(["soft"]);

  const scores = () => NAMES.map((name) => model.get(name));

  // What the vote was; nothing where a link shows the shares.
  function verdictOf(guess) {
    if (!guess) return words.noVote;
    if (guess === "c") return words.rightVote;
    return fill(words.wrongVote, { guess: words[`vote${guess.toUpperCase()}`] });
  }

  function drawPrize(p, committed) {
    const middle = { dy: 4, anchor: "middle" };
    whole.draw(committed ? [] : [[0, 0, 1, 1]]);
    unknown.draw(0.5, 0.5, committed ? "" : "?", middle);
    const narrow = NARROW / prize.scale()[0];
    const grown = cut.share();
    let from = 0;
    parts.forEach(({ bar, text }, k) => {
      bar.draw(committed ? [[from * grown, 0, (from + p[k]) * grown, 1]] : []);
      const name = committed && p[k] * grown >= narrow ? words[`name${"AB"[k]}`] : "";
      text?.draw((from + p[k] / 2) * grown, 0.5, name, middle);
      from += p[k];
    });
    setNumber(share, committed && "share");
    const bird = committed ? fill(words.bird, { p: number(p[2], 2) }) : "";
    share.draw((1 - p[2] / 2) * grown, 1, bird, { dy: -6, anchor: "middle" });
  }

  function draw() {
    const [a, b, c] = scores();
    const p = softmax([a, b, c]);
    const committed = model.get("committed");
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
    const side = { dx: -10, dy: -22, anchor: "end" }; // so high that the handle goes through below
    names[1].draw(high, logSumExp([a, b, high]), words.softName, side);
    drawHandle(c, top);
    // Above the handle no curve passes; where it is steep, there is also room on the left of it.
    const place = { dx: -14 * p[2], dy: 16 * p[2] - 20, anchor: c < 0 ? "middle" : "end" };
    slope.draw(c, top, fill(words.atHandle, { slope: number(p[2], 2) }), place);
    write.soft(number(top, 2));
    show(committed ? 1 : 0);
    verdict.textContent = verdictOf(model.get("guess"));
    drawPrize(p, committed);
  }

  return s.onDraw(draw, () => {
    const told = { soft: number(logSumExp(scores()), 2), slope: number(softmax(scores())[2], 2) };
    return fill(model.get("committed") ? words.said : words.asked, told);
  });
}

export default { render };
