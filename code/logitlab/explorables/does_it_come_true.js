const WORDS = {
  "en": {
    "title": "Does it come true?",
    "prompt": [
      "Text that the model has not read: how often did its best token come? Which way does a",
      "temperature bend the dots?"
    ],
    "figure": [
      "Reliability diagram: how often the best token came against the share that the model gave",
      "it, a dot for each tenth of the scale, larger where there are more. On the dashed line",
      "both are equal. Pale bars say how many of all places stand there. Gray dots are those at",
      "T = 1."
    ],
    "confidenceAxis": "share of the best token",
    "rightAxis": "how often it came",
    "turn": "k in temperature T = 2ᵏ",
    "gap": "mean gap to the line",
    "nll": "mean surprise, in nats",
    "modest": "too modest",
    "sure": "too sure",
    "said": "At temperature {T} the mean gap is {gap} and the mean surprise {nll} nats.",
    "reset": "Reset"
  }
};

import { diagram, entryAt, STEP } from "./shared/reliability.js";
import { fill, number, stage } from "./shared/stage.js";

const TURN = { low: -2, high: 2, step: STEP, digits: 1 };
const temperatureOf = (turn) => number(2 ** turn, 2);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["turn"]);
  const { words } = s;
  const drawDiagram = diagram(s, { height: 380, ratio: 0.8 });
  const slider = s.slider("turn", { ...TURN, say: (turn) => `T = ${temperatureOf(turn)}` });
  slider.querySelector("input").dataset.scale = "powers"; // for the tests
  const write = s.readouts(["gap", "nll"]);

  const table = model.get("table");
  const told = () => {
    const { nll, ece } = entryAt(table, model.get("turn"));
    return { nll: number(nll, 2), gap: number(ece, 3) };
  };

  function draw() {
    const turn = model.get("turn");
    drawDiagram(entryAt(table, turn).bins, turn === 0 ? [] : entryAt(table, 0).bins);
    const { gap, nll } = told();
    write.gap(gap);
    write.nll(nll);
  }

  return s.onDraw(draw, () => {
    return fill(words.said, { T: temperatureOf(model.get("turn")), ...told() });
  });
}

export default { render };
