const WORDS = {
  "en": {
    "title": "Cost slider",
    "prompt": [
      "What does a miss cost, what a false alarm? Drag the two bars: the threshold follows. Then",
      "turn the temperature. What does it change under each of the three rules?"
    ],
    "figureCosts": "Two bars: the cost of a miss and the cost of a false alarm.",
    "figure": [
      "285 tumors by their probability of being malignant, the malignant ones above, the benign",
      "ones below. Right of the upright line they are treated. Large dots are misses and false",
      "alarms."
    ],
    "figureBelow": [
      "Mean cost against the threshold: a valley. A dot marks the threshold in use, a dashed line",
      "the lowest mean cost."
    ],
    "cost": "cost",
    "missRow": "miss",
    "alarmRow": "alarm",
    "missHandle": "ring: cost of a miss",
    "alarmHandle": "square: cost of a false alarm",
    "probability": "probability of malignant",
    "malignant": "malignant",
    "benign": "benign",
    "thresholdAxis": "threshold",
    "costAxis": "mean cost",
    "miss": "cost of a miss",
    "alarm": "cost of a false alarm",
    "temperature": "temperature T",
    "rule": "threshold",
    "costs": "from the costs",
    "half": "always 0.5",
    "along": "from the costs, moved along with T",
    "threshold": "threshold",
    "found": "malignant, treated",
    "missed": "misses",
    "alarms": "false alarms",
    "spared": "benign, left alone",
    "mean_cost": "mean cost",
    "lowest": "lowest mean cost",
    "dashed": "dashed: the lowest mean cost",
    "treat": "treat →",
    "said": [
      "Threshold {threshold}: {missed} misses, {alarms} false alarms, mean cost {mean_cost}; the",
      "lowest is {lowest}."
    ],
    "reset": "Reset"
  }
};

import { clamp, logit, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const COST = { low: 0.1, high: 20, step: 0.1, digits: 1 };
const TEMPERATURE = { low: 0.2, high: 4.2, step: 0.1, digits: 1 };
const TOPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]; // where the axis of the valley may end

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["miss", "alarm", "temperature", "rule"]);
  const { words } = s;
  const scores = model.get("scores"); // from the lowest to the highest
  const labels = model.get("labels");
  const n = scores.length;
  const benign = labels.filter((y) => y === 0).length;
  // counts[k]: if all but the lowest k tumors are treated
  const counts = [{ missed: 0, alarms: benign }];
  for (const y of labels) {
    const { missed, alarms } = counts.at(-1);
    counts.push({ missed: missed + y, alarms: alarms - 1 + y });
  }
  const heights = labels.map((y, i) => y + 0.22 * Math.sin(2.4 * i)); // apart from each other
  const costs = s.chart({
    x: [0, 20],
    y: [0.4, 2.6],
    rows: [
      [1, words.alarmRow],
      [2, words.missRow]
    ],
    height: 130,
    xLabel: words.cost,
    yLabel: "",
    label: words.figureCosts
  });
  const costBars = costs.bars("loss");
  const knob = { ...COST, className: "loss", onDrag: ({ x }) => x };
  const drawMiss = s.handle(costs, "miss", { ...knob, label: words.missHandle });
  const drawAlarm = s.handle(costs, "alarm", { ...knob, label: words.alarmHandle, square: true });
  costs.onTap(({ x, y }) => {
    const cost = clamp(x, COST.low, COST.high);
    s.set(y > 1.5 ? { miss: cost } : { alarm: cost });
  });
  const people = s.chart({
    x: [0, 1],
    y: [-0.4, 1.9],
    rows: [
      [0, "y = 0"],
      [1, "y = 1"]
    ],
    height: 210,
    xLabel: words.probability,
    yLabel: "",
    label: words.figure
  });
  const right = people.dots("target");
  const wrong = people.dots("loss big-dots");
  const line = people.path("ink thick");
  const [malignant, untroubled, treat] = [0, 1, 2].map(() => people.text("note"));
  const write = s.readouts([
    "threshold",
    "missed",
    "alarms",
    "found",
    "spared",
    "mean_cost",
    "lowest"
  ]);
  s.slider("temperature", TEMPERATURE);
  s.choice("rule", ["costs", "half", "along"]);
  const valley = s.chart({
    x: [0, 1],
    y: [0, 1],
    height: 230,
    xLabel: words.thresholdAxis,
    yLabel: words.costAxis,
    label: words.figureBelow
  });
  const curve = valley.path("loss thick");
  const here = valley.path("ink dashed");
  const inUse = valley.dots("ink big");
  const best = valley.path("muted dashed");
  const bestLabel = valley.text("note");
  s.slider("miss", COST);
  s.slider("alarm", COST);

  function state() {
    const miss = model.get("miss");
    const alarm = model.get("alarm");
    const T = model.get("temperature");
    const asked = logit(alarm / (alarm + miss)); // where both mistakes cost the same
    const cut = { costs: asked * T, half: 0, along: asked }[model.get("rule")]; // as a score
    const first = scores.findIndex((z) => z >= cut); // the first that is treated
    const k = first < 0 ? n : first;
    const mean = counts.map(({ missed, alarms }) => (miss * missed + alarm * alarms) / n);
    let low = 0; // the first cut with the lowest mean cost; between equal scores there is none
    for (let i = 1; i <= n; i += 1) {
      if (mean[i] < mean[low] && (i === n || scores[i] > scores[i - 1])) low = i;
    }
    return { miss, alarm, T, cut, k, mean, low, threshold: sigmoid(cut / T), ...counts[k] };
  }

  const texts = ({ threshold, missed, alarms, mean, k, low }) => ({
    threshold: number(threshold, 3),
    missed: String(missed),
    alarms: String(alarms),
    found: String(n - benign - missed),
    spared: String(benign - alarms),
    mean_cost: number(mean[k], 3),
    lowest: number(mean[low], 3)
  });

  function draw() {
    const now = state();
    const { miss, alarm, T, threshold, k, mean, low } = now;
    costBars.draw([
      [0, 1.72, miss, 2.28],
      [0, 0.72, alarm, 1.28]
    ]);
    drawMiss(miss, 2);
    drawAlarm(alarm, 1);
    const p = scores.map((z) => sigmoid(z / T));
    const places = p.map((at, i) => [at, heights[i]]);
    const isRight = (i) => labels[i] === (i >= k ? 1 : 0); // treated from k on
    right.draw(places.filter((_, i) => isRight(i)));
    wrong.draw(places.filter((_, i) => !isRight(i)));
    line.draw([
      [threshold, -0.4],
      [threshold, 1.55]
    ]);
    malignant.draw(1, 1.33, words.malignant, { dx: -4, anchor: "end" });
    untroubled.draw(1, 0.32, words.benign, { dx: -4, anchor: "end" });
    treat.draw(threshold, 1.62, words.treat);

    const high = Math.max(1.6 * Math.min(mean[0], mean[n]), 1.1 * mean[k]);
    valley.setY([0, TOPS.find((limit) => limit >= high)]);
    let last = -1; // steps narrower than half a pixel are left out
    curve.draw(
      mean.flatMap((cost, i) => {
        const to = p[i] ?? 1;
        if (i < n && to - last < 0.002) return [];
        last = to;
        return [
          [p[i - 1] ?? 0, cost],
          [to, cost]
        ];
      })
    );
    here.draw([
      [threshold, 0],
      [threshold, mean[k]]
    ]);
    inUse.draw([[threshold, mean[k]]]);
    best.draw([
      [0, mean[low]],
      [1, mean[low]]
    ]);
    bestLabel.draw(0.97, valley.view.y[1], words.dashed, { dy: 16, anchor: "end" });
    for (const [word, text] of Object.entries(texts(now))) write[word](text);
  }
  return s.onDraw(draw, () => fill(words.said, texts(state())));
}

export default { render };
