const WORDS = {
  "en": {
    "title": "Balance beam",
    "reset": "Reset",
    "prompt": [
      "Each arrow is the error of a launch, up where the curve is too high. Move the curve until",
      "the beam is level and rests on the dashed line."
    ],
    "curve_figure": [
      "Probability of distress against temperature: a curve with two handles, and the launches as",
      "dots, with distress at the top, without at the bottom."
    ],
    "beam": [
      "A beam over the temperatures, with an arrow for the error of each launch. It stands as high",
      "as the sum of the errors, and tilts toward the side on which they point up."
    ],
    "temperature": "temperature, °F",
    "probability": "probability",
    "error": "error p − y",
    "weight": "weight w, per °F",
    "score_at_70": "score at 70 °F",
    "level_handle": "square at 70 °F: the curve up or down",
    "steep_handle": "circle at 55 °F: how steep the curve is",
    "distress": "distress",
    "fine": "no distress",
    "sum": "errors added up",
    "tilt": "each times its °F from 70, added up",
    "level": "Level it",
    "sliders": "The handles as sliders",
    "said": "The errors add up to {sum}; each times its °F from 70, to {tilt}."
  }
};

import {
  launchChart,
  launchesOf,
  MIDDLE,
  SCORE,
  scoreAt,
  TEMPERATURES,
  WEIGHT
} from "./shared/launches.js";
import { sideBySide, sigmoid, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const APART = 0.42; // °F between launches with the same temperature
const HIGH = 0.3; // how far the beam stands from the line at most, and how far its end tilts
const SOFT = { sum: 4, tilt: 60 }; // sums at which it goes three quarters of that way
const END = TEMPERATURES[1] - MIDDLE;

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["weight", "score_at_70"]);
  const { words } = s;
  const launches = launchesOf(model);
  const places = sideBySide(
    launches.map(({ t }) => t),
    APART
  );
  const picture = launchChart(s, model, launches, { height: 240, ratio: 0.5 });
  const figure = s.chart({
    x: TEMPERATURES,
    y: [-1.6, 1.6],
    height: 230,
    ratio: 0.5,
    rows: [[0, "0"]],
    xTicks: false,
    xLabel: "",
    yLabel: words.error,
    label: words.beam,
    margin: { bottom: 10 }
  });
  const rest = figure.path("muted dashed");
  const arrows = figure.arrows("gradient");
  const beam = figure.path("ink thick");
  s.ghost(beam);
  const write = s.readouts(["sum", "tilt"]);
  const level = s.button("level", () => {
    const [weight, score] = model.get("best");
    s.glide({ weight, score_at_70: score });
  });
  s.fold("sliders");
  s.slider("weight", WEIGHT);
  s.slider("score_at_70", SCORE);

  function sums(w, a) {
    const errors = launches.map(({ t, y }) => sigmoid(scoreAt(t, w, a)) - y);
    const tilt = total(errors.map((error, i) => error * (launches[i].t - MIDDLE)));
    return { errors, sum: total(errors), tilt };
  }

  function draw() {
    const [w, a] = [model.get("weight"), model.get("score_at_70")];
    const { errors, sum, tilt } = sums(w, a);
    picture.draw(w, a);
    const height = HIGH * Math.tanh(sum / SOFT.sum);
    const lean = (HIGH * Math.tanh(tilt / SOFT.tilt)) / END;
    const at = (t) => height + lean * (t - MIDDLE);
    rest.draw(TEMPERATURES.map((t) => [t, 0]));
    arrows.draw(errors.map((error, i) => [places[i], at(places[i]), at(places[i]) + error]));
    beam.draw(TEMPERATURES.map((t) => [t, at(t)]));
    level.classList.toggle("explorable-elsewhere", !(w || a)); // first a try
    write.sum(number(sum, 2));
    write.tilt(number(tilt, 1));
  }

  return s.onDraw(draw, () => {
    const { sum, tilt } = sums(model.get("weight"), model.get("score_at_70"));
    return fill(words.said, { sum: number(sum, 2), tilt: number(tilt, 1) });
  });
}

export default { render };
