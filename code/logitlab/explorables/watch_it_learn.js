const WORDS = {
  "en": {
    "title": "Watch it learn",
    "prompt": [
      "All weights are 0, so all ten pictures are empty. What is the loss? Take one step, then",
      "run. When does each picture begin to look like its digit, and how sure does the model",
      "become?"
    ],
    "pictures": [
      "The ten weight pictures, one for each digit, with the model's probability for the chosen",
      "image."
    ],
    "figure": [
      "Mean surprise against the number of steps, on 300 images it learns from (solid) and 100",
      "others (dashed)."
    ],
    "stepAxis": "steps",
    "lossAxis": "mean surprise, nats",
    "lnTen": "ln 10",
    "asked": "asked",
    "share": "{digit}: {percent}%",
    "loss": "loss, 300 images",
    "test_loss": "loss, 100 others",
    "accuracy": "correct of the 300",
    "test_accuracy": "correct of the others",
    "truth": "the image asked shows",
    "confidence": "its probability",
    "largest": "largest weight",
    "one": "1 step",
    "run": "Run / pause",
    "zero": "Back to step 0",
    "step": "step",
    "rate": "step size",
    "image": "which image to ask about",
    "said": [
      "Step {step}. Loss {loss} on the 300 images, {test_loss} on the others. The image shows",
      "{truth}; the model gives it {confidence}."
    ],
    "reset": "Reset"
  }
};

import { shades, svg } from "./shared/chart.js";
import { imageRows, softmaxDescent, takeSteps } from "./shared/digits.js";
import { dot, range, softmax, softmaxGrade } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const STEP = { low: 0, high: 200, step: 1, digits: 0 };
const BUDGET = 2; // ms of a frame for steps not yet taken
const DIGITS = range(0, 9, 9);
const PIXELS = range(0, 63, 63);
const NUMBERS = [
  "loss",
  "test_loss",
  "accuracy",
  "test_accuracy",
  "truth",
  "confidence",
  "largest"
];
const place = (k) => [10.5 * (1 + (k % 5)) + 0.2, k < 5 ? 0.2 : 12.2]; // a pixel is 1 wide

async function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["step", "rate", "image"]);
  const { words } = s;
  const images = imageRows(model.get("test"));
  const labels = model.get("test_labels");
  const descend = softmaxDescent(imageRows(model.get("train")), model.get("labels"), 10);

  const look = { viewBox: "0 0 61.5 23.6", role: "img", "aria-label": words.pictures };
  const pictures = svg(s.block("div", "explorable-chart", s.view), "svg", {
    class: "pictures",
    ...look
  });
  const [speaking, against, inked] = ["score", "loss", "ink"].map((name) => shades(pictures, name));
  const texts = [...DIGITS.map(place), [0.2, 0.2]].map(([x, y]) => {
    svg(pictures, "path", { class: "frame", d: `M${x} ${y}h8v8h-8z` });
    return svg(pictures, "text", { x: x + 4, y: y + 10.3, "text-anchor": "middle" });
  });
  texts[10].textContent = words.asked;
  const write = s.readouts(NUMBERS);

  // Run takes a step a frame, until the end or until somebody else moves the step.
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let timer = 0;
  function go() {
    const next = model.get("step") + 1;
    s.set({ step: next });
    timer = requestAnimationFrame(() => {
      timer = 0;
      if (model.get("step") === next && next < STEP.high) go();
    });
  }
  function pause() {
    cancelAnimationFrame(timer);
    timer = 0;
  }
  function run() {
    if (timer) {
      pause();
      return;
    }
    if (model.get("step") === STEP.high) s.set({ step: 0 });
    if (still) s.set({ step: STEP.high });
    else go();
  }
  s.button("one", () => s.set({ step: Math.min(model.get("step") + 1, STEP.high) }));
  s.button("run", run);
  s.slider("step", STEP);
  const figure = s.chart({
    x: [0, STEP.high],
    y: [0, 3.2],
    height: 190,
    xLabel: words.stepAxis,
    yLabel: words.lossAxis,
    label: words.figure
  });
  const start = figure.path("muted dashed thin");
  const curves = ["thick", "dashed"].map((kind) => figure.path(`loss ${kind}`));
  const here = figure.dots("loss big");
  const lnTen = figure.text("note");
  s.slider("rate", { low: 0.1, high: 4, step: 0.1, digits: 1 });
  s.slider("image", { low: 0, high: 99, step: 1, digits: 0 });

  // The steps are kept, so that going back costs nothing. Many new ones take several frames.
  let kept = { rate: NaN };
  function learned(step) {
    if (kept.rate !== model.get("rate")) kept = { rate: model.get("rate"), steps: [descend()] };
    takeSteps(kept.steps, step + 1, BUDGET, (last) => descend(last, kept.rate));
    const state = kept.steps[step] ?? kept.steps.at(-1);
    state.test ??= softmaxGrade(state.W, images, labels);
    return state;
  }

  const grid = ([left, top], values) =>
    PIXELS.map((i) => [left + (i % 8), top + (i >> 3), values[i + 1]]);

  function drawPictures({ W, largest }, image, p) {
    const cells = DIGITS.flatMap((k) => {
      const sizes = W[k].map((weight) => weight / (largest || 1));
      return grid(place(k), sizes);
    });
    const opposite = cells.map(([x, y, size]) => [x, y, -size]);
    speaking(cells);
    against(opposite, 0.22); // smaller squares
    inked(grid([0.2, 0.2], image));
    DIGITS.forEach((digit) => {
      texts[digit].textContent = fill(words.share, { digit, percent: number(100 * p[digit], 0) });
      texts[digit].setAttribute("class", largest && p[digit] === Math.max(...p) ? "chosen" : "");
    });
  }

  let shown = null;
  function draw() {
    const now = learned(model.get("step"));
    const at = kept.steps.indexOf(now);
    if (at < model.get("step")) {
      s.redraw(); // goes on in the next frame
      if (still && shown) return;
    }
    const image = images[model.get("image")];
    const truth = labels[model.get("image")];
    const p = softmax(now.W.map((weights) => dot(weights, image)));
    drawPictures(now, image, p);
    start.draw([
      [0, Math.log(10)],
      [STEP.high, Math.log(10)]
    ]);
    lnTen.draw(STEP.high, Math.log(10), words.lnTen, { dx: -4, dy: 15, anchor: "end" });
    const past = kept.steps.slice(0, at + 1);
    const graded = past.map(({ test }, step) => [step, test?.loss]); // only what was shown was
    curves[0].draw(past.map(({ loss }, step) => [step, loss]));
    curves[1].draw(graded.filter(([, loss]) => loss !== undefined));
    here.draw([[at, now.loss]]);
    shown = {
      loss: number(now.loss, 4),
      accuracy: `${number(100 * now.accuracy, 1)}%`,
      test_loss: number(now.test.loss, 4),
      test_accuracy: `${number(100 * now.test.accuracy, 0)}%`,
      truth: String(truth),
      confidence: number(p[truth], 4),
      largest: number(now.largest, 3)
    };
    for (const name of NUMBERS) write[name](shown[name]);
  }

  const remove = await s.onDraw(draw, () =>
    fill(words.said, { ...shown, step: model.get("step") })
  );
  return () => {
    pause();
    remove();
  };
}

export default { render };
