const WORDS = {
  "en": {
    "title": "Does it come true?",
    "prompt": [
      "Unread text. Divide all scores by 2: how often does a best token come that then gets",
      "10 to 20%? Drag the mark."
    ],
    "next": "Slide the temperature. Which way does it bend the dots, and what becomes of the gap?",
    "figure": [
      "Reliability diagram: how often the best token came against the share that the model gave",
      "it, a dot for each tenth of the scale, larger where there are more. On the dashed line",
      "both are equal. Pale bars say how many of all places stand there. Gray dots are those at",
      "T = 1."
    ],
    "confidenceAxis": "share of the best token",
    "rightAxis": "how often it came",
    "guess": "your mark: how often it comes",
    "markHandle": "your mark: how often a token comes that gets 10 to 20% at T = 2",
    "commit": "Check at T = 2",
    "you": "you",
    "turn": "k in temperature T = 2ᵏ",
    "gap": "mean gap to the line",
    "nll": "mean surprise, nats",
    "modest": "too modest",
    "sure": "too sure",
    "guessed": "Your mark is at {mine}.",
    "said": "At temperature {T} the mean gap is {gap} and the mean surprise {nll} nats.",
    "reset": "Reset"
  }
};

import { asking } from "./shared/asking.js";
import { diagram, entryAt, STEP } from "./shared/reliability.js";
import { fill, number, stage } from "./shared/stage.js";

const TURN = { low: -2, high: 2, step: STEP, digits: 1 };
const GUESS = { low: 0, high: 1, step: 0.01, digits: 2 };
const ASKED = 1; // the turn, T = 2
const TENTH = [0.1, 0.2]; // of the scale
const temperatureOf = (turn) => number(2 ** turn, 2);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["turn", "guess", "answer"]);
  const { words } = s;
  const turned = () => model.get("turn") !== 0;
  const { revealed, guessed, before, after } = asking(model, turned);
  const drawDiagram = diagram(s, { height: 380, ratio: 0.8 });
  const { figure } = drawDiagram;
  const mark = figure.segments("ink thick dashed");
  const [you, came] = ["note", "note strong"].map((look) => figure.text(look));
  const drawMark = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.markHandle,
    onDrag: ({ y }) => Math.round(100 * y) / 100,
    write: (guess) => before({ guess }),
    taps: [figure]
  });
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  const turn = () => {
    s.set({ answer: "checked" });
    s.glide({ turn: ASKED });
  };
  commit("commit", turn, () => slider.querySelector("input"));
  into(1);
  const slider = s.slider("turn", {
    ...TURN,
    say: (turn) => `T = ${temperatureOf(turn)}`,
    write: (turn) => after({ turn })
  });
  into();
  const write = s.readouts(["gap", "nll"]);

  const table = model.get("table");
  const numbers = () => {
    const { nll, ece } = entryAt(table, model.get("turn"));
    return { nll: number(nll, 2), gap: number(ece, 3) };
  };

  function draw() {
    const [turn, guess] = [model.get("turn"), model.get("guess")];
    const told = revealed();
    show(told ? 1 : 0);
    const { bins } = entryAt(table, turn);
    drawDiagram(bins, turn === 0 ? [] : entryAt(table, 0).bins);
    const asked = guessed() && turn === ASKED;
    mark.draw(asked || !told ? [[TENTH[0], guess, TENTH[1], guess]] : []);
    const [, count, share, right] = bins.find(([tenth]) => tenth === 10 * TENTH[0]) ?? [0, 1, 0, 0];
    const answer = asked ? number(right / count, 2) : "";
    came.draw(share, right / count, answer, { dx: -8, dy: -11, anchor: "middle" });
    you.draw(TENTH[1], guess, asked ? words.you : "", { dx: 6, dy: 4 });
    drawMark((TENTH[0] + TENTH[1]) / 2, guess);
    figure.root.classList.toggle("fixed", told);
    const { gap, nll } = numbers();
    write.gap(gap);
    write.nll(asked ? "" : nll); // two results at a time
  }

  return s.onDraw(draw, () => {
    if (!revealed()) return fill(words.guessed, { mine: number(model.get("guess"), 2) });
    return fill(words.said, { T: temperatureOf(model.get("turn")), ...numbers() });
  });
}

export default { render };
