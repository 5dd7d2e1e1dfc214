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
    "shareAxis": "share of the best token",
    "came": "how often it came",
    "turn": "k in temperature T = 2ᵏ",
    "gap": "mean gap to the line",
    "nll": "mean surprise, in nats",
    "modest": "too modest",
    "sure": "too sure",
    "said": "At temperature {T} the mean gap is {gap} and the mean surprise {nll} nats.",
    "reset": "Reset"
  }
};

import { reliability, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const TURN = { low: -2, high: 2, step: 0.2, digits: 1 };
const AROUND = [-0.14, 1.14]; // of the vertical axis: room for labels, under 0 and above 1
const [LEAST, MOST] = [3.5, 10]; // px, radii

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["turn"]);
  const { words } = s;
  const figure = s.chart({
    x: [0, 1],
    y: AROUND,
    height: 380,
    ratio: 0.8,
    xLabel: words.shareAxis,
    yLabel: words.came,
    label: words.figure
  });
  const bars = figure.bars("muted pale");
  const diagonal = figure.path("muted dashed");
  const ghost = figure.discs("muted filled");
  const gaps = figure.segments("loss");
  const curve = figure.path("probability thin");
  const dots = figure.discs("probability filled");
  const [modest, sure] = [0, 1].map(() => figure.text("note"));
  const slider = s.slider("turn", { ...TURN, say: (turn) => `T = ${number(2 ** turn, 2)}` });
  slider.querySelector("input").dataset.scale = "powers"; // for the tests
  const write = s.readouts(["gap", "nll"]);

  const table = model.get("table");
  const placeOf = (turn) => Math.round((turn - TURN.low) / TURN.step);
  const entry = () => table[placeOf(model.get("turn"))];
  const told = () => {
    const [nll, ...bins] = entry();
    const each = bins.map(([, count, share, right]) => ({
      count,
      confidence: count * share,
      right
    }));
    return { nll: number(nll, 2), gap: number(reliability(each).ece, 3) };
  };

  function discsOf([, ...bins]) {
    const all = total(bins.map(([, count]) => count));
    return bins.map(([, count, share, came]) => {
      const size = LEAST + (MOST - LEAST) * Math.sqrt(count / all);
      return [share, came / count, size];
    });
  }

  function draw() {
    const [, ...bins] = entry();
    const all = total(bins.map(([, count]) => count));
    bars.draw(bins.map(([k, count]) => [k / 10 + 0.012, 0, k / 10 + 0.088, count / all]));
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    const discs = discsOf(entry());
    ghost.draw(model.get("turn") === 0 ? [] : discsOf(table[placeOf(0)]));
    gaps.draw(discs.map(([x, y]) => [x, x, x, y]));
    curve.draw(discs.map(([x, y]) => [x, y]));
    dots.draw(discs);
    modest.draw(0, AROUND[1], words.modest, { dx: 6, dy: 13 });
    sure.draw(1, 0, words.sure, { dx: -6, dy: 16, anchor: "end" });
    const { gap, nll } = told();
    write.gap(gap);
    write.nll(nll);
  }

  return s.onDraw(draw, () => {
    return fill(words.said, { T: number(2 ** model.get("turn"), 2), ...told() });
  });
}

export default { render };
