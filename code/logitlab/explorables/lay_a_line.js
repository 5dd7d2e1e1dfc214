const WORDS = {
  "en": {
    "title": "Lay a line",
    "prompt": [
      "Dots at the top had distress, dots at the bottom had none. Drag the two handles until the",
      "line says best how likely distress is. Then read it off at 31 °F."
    ],
    "after": "Move the handles: can you keep all answers between 0% and 100%? Then bend the line.",
    "figure": [
      "A straight line over the temperature, with two handles, and 23 launches as dots: those with",
      "distress at height 1, those without at height 0."
    ],
    "temperature": "temperature in °F",
    "height": "answer",
    "cold": "height at 55 °F",
    "warm": "height at 75 °F",
    "coldHandle": "handle at 55 °F: height of the line",
    "warmHandle": "handle at 75 °F: height of the line",
    "ask": "Read it at 31 °F",
    "bent": "bend it into an S",
    "sliders": "The handles as sliders",
    "at_31": "answer at 31 °F",
    "at_81": "answer at 81 °F",
    "yes": "distress",
    "no": "no distress",
    "percent": "{n}%",
    "question": "31 °F",
    "said": "At 81 °F the answer is {warm}.",
    "saidBoth": "At 31 °F the answer is {cold}, at 81 °F it is {warm}.",
    "reset": "Reset"
  }
};

import { labels } from "./shared/labels.js";
import { clamp, range, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const HEIGHT = { low: -0.5, high: 1.5, step: 0.01, digits: 2 };
const AT = { cold: 55, warm: 75 };
const [MORNING, WARMEST] = [31, 81];
const X = [28, 84];
const FROM = 51; // °F: further to the left the line is not drawn before it is read
const NEAR = [-0.32, 1.32]; // the heights that are shown before, and after
const FAR = [-0.85, 2.3];

const rounded = (height) => Math.round(100 * height) / 100;

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["cold", "warm", "read", "bent"]);
  const { words } = s;
  const distress = model.get("distress");
  const seen = {}; // launches with the same temperature and outcome are stacked
  const launches = model.get("temperature").map((x, i) => {
    const key = `${x} ${distress[i]}`;
    seen[key] = (seen[key] ?? -1) + 1;
    return { x, y: distress[i], rank: seen[key] };
  });

  const figure = s.chart({
    x: X,
    y: NEAR,
    height: 380,
    xLabel: words.temperature,
    yLabel: words.height,
    label: words.figure
  });
  const allowed = figure.path("probability-fill");
  const edges = [0, 1].map(() => figure.path("muted thin"));
  const morning = figure.path("muted dashed");
  const dots = [0, 1].map(() => figure.dots("target big-dots"));
  const straight = figure.path("ink dashed thin");
  const answer = figure.path("probability thick");
  s.ghost(answer);
  const ends = figure.dots("probability big");
  const [yes, no, question] = [1, 2, 3].map(() => figure.text("note"));
  const numbers = Object.fromEntries(
    ["at_31", "at_81"].map((name) => [name, figure.text("note strong")])
  );
  const drawHandles = ["cold", "warm"].map((trait) =>
    s.handle(figure, trait, {
      ...HEIGHT,
      className: "score",
      square: true,
      label: words[`${trait}Handle`],
      onDrag: ({ y }) => y,
      write: (height) => ({ [trait]: rounded(height) })
    })
  );
  figure.onTap(({ x, y }) => {
    const near = x < (AT.cold + AT.warm) / 2 ? "cold" : "warm";
    s.set({ [near]: clamp(rounded(y), HEIGHT.low, HEIGHT.high) });
  });

  const { into, show } = s.phases(["prompt", "after"]);
  into(0);
  const ask = s.button("ask", () => {
    s.set({ read: true, bent: false });
    show(1);
    el.querySelector(".explorable-toggle input")?.focus({ preventScroll: true });
  });
  ask.classList.add("explorable-main");
  into(1);
  s.toggle("bent");
  into();
  s.fold("sliders");
  for (const trait of ["cold", "warm"]) s.slider(trait, HEIGHT);

  const widen = tween(s.redraw);
  const bow = tween(s.redraw);
  let before = null;

  const lineAt = (x) => {
    const [cold, warm] = [model.get("cold"), model.get("warm")];
    return cold + ((x - AT.cold) / (AT.warm - AT.cold)) * (warm - cold);
  };
  const bentAt = (x) => sigmoid(4 * (lineAt(x) - 0.5));
  const percent = (height) => fill(words.percent, { n: number(100 * height, 0) });

  // Beside its dot, below or above, where no curve and no knob is.
  function placesOf(x, height) {
    const y = clamp(height, ...figure.view.y);
    const sides = x === MORNING ? [12, 4, 34] : [14, 24, -12, -34];
    const anchor = x === MORNING ? "start" : "end";
    return [-12, 24, 5, -26, 38, -40, 52, -54, 66, -68, 80].flatMap((dy) =>
      sides.map((dx) => [x, y, { dx, dy, anchor }])
    );
  }

  // Of the words for the dots: left or right, inside or outside of the heights 0 and 1.
  function wordPlaces(y, inside, outside) {
    return [MORNING, 42, 60, X[1]].flatMap((x) =>
      [inside, outside].map((dy) => [
        x,
        y,
        x === X[1] ? { dx: -2, dy, anchor: "end" } : { dx: 6, dy }
      ])
    );
  }

  function draw() {
    const [read, bent] = [model.get("read"), model.get("bent")];
    if (before && read && !before.read) widen.start();
    if (before && bent !== before.bent) bow.start();
    before = { read, bent };
    const wide = read ? widen.share() : 0;
    const curved = bent ? bow.share() : 1 - bow.share();
    figure.setY(NEAR.map((near, i) => near + wide * (FAR[i] - near)));
    const at = (x) => lineAt(x) + curved * (bentAt(x) - lineAt(x));
    const from = FROM + wide * (X[0] - FROM);

    allowed.draw(
      [
        [X[0], 0],
        [X[1], 0],
        [X[1], 1],
        [X[0], 1]
      ],
      true
    );
    edges.forEach((edge, y) => {
      edge.draw(X.map((x) => [x, y]));
    });
    morning.draw([
      [MORNING, figure.view.y[0]],
      [MORNING, figure.view.y[1]]
    ]);
    const free = labels(figure);
    const step = 0.055 * (1 + wide);
    for (const y of [0, 1]) {
      const those = launches.filter((launch) => launch.y === y);
      const marks = those.map(({ x, rank }) => [x, y + (y ? 1 : -1) * step * rank]);
      dots[y].draw(marks);
      free.dots(marks);
    }
    const line = curved ? [from, X[1]].map((x) => [x, lineAt(x)]) : [];
    straight.draw(line);
    free.curve(line);
    const curve = range(from, X[1], curved ? 90 : 1).map((x) => [x, at(x)]);
    answer.draw(curve);
    free.curve(curve);
    for (const trait of ["cold", "warm"]) free.knob(AT[trait], model.get(trait));
    drawHandles[0](AT.cold, model.get("cold"));
    drawHandles[1](AT.warm, model.get("warm"));

    const shown = { at_31: read && wide === 1 && MORNING, at_81: WARMEST };
    ends.draw(Object.values(shown).flatMap((x) => (x ? [[x, at(x)]] : [])));
    for (const [name, x] of Object.entries(shown)) {
      const text = numbers[name];
      if (!x) {
        text.draw(MORNING, 0, "");
        delete text.node.dataset.number;
        continue;
      }
      if (!text.node.dataset.number) text.node.dataset.number = name;
      free.put(text, percent(at(x)), placesOf(x, at(x)));
    }
    const edge = figure.view.y;
    const dates = [1, 0].map((top) => [MORNING, edge[top], { dx: 6, dy: top ? 14 : -8 }]);
    free.put(question, words.question, dates);
    free.put(yes, words.yes, wordPlaces(1, 16, -9), { mayGo: true });
    free.put(no, words.no, wordPlaces(0, -8, 17), { mayGo: true });

    show(read ? 1 : 0);
  }

  return s.onDraw(draw, () => {
    const at = model.get("bent") ? bentAt : lineAt;
    const told = { cold: percent(at(MORNING)), warm: percent(at(WARMEST)) };
    return fill(model.get("read") ? words.saidBoth : words.said, told);
  });
}

export default { render };
