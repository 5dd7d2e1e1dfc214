const WORDS = {
  "en": {
    "title": "Three judges, one prize",
    "prompt": "Guess first: drag the two cuts until the bar shows the shares that you expect.",
    "next": "Now change a score. What happens to its pile, and what to all three shares?",
    "figure": [
      "Three piles of tokens, for cat, dog and bird. A score of z buys e to the power of z",
      "tokens."
    ],
    "bar": [
      "The prize as a bar that is cut into the shares of cat, dog and bird: below by your guess,",
      "above by the piles."
    ],
    "nameA": "cat",
    "nameB": "dog",
    "nameC": "bird",
    "scored": "score {z}",
    "tokens": "tokens",
    "you": "you",
    "piles": "piles",
    "first": "first cut, in %",
    "second": "second cut, in %",
    "firstHandle": "cut between cat and dog, in percent",
    "secondHandle": "cut between dog and bird, in percent",
    "commit": "Check my guess",
    "a": "score of the cat",
    "b": "score of the dog",
    "c": "score of the bird",
    "guess_a": "you give the cat",
    "guess_b": "you give the dog",
    "guess_c": "you give the bird",
    "share_a": "the cat gets",
    "share_b": "the dog gets",
    "share_c": "the bird gets",
    "verdict": "You gave the cat {mine}. It gets {true}.",
    "guessed": "Your guess: cat {a}, dog {b}, bird {c}.",
    "said": "The piles give the cat {a}, the dog {b}, the bird {c}.",
    "reset": "Reset"
  }
};

import { softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const NAMES = ["a", "b", "c"];
const SCORE = { low: -2, high: 3, step: 0.1, digits: 1 };
const CUT = { low: 0, high: 100, step: 1, digits: 0 };
const TOP = 22.7; // tokens: a score of 3 buys 20.1, and their number stands above them
const EMPTY = 3; // tokens: how high the outline is of a pile that nobody has seen yet
const FALL = 500; // ms until all tokens lie on their piles
// px: a narrower part has no room for its number, between two knobs or without
const NARROW = { knobs: 54, free: 36 };

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...NAMES, "first", "second", "committed"]);
  const { words } = s;

  const prize = s.chart({
    x: [0, 100],
    y: [-0.1, 2.1],
    height: 92,
    xTicks: false,
    rows: [
      [0.5, words.you],
      [1.5, words.piles]
    ],
    xLabel: "",
    yLabel: "",
    label: words.bar,
    margin: { top: 0, bottom: 2 }
  });
  const rows = ["guess", "share"].map((word) =>
    NAMES.map((name) => {
      const bar = prize.bars(`class-${name}`);
      const text = prize.text("note on-bar");
      return { bar, text, word: `${word}_${name}` };
    })
  );
  s.ghost(...rows[1].map(({ bar }) => bar));

  const figure = s.chart({
    x: [-0.55, 2.55],
    y: [-3.9, TOP],
    height: 270,
    xTicks: false,
    rows: [0, 5, 10, 15, 20].map((n) => [n, String(n)]),
    xLabel: "",
    yLabel: words.tokens,
    label: words.figure,
    margin: { top: 4, bottom: 0 }
  });
  const piles = NAMES.map((name) => ({
    outline: figure.path(`class-${name} thin dashed`),
    tokens: figure.bars(`class-${name}`),
    count: figure.text("note strong"),
    name: figure.text("note"),
    score: figure.text("note")
  }));
  const floor = figure.path("muted thin"); // before the piles, the smallest of which is thin

  // The second cut stays to the right of the first: whichever moves takes the other along.
  const cut = (trait) => ({
    ...CUT,
    read: () => model.get(trait),
    write: (value) =>
      trait === "first"
        ? { first: value, second: Math.max(value, model.get("second")) }
        : { first: Math.min(value, model.get("first")), second: value }
  });
  const knobs = ["first", "second"].map((trait) =>
    s.handle(prize, trait, {
      ...cut(trait),
      className: "ink",
      label: words[`${trait}Handle`],
      onDrag: ({ x }) => Math.round(x)
    })
  );
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  for (const trait of ["first", "second"]) s.slider(trait, cut(trait));
  const firstScore = () => late[0].querySelector("input");
  commit("commit", () => s.set({ committed: true }), firstScore);
  into(1);
  const late = NAMES.map((name) => s.slider(name, SCORE));
  const verdict = s.block("p", "verdict");

  // From 0 to 1 while the tokens fall. They do not fall where the figure begins with piles.
  const fall = tween(s.redraw, FALL);
  let fell = model.get("committed");
  function fallen() {
    const committed = model.get("committed");
    if (committed && !fell) fall.start();
    fell = committed;
    return committed ? fall.share() : 0;
  }

  const start = NAMES.map((name) => model.get(name));
  const percent = (value) => `${number(value, 0)}%`;
  const scores = () => NAMES.map((name) => model.get(name));
  const guess = () => {
    const [first, second] = [model.get("first"), model.get("second")];
    return [first, Math.max(second, first) - first, 100 - Math.max(second, first)];
  };
  const shares = () => softmax(scores()).map((share) => 100 * share);

  function drawRow(row, parts, level, grown) {
    let from = 0;
    const narrow = (row === 1 ? NARROW.free : NARROW.knobs) / prize.scale()[0];
    const told = row === 1 || !model.get("committed"); // a guess that is made: in the verdict
    parts.forEach((part, k) => {
      const { bar, text, word } = rows[row][k];
      const y = row + 0.06;
      bar.draw(level ? [[from, y, from + part * grown, y + 0.88]] : []);
      const content = told && level && grown === 1 && part >= narrow ? percent(part) : "";
      text.draw(from + part / 2, y + 0.44, content, { dy: 4, anchor: "middle" });
      if (content) text.node.dataset.number = word;
      else delete text.node.dataset.number; // no number is shown
      from += part;
    });
  }

  function draw() {
    const committed = model.get("committed");
    const z = scores();
    const t = fallen();
    show(committed ? 1 : 0);
    floor.draw([
      [-0.55, 0],
      [2.55, 0]
    ]);
    piles.forEach((pile, k) => {
      const now = Math.exp(z[k]) * t;
      const [left, right] = [k - 0.3, k + 0.3];
      const tokens = Array.from({ length: Math.ceil(now) }, (_, i) => [
        left,
        i,
        right,
        Math.min(i + 1, now)
      ]);
      pile.tokens.draw(tokens);
      pile.outline.draw(
        committed
          ? []
          : [
              [left, 0],
              [left, EMPTY],
              [right, EMPTY],
              [right, 0]
            ]
      );
      const middle = { dy: -7, anchor: "middle" };
      pile.count.draw(k, committed ? now : EMPTY, committed ? number(now, 2) : "?", middle);
      const name = { dy: 4, anchor: "middle" };
      pile.name.draw(k, -1.4, words[`name${"ABC"[k]}`], name);
      pile.score.draw(k, -3, fill(words.scored, { z: number(z[k], 1) }), name);
    });
    drawRow(0, guess(), true, 1);
    drawRow(1, shares(), committed, t);
    prize.root.classList.toggle("fixed", committed);
    knobs[0](guess()[0], 0.5);
    knobs[1](guess()[0] + guess()[1], 0.5);

    const asked = z.every((score, k) => score === start[k]); // the guess was about these
    const told = { mine: percent(guess()[0]), true: percent(shares()[0]) };
    verdict.textContent = committed && asked ? fill(words.verdict, told) : "";
  }

  return s.onDraw(draw, () => {
    const committed = model.get("committed");
    const [a, b, c] = (committed ? shares() : guess()).map(percent);
    return fill(committed ? words.said : words.guessed, { a, b, c });
  });
}

export default { render };
