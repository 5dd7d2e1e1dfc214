const WORDS = {
  "en": {
    "title": "Cost slider",
    "prompt": [
      "A miss costs 10, a false alarm 1. Drag the line: from which probability on would you treat?",
      "Then check."
    ],
    "next": [
      "The dot rides in the valley of the costs: drag the line, or a cost. With so few tumors,",
      "chance shifts the bottom."
    ],
    "figure": [
      "285 tumors by their probability of being malignant, the malignant ones above, the benign",
      "ones below. Right of the upright line they are treated. Large dots are misses and false",
      "alarms. Under them, once you have checked, the mean cost of each threshold: a valley."
    ],
    "figureCosts": "Two bars: the cost of a miss and the cost of a false alarm.",
    "cost": "cost",
    "missRow": "miss",
    "alarmRow": "alarm",
    "missHandle": "cost of a miss, the end of its bar",
    "alarmHandle": "cost of a false alarm, the end of its bar",
    "ownHandle": "threshold, the foot of the line",
    "probability": "probability of malignant",
    "malignant": "malignant",
    "benign": "benign",
    "costAxis": "mean cost",
    "miss": "cost of a miss",
    "alarm": "cost of a false alarm",
    "temperature": "temperature T",
    "own": "threshold",
    "rule": "threshold",
    "yours": "your own",
    "costs": "from the costs",
    "half": "always 0.5",
    "along": "from the costs, moved along with T",
    "check": "Check my threshold",
    "useCosts": "Take it from the costs",
    "fine": "The counts, all as sliders, and a temperature",
    "missed": "malignant, not treated",
    "alarms": "benign, treated",
    "mean_cost": "mean cost at the line",
    "own_cost": "mean cost at your threshold",
    "asked_cost": "mean cost at the threshold from the costs",
    "nMissed": "{n} missed",
    "nAlarms": "{n} false alarms",
    "misses": "misses",
    "atLine": "cost {cost}",
    "falseAlarms": "false alarms",
    "treat": "treat →",
    "hidden": "hidden until you check",
    "crossAsked": "Line: yours. Cross: from the costs.",
    "crossOwn": "Cross: your own threshold.",
    "said": "Threshold {threshold}: {missed}, {alarms}.",
    "saidCost":
      "Threshold {threshold}: {missed}, {alarms}, mean cost {cost}; the lowest is {lowest}.",
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { labels } from "./shared/labels.js";
import { logit, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const COST = { low: 0.1, high: 20, step: 0.1, digits: 1 };
const TEMPERATURE = { low: 0.2, high: 4.2, step: 0.1, digits: 1 };
const OWN = { low: 0.01, high: 0.99, step: 0.01, digits: 2 };
const TOPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]; // where the axis of the valley may end
const VALLEY = 1; // the height of the valley in the figure, and those of the two rows of tumors
const ROWS = [1.85, 2.72];
const [FOOT, END] = [1.06, 2.99]; // of the line
const ANCHORS = { "-1": "end", "0": "middle", "1": "start" };

function render({ model, el }) {
  const traits = ["miss", "alarm", "temperature", "rule", "own", "checked"];
  const s = stage({ model, el }, WORDS, traits);
  const { words } = s;
  const scores = model.get("scores"); // from the lowest to the highest
  const targets = model.get("labels");
  const n = scores.length;
  const benign = targets.filter((y) => y === 0).length;
  // counts[k]: if all but the lowest k tumors are treated
  const counts = [{ missed: 0, alarms: benign }];
  for (const y of targets) {
    const { missed, alarms } = counts.at(-1);
    counts.push({ missed: missed + y, alarms: alarms - 1 + y });
  }
  // apart from each other
  const heights = targets.map((y, i) => ROWS[y] + 0.17 * Math.sin(2.4 * i));

  const people = s.chart({
    x: [0, 1],
    y: [-0.02, 3.26],
    rows: [
      [ROWS[1], words.malignant],
      [ROWS[0], words.benign],
      [0.5, words.costAxis]
    ],
    height: 400,
    ratio: 0.84,
    xLabel: words.probability,
    yLabel: "",
    label: words.figure,
    margin: { left: 76, top: 6 }
  });
  const right = people.dots("target");
  const wrong = people.dots("loss big-dots");
  const curve = people.path("loss thick");
  const line = people.path("ink thick");
  s.ghost(line);
  const inUse = people.dots("ink big");
  const cross = people.dots("ink cross thick", "m-6-6l12 12m0-12l-12 12");
  const texts = ["missed", "alarms", "treat", "mean_cost", "other", "hidden"];
  const notes = Object.fromEntries(texts.map((name) => [name, people.text("note")]));
  for (const name of ["mean_cost", "other"]) notes[name].node.classList.add("strong");
  const drawFoot = s.handle(people, "own", {
    ...OWN,
    className: "ink",
    label: words.ownHandle,
    onDrag: ({ x }) => x,
    read: () => Math.min(OWN.high, Math.max(OWN.low, threshold())),
    write: (own) => ({ own: Number(own.toFixed(3)), rule: "yours" }),
    taps: [people]
  });

  const costs = s.chart({
    aside: true,
    x: [0, 20],
    y: [0.4, 2.6],
    rows: [
      [1, words.alarmRow],
      [2, words.missRow]
    ],
    height: 124,
    ratio: 0.34,
    xLabel: words.cost,
    yLabel: "",
    label: words.figureCosts
  });
  const costBars = costs.bars("loss");
  const rounded = (x) => Math.round(10 * x) / 10;
  const knob = { ...COST, className: "loss", onDrag: ({ x }) => rounded(x) };
  const drawMiss = s.handle(costs, "miss", { ...knob, label: words.missHandle });
  const drawAlarm = s.handle(costs, "alarm", { ...knob, label: words.alarmHandle, square: true });
  const slide = tween(s.redraw);
  let way = [0, 0];
  const { into, show } = s.phases(["prompt", "next"]);
  into(0);
  const check = s.button("check", () => {
    slide.start();
    s.set({ checked: true });
  });
  check.classList.add("explorable-main");
  into(1);
  s.button("useCosts", () => {
    way = [threshold(), asked()];
    slide.start();
    s.set({ rule: "costs" });
  });
  const verdict = s.block("p", "verdict");
  into();
  s.fold("fine");
  const write = s.readouts(["missed", "alarms"]);
  s.slider("own", {
    ...OWN,
    read: () => threshold(),
    write: (own) => ({ own, rule: "yours" })
  });
  s.slider("miss", COST);
  s.slider("alarm", COST);
  s.slider("temperature", TEMPERATURE);
  s.choice("rule", ["yours", "costs", "half", "along"]);

  function asked() {
    const [miss, alarm] = [model.get("miss"), model.get("alarm")];
    return alarm / (alarm + miss); // where both mistakes cost the same
  }

  function threshold() {
    const T = model.get("temperature");
    const along = () => sigmoid(logit(asked()) / T);
    return { yours: () => model.get("own"), costs: asked, half: () => 0.5, along }[
      model.get("rule")
    ]();
  }

  // The first tumor that is treated, and what all thresholds cost.
  function state(t = threshold()) {
    const [miss, alarm, T] = ["miss", "alarm", "temperature"].map((name) => model.get(name));
    const first = scores.findIndex((z) => z >= T * logit(t));
    const k = first < 0 ? n : first;
    const mean = counts.map(({ missed, alarms }) => (miss * missed + alarm * alarms) / n);
    let low = 0; // the first cut with the lowest mean cost; between equal scores there is none
    for (let i = 1; i <= n; i += 1) {
      if (mean[i] < mean[low] && (i === n || scores[i] > scores[i - 1])) low = i;
    }
    return { miss, alarm, T, t, k, mean, low, ...counts[k] };
  }

  const upright = (t, from) => [from, END].map((y) => [t, y]);
  const told = ({ missed, alarms, mean, k, low, t }) => ({
    threshold: number(t, 2),
    missed: fill(words.nMissed, { n: missed }),
    alarms: fill(words.nAlarms, { n: alarms }),
    cost: number(mean[k], 2),
    lowest: number(mean[low], 2)
  });

  function drawValley(free, p, { mean, k, t }, grown) {
    const high = Math.max(1.6 * Math.min(mean[0], mean[n]), 1.15 * mean[k]);
    const top = TOPS.find((limit) => limit >= high);
    // what is higher than the valley is cut off
    const height = (cost) => Math.min((VALLEY * cost * grown) / top, VALLEY + 0.02);
    let last = -1; // steps narrower than half a pixel are left out
    const steps = mean.flatMap((cost, i) => {
      const to = p[i] ?? 1;
      if (i < n && to - last < 0.002) return [];
      last = to;
      return [
        [p[i - 1] ?? 0, height(cost)],
        [to, height(cost)]
      ];
    });
    curve.draw(steps);
    inUse.draw([[t, height(mean[k])]]);
    const other = otherCut();
    cross.draw([[other.t, height(mean[other.k])]]);
    free.curve(steps);
    free.curve(upright(t, 0));
    const knobs = [FOOT, height(mean[k])].map((y) => [t, y]);
    for (const place of [...knobs, [other.t, height(mean[other.k])]]) free.knob(...place);
    // beside the foot of the line, above the valley, so that no wall of it goes through
    const sides = [1, -1].map((way) => ({ dx: 14 * way, dy: 1, anchor: ANCHORS[way] }));
    const turned = (1 - t) * people.scale()[0] < 100; // px of the number
    const own = (turned ? sides.toReversed() : sides).map((side) => [t, FOOT, side]);
    free.put(notes.mean_cost, fill(words.atLine, { cost: number(mean[k], 2) }), own);
    // above the cross, as near as there is room
    const near = [-16, -26, -38, -52, -68].flatMap((dy) =>
      [0, -1, 1].map((way) => [
        other.t,
        height(mean[other.k]),
        { dx: 12 * way, dy, anchor: ANCHORS[way] }
      ])
    );
    free.put(notes.other, number(mean[other.k], 2), near, { mayGo: true });
    notes.hidden.draw(0, 0, "");
  }

  // The threshold that is compared with the line: from the costs, or else the reader's own.
  function otherCut() {
    const t = model.get("rule") === "yours" ? asked() : model.get("own");
    return { t, k: state(t).k };
  }

  function draw() {
    const checked = model.get("checked");
    const end = threshold();
    const share = slide.share();
    const onTheWay = share < 1 && model.get("rule") === "costs" && Math.abs(end - way[1]) < 1e-9;
    const now = state(onTheWay ? way[0] + share * (end - way[0]) : end);
    const { miss, alarm, T, t, k } = now;
    costBars.draw([
      [0, 1.72, miss, 2.28],
      [0, 0.72, alarm, 1.28]
    ]);
    drawMiss(miss, 2);
    drawAlarm(alarm, 1);
    const p = scores.map((z) => sigmoid(z / T));
    const places = p.map((at, i) => [at, heights[i]]);
    const isRight = (i) => targets[i] === (i >= k ? 1 : 0); // treated from k on
    right.draw(places.filter((_, i) => isRight(i)));
    wrong.draw(places.filter((_, i) => !isRight(i)));
    line.draw(upright(t, checked ? 0 : FOOT));
    const yours = model.get("rule") === "yours";
    const { missed, alarms } = checked
      ? { missed: words.misses, alarms: words.falseAlarms }
      : told(now);
    const side = t > 0.55 ? { dx: -8, anchor: "end" } : { dx: 8 };
    const free = labels(people);
    free.put(notes.missed, missed, [[t, ROWS[1], { dy: 30, ...side }]]);
    free.put(notes.alarms, alarms, [[t, ROWS[0], { dy: 30, ...side }]]);
    notes.treat.draw(t, 3.06, words.treat, t > 0.9 ? { anchor: "end" } : {});
    drawFoot(t, FOOT);
    if (checked) drawValley(free, p, now, onTheWay ? 1 : share);
    else {
      for (const mark of [curve, inUse, cross]) mark.draw([]);
      notes.mean_cost.draw(0, 0, "");
      notes.other.draw(0, 0, "");
      notes.hidden.draw(0.5, 0.5, words.hidden, { dy: -6, anchor: "middle" });
    }
    setNumber(notes.mean_cost, checked && "mean_cost");
    const compared = checked && notes.other.node.textContent; // it may have no room
    setNumber(notes.other, compared && (yours ? "asked_cost" : "own_cost"));
    write.missed(String(now.missed));
    write.alarms(String(now.alarms));
    show(checked ? 1 : 0);
    verdict.textContent = yours ? words.crossAsked : words.crossOwn;
  }

  return s.onDraw(draw, () =>
    fill(model.get("checked") ? words.saidCost : words.said, told(state()))
  );
}

export default { render };
