const WORDS = {
  "en": {
    "title": "How steep?",
    "prompt": [
      "Tilt the dashed line until it is the tangent at the score −2, then check: how steep is the",
      "curve there?"
    ],
    "next": [
      "Drag the handle along the curve, and compare the slope with the area. Where is the tangent",
      "nearly flat?"
    ],
    "figure": [
      "The S-shaped curve against the score, with a tangent that touches it at the handle. A",
      "triangle shows how far the tangent climbs over one unit of score."
    ],
    "square": "A square with sides of 1. In it a rectangle, p wide and 1 − p high.",
    "score": "score z",
    "height": "p",
    "handle": "score z where the tangent touches",
    "lineHandle": "end of your line: its slope",
    "guess": "slope of your line",
    "commit": "Check my line",
    "verdict": "Yours {mine}, the tangent {slope}.",
    "run": "run 1",
    "rise": "rise",
    "slope": "slope of the tangent",
    "area": "area of the rectangle",
    "atHandle": "slope {slope}",
    "inside": "area {area}",
    "wide": "p",
    "tall": "1 − p",
    "slider": "The handle as a slider",
    "guessed": "At score −2 your line has the slope {mine}.",
    "said": "At score {z} the curve has the height {p}, and the slope is {slope}.",
    "reset": "Reset"
  }
};

import { asking } from "./shared/asking.js";
import { range, sigmoid, sigmoidGrad } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const SCORE = { low: -6, high: 6, step: 0.1, digits: 2 };
const ASKED = -2; // the score where the reader lays a line
const GUESS = { low: 0, high: 0.4, step: 0.01, digits: 2 };
const REACH = 2.4; // of the tangent, to each side
const EDGE = -0.25; // the left edge of the square's chart: beside the square stands a side's name
const ROOM = 0.11; // of the slope: a lower triangle has no room for its words
const TALL = 15; // px: nor has a triangle that is lower on the screen

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["score", "guess", "answer"]);
  const { words } = s;
  const { revealed, guessed, after } = asking(model, () => model.get("score") !== ASKED);
  const figure = s.chart({
    x: [-6.4, 6.4],
    y: [-0.3, 1.3],
    height: 360,
    ratio: 0.66,
    rows: [0, 0.25, 0.5, 0.75, 1].map((y) => [y, String(y)]),
    xLabel: words.score,
    yLabel: words.height,
    margin: { left: 58 },
    label: words.figure
  });
  const triangle = figure.path("gradient-fill");
  const curve = figure.path("probability thick");
  const mine = figure.path("ink dashed");
  const tangent = figure.path("gradient thick");
  const [run, rise] = [1, 2].map(() => figure.text("note"));
  const slopeText = figure.text("note strong");
  slopeText.node.dataset.number = "slope";
  const hundredths = (value) => Math.round(100 * value) / 100 || 0; // 0 has no sign
  const drawHandle = s.handle(figure, "score", {
    ...SCORE,
    className: "score",
    label: words.handle,
    onDrag: ({ x }) => x,
    write: (score) => after({ score: hundredths(score) }),
    taps: [figure]
  });
  const drawEnd = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.lineHandle,
    onDrag: ({ y }) => hundredths((y - sigmoid(ASKED)) / REACH)
  });

  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  commit(
    "commit",
    () => s.set({ answer: "checked" }),
    () => drawHandle.node
  );
  into(1);
  const verdict = s.block("p", "verdict");
  s.fold("slider");
  s.slider("score", { ...SCORE, write: (score) => after({ score }) });
  into();
  const square = s.chart({
    aside: true,
    x: [EDGE, 1.1],
    y: [-0.13, 1.02],
    height: 250,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.square,
    margin: { top: 10, right: 4, bottom: 4, left: 4 }
  });
  const frame = square.path("muted thin");
  const rectangle = square.bars("gradient pale");
  s.ghost(tangent, rectangle);
  const [wide, tall] = [1, 2].map(() => square.text("note"));
  const area = square.text("note strong");
  area.node.dataset.number = "area";

  function drawSquare(p, slope, told) {
    // as wide as high on the screen
    const [across, up] = square.scale();
    const [from, to] = square.view.x;
    const right = EDGE + ((to - from) * across) / Math.abs(up);
    if (Math.abs(right - to) > 0.01) square.setX([EDGE, right]);
    const [top, side] = [1 - p, p];
    frame.draw(
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1]
      ],
      true
    );
    rectangle.draw([[0, 0, side, top]]);
    wide.draw(side / 2, 0, words.wide, { dy: 18, anchor: "middle" });
    tall.draw(0, top / 2, words.tall, { dx: -8, dy: 4, anchor: "end" });
    // above the diagonal, where no rectangle reaches
    area.draw(0.7, 0.78, told ? fill(words.inside, { area: number(slope, 3) }) : "", {
      dy: 5,
      anchor: "middle"
    });
  }

  function draw() {
    const z = model.get("score");
    const [p, slope] = [sigmoid(z), sigmoidGrad(z)];
    const [told, guess] = [revealed(), model.get("guess")];
    const through = (steepness) => [-REACH, REACH].map((step) => [z + step, p + step * steepness]);
    curve.draw(range(...figure.view.x, 160).map((x) => [x, sigmoid(x)]));
    const asked = z === ASKED && (guessed() || !told); // what the guess is about
    mine.draw(asked ? through(guess) : []);
    tangent.draw(told ? through(slope) : []);
    const corners = [
      [z, p],
      [z + 1, p],
      [z + 1, p + slope]
    ];
    triangle.draw(told ? corners : [], true);
    const up = figure.scale()[1];
    const room = told && slope > ROOM && slope * up > TALL;
    const gap = (sigmoid(z + 1) - p - slope / 2) * up; // px, middle of the rise to the curve
    run.draw(z + 0.55, p, room ? words.run : "", { dy: 16 });
    rise.draw(z + 1, p + slope / 2, room ? words.rise : "", {
      dx: 8,
      dy: 5 + Math.max(0, 9 - gap)
    });
    // above the curve there is room on the left, below it on the right
    const left = slope > ROOM || z > 0;
    const place = left ? { dx: -12, dy: -13, anchor: "end" } : { dx: 8, dy: 23 };
    slopeText.draw(z, p, told ? fill(words.atHandle, { slope: number(slope, 3) }) : "", place);
    drawHandle(z, p);
    drawEnd(z + REACH, p + REACH * guess);
    drawSquare(p, slope, told);
    drawHandle.node.classList.toggle("explorable-elsewhere", !told);
    drawEnd.node.classList.toggle("explorable-elsewhere", told);
    for (const { node } of [slopeText, area]) node.toggleAttribute("hidden", !told);
    show(told ? 1 : 0);
    const both = { mine: number(guess, 2), slope: number(slope, 3) };
    verdict.textContent = asked && told ? fill(words.verdict, both) : "";
  }

  return s.onDraw(draw, () => {
    const z = model.get("score");
    if (!revealed()) return fill(words.guessed, { mine: number(model.get("guess"), 2) });
    const told = { p: number(sigmoid(z), 2), slope: number(sigmoidGrad(z), 3) };
    return fill(words.said, { z: number(z, 2), ...told });
  });
}

export default { render };
