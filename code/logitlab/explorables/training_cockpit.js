const WORDS = {
  "en": {
    "title": "Training cockpit",
    "prompt": [
      "Fly the training to the lowest held-out NLL. First the step size: too small, too large.",
      "Then λ and the ring: where does the solid line turn up again? At the end the temperature.",
      "Which of the four never changes the accuracy?"
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
    "stepHandle": "ring: how many steps",
    "step_size": "k in step size η = 2ᵏ",
    "penalty": "k in penalty λ = 10ᵏ",
    "step": "steps",
    "temperature": "k in temperature T = 2ᵏ",
    "loss": "NLL, learned from",
    "held_out_loss": "NLL, held out, with T",
    "accuracy": "accuracy, held out",
    "confidence": "mean confidence",
    "ece": "ECE (mean gap)",
    "eta": "step size η",
    "lambda": "penalty λ",
    "T": "temperature T",
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
import { fill, number, small, stage } from "./shared/stage.js";

const STEP = { low: 0, high: 100, step: 1, digits: 0 };
const BUDGET = 5; // ms of a frame, or of a task, for a training that is not complete
const NUMBERS = ["loss", "held_out_loss", "accuracy", "confidence", "ece", "eta", "lambda", "T"];
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
  const first = begin();
  while (!isComplete(first)) {
    goOn(first);
    await new Promise((resolve) => setTimeout(resolve)); // the event loop has its turn
  }
  let shown = first;
  let next = null; // the run that will be shown, while it is trained

  const s = stage({ model, el }, WORDS, ["step_size", "penalty", "step", "temperature"]);
  const { words } = s;

  const upper = s.chart({
    x: [0, STEP.high],
    y: [0, 3],
    height: 230,
    xLabel: words.stepAxis,
    yLabel: words.lossAxis,
    label: words.figure
  });
  const curves = ["muted dashed", "loss thick"].map((look) => upper.path(look));
  const gap = upper.segments("probability thick");
  const cooled = upper.dots("probability big");
  const names = NAMES.map(() => upper.text("note"));
  const drawStep = s.handle(upper, "step", {
    ...STEP,
    className: "loss",
    label: words.stepHandle,
    onDrag: ({ x }) => Math.round(x),
    taps: [upper]
  });
  const write = s.readouts(NUMBERS);
  const powers = (trait, base, low, high, step) =>
    s.slider(trait, {
      low,
      high,
      step,
      digits: 1,
      read: () => Math.log(model.get(trait)) / Math.log(base),
      write: (k) => ({ [trait]: base ** k })
    });
  powers("step_size", 2, -5, 2, 0.1);
  powers("penalty", 10, -5, -1, 0.1);
  s.slider("step", STEP);
  powers("temperature", 2, -3, 3, 0.2);
  const lower = s.chart({
    x: [0, 1],
    y: [0, 1.06],
    height: 260,
    xLabel: words.confidenceAxis,
    yLabel: words.right,
    label: words.figureBelow
  });
  const bars = lower.bars("muted pale");
  const diagonal = lower.path("muted dashed");
  const gaps = lower.segments("loss thick");
  const dots = lower.dots("probability big");
  const [under, over] = [0, 1].map(() => lower.text("note"));

  function current() {
    if (isWanted(first)) shown = first; // what Reset brings back, at once
    if (!isWanted(shown)) {
      next ??= begin();
      goOn(next);
      if (isComplete(next)) {
        shown = next;
        next = null;
      }
      if (!isWanted(shown)) s.redraw(); // goes on in the next frame
    }
    if (isWanted(shown)) next = null;
    return shown.states[model.get("step")];
  }

  let drawn = "";
  let drawnRun = null;
  function drawRun() {
    const { states } = shown;
    const losses = ["loss", "others"].map((name) => states.map((state) => state[name]));
    const top = Math.max(3, Math.ceil(Math.max(...losses.flat())));
    upper.setY([0, top]);
    const axes = [upper.view.axes, lower.view.axes].join();
    if (drawnRun === shown && drawn === axes) return;
    drawnRun = shown;
    drawn = axes;
    losses.forEach((values, i) => {
      curves[i].draw(values.map((value, at) => [at, value]));
      names[i].draw(STEP.high, top, words[NAMES[i]], { dx: -4, dy: 15 + 17 * i, anchor: "end" });
    });
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    under.draw(0, 0.94, words.under, { dx: 6 });
    over.draw(0.55, 0.36, words.over);
  }

  let texts = {};
  function draw() {
    const state = current();
    const step = model.get("step");
    const T = model.get("temperature");
    state.scores ??= images.map((image) => state.W.map((weights) => dot(weights, image)));
    const { bins, ...now } = calibration(state.scores, labels, T);
    drawRun();
    gap.draw([[step, state.others, step, now.nll]]);
    cooled.draw([[step, now.nll]]);
    bars.draw(
      bins.map(({ bin, count }) => [bin / 10 + 0.012, 0, bin / 10 + 0.088, count / labels.length])
    );
    const points = bins.map(({ count, confidence, right }) => [confidence / count, right / count]);
    gaps.draw(points.map(([x, y]) => [x, x, x, y]));
    dots.draw(points);
    drawStep(step, state.others);
    texts = {
      loss: number(state.loss, 3),
      held_out_loss: number(now.nll, 3),
      ece: number(now.ece, 3),
      accuracy: number(now.accuracy, 3),
      confidence: number(now.confidence, 3),
      eta: number(shown.rate, 3),
      lambda: small(shown.penalty),
      T: number(T, 2)
    };
    for (const name of NUMBERS) write[name](texts[name]);
  }

  return s.onDraw(draw, () => fill(words.said, { ...texts, step: model.get("step") }));
}

export default { render };
