const WORDS = {
  "en": {
    "title": "Training cockpit",
    "prompt": [
      "Handle and sliders are four knobs. How low can you bring the NLL? Which of them never",
      "changes the accuracy?"
    ],
    "figure": [
      "Mean surprise against the number of steps, on the 100 images it learns from (dashed) and",
      "on 200 held-out images (solid). A dot marks the held-out mean surprise after the",
      "temperature."
    ],
    "figureBelow": [
      "Reliability diagram of the held-out images: the share of right answers against the",
      "confidence, one dot for each tenth of the scale. On the dashed diagonal both are equal.",
      "Pale bars say how many of the images stand there."
    ],
    "stepAxis": "steps",
    "lossAxis": "NLL, nats (a mean)",
    "confidenceAxis": "confidence",
    "right": "share of right answers",
    "learned": "dashed: learned from",
    "others": "solid: held out",
    "under": "too modest",
    "over": "too sure",
    "stepHandle": "how many steps",
    "play": "Train",
    "pause": "Pause",
    "step_size": "step size η",
    "penalty": "penalty λ",
    "step": "steps",
    "temperature": "temperature T",
    "fine": "Steps, and more numbers",
    "held_out_loss": "NLL, held out, with T",
    "accuracy": "accuracy, held out",
    "accurate": "{accuracy} right",
    "loss": "NLL, learned from",
    "confidence": "mean confidence",
    "ece": "ECE (mean gap)",
    "said": [
      "Step size {eta}, penalty {lambda}, {step} steps, temperature {T}: NLL {loss} on the images",
      "it learned from, {held_out_loss} held out. Accuracy {accuracy}, mean confidence",
      "{confidence}."
    ],
    "reset": "Reset"
  }
};

import { imageRows, softmaxDescent, takeSteps } from "./shared/digits.js";
import { calibration, dot, softmaxGrade } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

// The runs of a model, shared by the copies of a figure: a copy beside the page trains nothing.
const RUNS = new WeakMap();
const STEP = { low: 0, high: 100, step: 1, digits: 0 };
const EDGE = 12; // steps: so near to an end, a number in the middle would be cut off
const BUDGET = 5; // ms of a frame, or of a task, for a training that is not complete
const PACE = 40; // ms for a step that plays
const plain = (value) => String(Number(value.toPrecision(2)));
const STRIP = 1.3; // up to here, in parts of the axis, there is room above the curves for names
const AROUND = [-0.16, 1.2]; // the same around the reliability diagram
const NAMES = ["learned", "others"]; // of the curves

async function render({ model, el }) {
  const images = imageRows(model.get("held_out"));
  const labels = model.get("held_out_labels");
  const descend = softmaxDescent(imageRows(model.get("train")), model.get("labels"), 10);

  // A run is complete before it is shown and before another begins, however fast a slider moves.
  const begin = () => ({ rate: model.get("step_size"), penalty: model.get("penalty"), states: [] });
  const isWanted = (run) =>
    run.rate === model.get("step_size") && run.penalty === model.get("penalty");
  const isComplete = (run) => run.states.length > STEP.high;
  function goOn(run) {
    takeSteps(run.states, STEP.high + 1, BUDGET, (last) => {
      const state = descend(last, run.rate, run.penalty);
      return { ...state, others: softmaxGrade(state.W, images, labels).loss };
    });
  }
  const rest = () => new Promise((resolve) => setTimeout(resolve)); // the event loop has its turn
  if (!RUNS.has(model)) RUNS.set(model, { first: begin() });
  const runs = RUNS.get(model);
  while (!isComplete(runs.first)) {
    if (!el.inert) goOn(runs.first);
    await rest();
  }
  runs.shown ??= runs.first;

  const s = stage({ model, el }, WORDS, ["step_size", "penalty", "step", "temperature"]);
  const { words } = s;

  const upper = s.chart({
    x: [0, STEP.high],
    y: [0, 3 * STRIP],
    height: 236,
    xLabel: words.stepAxis,
    yLabel: words.lossAxis,
    label: words.figure
  });
  const curves = ["muted dashed", "loss thick"].map((look) => upper.path(look));
  const gap = upper.segments("probability thick");
  const warm = upper.dots("loss big");
  const names = NAMES.map(() => upper.text("note"));
  const lossText = upper.text("note strong");
  lossText.node.dataset.number = "held_out_loss";
  const drawStep = s.handle(upper, "step", {
    ...STEP,
    className: "probability",
    label: words.stepHandle,
    ways: { y: -1 }, // the curve falls, so up is back
    onDrag: ({ x }) => Math.round(x),
    taps: [upper]
  });
  const lower = s.chart({
    x: [0, 1.02], // a dot at 1 is seen whole
    y: AROUND,
    height: 236,
    xLabel: words.confidenceAxis,
    yLabel: words.right,
    label: words.figureBelow
  });
  const bars = lower.bars("muted pale");
  const diagonal = lower.path("muted dashed");
  const gaps = lower.segments("loss thick");
  const dots = lower.dots("probability big");
  s.ghost(curves[1], dots);
  const [under, over] = [0, 1].map(() => lower.text("note"));
  const accuracyText = lower.text("note strong");
  accuracyText.node.dataset.number = "accuracy";

  s.player("step", { ...STEP, pace: PACE }).classList.add("explorable-main");
  const powers = (trait, base, low, high, step) => {
    const slider = s.slider(trait, {
      low,
      high,
      step,
      digits: 1,
      read: () => Math.log(model.get(trait)) / Math.log(base),
      write: (k) => ({ [trait]: base ** k }),
      say: () => plain(model.get(trait))
    });
    slider.querySelector("input").dataset.scale = "powers"; // for the tests
  };
  powers("step_size", 2, -5, 2, 0.1);
  powers("penalty", 10, -5, -1, 0.1);
  powers("temperature", 2, -3, 3, 0.2);
  s.fold("fine");
  s.slider("step", STEP);
  const write = s.readouts(["loss", "confidence", "ece"]);

  function current() {
    if (isWanted(runs.first)) runs.shown = runs.first; // what Reset brings back, at once
    if (!isWanted(runs.shown)) {
      runs.next ??= begin();
      if (!el.inert) goOn(runs.next);
      if (isComplete(runs.next)) {
        runs.shown = runs.next;
        runs.next = null;
      }
      if (!isWanted(runs.shown)) s.redraw(); // goes on in the next frame
    }
    if (isWanted(runs.shown)) runs.next = null;
    return runs.shown.states[model.get("step")];
  }

  let drawn = "";
  let drawnRun = null;
  function drawRun() {
    const { shown } = runs;
    const { states } = shown;
    const losses = ["loss", "others"].map((name) => states.map((state) => state[name]));
    const top = Math.max(3, Math.ceil(Math.max(...losses.flat())));
    upper.setY([0, top * STRIP]);
    const axes = [upper.view.axes, lower.view.axes].join();
    if (drawnRun === shown && drawn === axes) return;
    drawnRun = shown;
    drawn = axes;
    losses.forEach((values, i) => {
      curves[i].draw(values.map((value, at) => [at, value]));
      const side = i ? { dx: -4, anchor: "end" } : { dx: 4 };
      names[i].draw(i * STEP.high, top * STRIP, words[NAMES[i]], { ...side, dy: 12 });
    });
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    under.draw(0, AROUND[1], words.under, { dx: 6, dy: 14 });
    over.draw(1, 0, words.over, { dx: -6, dy: 15, anchor: "end" });
  }

  let texts = {};
  function draw() {
    const state = current();
    const step = model.get("step");
    const T = model.get("temperature");
    state.scores ??= images.map((image) => state.W.map((weights) => dot(weights, image)));
    const { bins, ...now } = calibration(state.scores, labels, T);
    drawRun();
    // the handle stands at the loss with T, the dot at the one on the curve, without
    const top = upper.view.y[1] / STRIP;
    const height = Math.min(now.nll, top); // a higher one stands under the names
    gap.draw([[step, state.others, step, height]]);
    warm.draw([[step, state.others]]);
    bars.draw(
      bins.map(({ bin, count }) => [bin / 10 + 0.012, 0, bin / 10 + 0.088, count / labels.length])
    );
    const points = bins.map(({ count, confidence, right }) => [confidence / count, right / count]);
    gaps.draw(points.map(([x, y]) => [x, x, x, y]));
    dots.draw(points);
    drawStep(step, height);
    texts = {
      loss: number(state.loss, 3),
      held_out_loss: number(now.nll, 3),
      ece: number(now.ece, 3),
      accuracy: number(now.accuracy, 3),
      confidence: number(now.confidence, 3),
      eta: plain(runs.shown.rate),
      lambda: plain(runs.shown.penalty),
      T: plain(T)
    };
    const nearer = step < EDGE ? "start" : "middle";
    const anchor = step > STEP.high - EDGE ? "end" : nearer;
    lossText.draw(step, top * STRIP, texts.held_out_loss, { dy: 28, anchor });
    const told = fill(words.accurate, { accuracy: texts.accuracy });
    accuracyText.draw(1, AROUND[1], told, { dx: -6, dy: 14, anchor: "end" });
    for (const name of ["loss", "confidence", "ece"]) write[name](texts[name]);
  }

  return s.onDraw(draw, () => fill(words.said, { ...texts, step: model.get("step") }));
}

export default { render };
