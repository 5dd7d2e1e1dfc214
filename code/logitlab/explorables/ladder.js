const WORDS = {
  "en": {
    "title": "Ladder",
    "prompt":
      "How good is each team? Drag the seven until their 273 games surprise least. Then check.",
    "next": [
      "Crosses: the best ladder. Slide all levels. Then let Milwaukee win all its games, and",
      "search."
    ],
    "endless": [
      "Without a best ladder there are no crosses. Search: where does Milwaukee stop? Then make",
      "the other sum small."
    ],
    "figure": [
      "A row for each of seven baseball teams, with a handle at its level. An arrow points where",
      "the surprise falls, the longer the further the wins are from what the levels expect."
    ],
    "teams": "Baltimore, Boston, Cleveland, Detroit, Milwaukee, New York, Toronto",
    "team": "{team}: {wins}",
    "level": "level, in nats",
    "won": "wins of 78",
    "handle": "level of {team}",
    "surprise": "total surprise, in nats",
    "objective": "surprise + penalty, in nats",
    "surpriseNow": "surprise",
    "objectiveNow": "penalized",
    "lowest": "the lowest possible",
    "none": "the total surprise",
    "l2": "the same + levels²/(2C)",
    "nothing": "none",
    "commit": "Check my ladder",
    "search": "Search: 20 steps",
    "shift": "added to all levels",
    "unbeaten": "Milwaukee wins all its games",
    "cure": "make small",
    "power": "k in C = 10ᵏ",
    "fine": "C, the lowest, and sliders",
    "close": "This is the best ladder.",
    "verdict": "{more} nats above the lowest.",
    "away": "Milwaukee: the higher, the better.",
    "said": "{made} {value}. The lowest possible: {lowest}.",
    "guessed": "Total surprise {value} nats.",
    "reset": "Reset"
  }
};

import { clamp, sigmoid, softplus, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const TEAMS = 7;
const UNBEATEN = 4;
const ROW = [...Array(TEAMS).keys()];
const LIMIT = 10;
const LEVEL = { low: -2, high: 8, step: 0.05, digits: 2 };
const SHIFT = { low: -2, high: 2, step: 0.1, digits: 1 };
const POWER = { low: -2, high: 2, step: 0.1, digits: 1 };
const ROOMS = [
  [LEVEL.low, 2],
  [LEVEL.low, LEVEL.high]
];
const FIGURE = 9.6; // px of a figure of the number on the chart
const STEPS = 20;
const WIN = 0.04; // nats: how long an arrow is for each win that is missing; no step too far
const HEAD = 6; // px

const surpriseOf = (z, wins) =>
  total(ROW.map((i) => total(ROW.map((j) => wins[i][j] * softplus(z[j] - z[i])))));

// The slopes of what is made small, without the penalty: expected minus actual wins.
const errorsOf = (z, wins) =>
  ROW.map((i) => {
    const games = ROW.map((j) => wins[i][j] + wins[j][i]);
    return total(ROW.map((j) => games[j] * sigmoid(z[i] - z[j]))) - total(wins[i]);
  });

const squares = (z) => total(z.map((level) => level * level));

// The solution of A x = b, for a symmetric, positive definite A: elimination needs no pivots.
function solve(A, b) {
  const rows = A.map((row, i) => [...row, b[i]]);
  for (const [k, pivot] of rows.entries()) {
    for (const row of rows.slice(k + 1)) {
      const factor = row[k] / pivot[k];
      for (let j = k; j <= b.length; j += 1) row[j] -= factor * pivot[j];
    }
  }
  const x = [];
  for (let k = b.length - 1; k >= 0; k -= 1) {
    const known = total(rows[k].slice(k + 1, -1).map((value, j) => value * x[k + 1 + j]));
    x[k] = (rows[k].at(-1) - known) / rows[k][k];
  }
  return x;
}

// Newton's steps to the best levels; a 1 added to all that bends keeps their sum at 0.
function bestLevels(wins, strength) {
  let z = ROW.map(() => 0);
  for (let step = 0; step < 60; step += 1) {
    const slopes = errorsOf(z, wins).map((error, i) => error + strength * z[i]);
    const weights = ROW.map((i) =>
      ROW.map((j) => (wins[i][j] + wins[j][i]) * sigmoid(z[i] - z[j]) * sigmoid(z[j] - z[i]))
    );
    const bend = weights.map((row, i) =>
      row.map((weight, j) => (i === j ? total(row) + strength : 0) - weight + 1)
    );
    const way = solve(bend, slopes);
    const longest = Math.max(1, ...way.map(Math.abs));
    z = z.map((level, i) => level - way[i] / longest);
    if (Math.max(...way.map(Math.abs)) < 1e-12) break;
  }
  return z;
}

function render({ model, el }) {
  const traits = ["levels", "shift", "committed", "unbeaten", "cure", "power"];
  const s = stage({ model, el }, WORDS, traits);
  const { words } = s;
  const teams = words.teams.split(", ");
  const counted = model.get("counted");
  const heights = ROW.map((k) => TEAMS - 1 - k); // the first team on top

  function winsOf() {
    const wins = ROW.map((i) => ROW.map((j) => counted[TEAMS * i + j]));
    if (model.get("unbeaten")) {
      for (const j of ROW) {
        wins[UNBEATEN][j] += wins[j][UNBEATEN];
        wins[j][UNBEATEN] = 0;
      }
    }
    return wins;
  }
  const named = () => {
    const wins = winsOf();
    return ROW.map((k) => [heights[k], fill(words.team, { team: teams[k], wins: total(wins[k]) })]);
  };
  const rows = named(); // the chart reads this list whenever it draws its axes
  const shown = () => model.get("levels").map((level) => level + model.get("shift"));
  // It does not change below a finger.
  let held = null;
  function room() {
    if (held && el.querySelector(".dragged")) return held;
    const wide = model.get("unbeaten") || Math.max(...shown()) > ROOMS[0][1];
    held = ROOMS[wide ? 1 : 0];
    return held;
  }
  const strength = () => (model.get("cure") === "l2" ? 10 ** -model.get("power") : 0);

  const figure = s.chart({
    x: room(),
    y: [-0.6, TEAMS + 0.4],
    height: 350,
    ratio: 1,
    rows,
    xLabel: words.level,
    yLabel: words.won,
    label: words.figure,
    margin: { left: 122 }
  });
  const crosses = figure.dots("ink cross", "m-5-5l10 10m0-10l-10 10");
  const [sumName, sum] = ["note", "note strong"].map((name) => figure.text(name));
  const arrows = ROW.map(() => figure.path("gradient"));
  // Where a handle or a slider puts one team: on the chart, and without the shift.
  const one = (k) => ({
    ...LEVEL,
    read: () => shown()[k],
    write: (value) => {
      const levels = [...model.get("levels")];
      levels[k] = clamp(value - model.get("shift"), -LIMIT, LIMIT);
      return { levels };
    }
  });
  const knobs = ROW.map((k) =>
    s.handle(figure, "levels", {
      ...one(k),
      className: "score",
      label: fill(words.handle, { team: teams[k] }),
      onDrag: ({ x }) => clamp(x, ...room())
    })
  );
  s.ghost(...knobs);

  const { into, show } = s.phases(["prompt", "next", "endless"]);
  into(0);
  const appear = tween(s.redraw); // of the crosses, from the middle out
  const commit = s.button("commit", () => {
    appear.start();
    s.set({ committed: true });
  });
  commit.classList.add("explorable-main");
  into(1);
  const verdict = s.block("p", "verdict");
  const search = s.button("search", () => {
    const wins = winsOf();
    let z = shown();
    for (let step = 0; step < STEPS; step += 1) {
      const errors = errorsOf(z, wins);
      const size = 1 / ((TEAMS * 13) / 4 + strength());
      z = z.map((level, i) =>
        clamp(level - size * (errors[i] + strength() * level), -LIMIT, LIMIT)
      );
    }
    s.glide({ levels: z, shift: 0 });
  });
  search.classList.add("explorable-main");
  s.slider("shift", SHIFT);
  s.toggle("unbeaten");
  s.choice("cure", ["none", "l2"]);
  into();
  s.fold("fine");
  const write = s.readouts(["lowest"]);
  s.slider("power", POWER);
  for (const k of ROW) {
    words[`level-${k}`] = teams[k];
    s.slider(`level-${k}`, one(k));
  }

  let known = {}; // the best levels, for one season and one penalty
  function bestOf(wins) {
    const key = `${model.get("unbeaten")} ${strength()}`;
    if (known.key !== key) {
      const exists = !model.get("unbeaten") || strength() > 0;
      const levels = exists ? bestLevels(wins, strength()) : null;
      const lowest = exists && surpriseOf(levels, wins) + (strength() / 2) * squares(levels);
      known = { key, levels, lowest };
    }
    return known;
  }

  function found() {
    const [wins, z] = [winsOf(), shown()];
    const objective = surpriseOf(z, wins) + (strength() / 2) * squares(z);
    return { wins, z, objective, ...bestOf(wins) };
  }

  function verdictOf({ objective, levels, lowest }) {
    if (!levels) return words.away;
    const more = number(objective - lowest, 2);
    return objective - lowest < 0.005 ? words.close : fill(words.verdict, { more });
  }

  const lowestText = ({ levels, lowest }) => (levels ? number(lowest, 2) : words.nothing);

  function draw() {
    const state = found();
    const { wins, z, objective, levels } = state;
    const [committed, penalized] = [model.get("committed"), model.get("cure") === "l2"];
    rows.splice(0, TEAMS, ...named());
    figure.setX(room());
    show(committed ? 1 : 0, committed && !levels ? 2 : undefined);
    // Only gaps count, so the crosses go where the reader's ladder is, unless levels cost.
    const middle = penalized ? 0 : total(z) / TEAMS;
    const out = appear.share();
    const places = levels?.map((level, k) => [middle + out * level, heights[k]]);
    crosses.draw(committed && places ? places : []);
    const errors = errorsOf(z, wins);
    const [across, up] = figure.scale();
    const [low, high] = room();
    z.forEach((level, k) => {
      const slope = errors[k] + strength() * level;
      const from = clamp(level, low, high);
      const tip = clamp(from - WIN * slope, low, high);
      const back = (Math.sign(slope) * Math.min(HEAD, Math.abs(tip - from) * across)) / across;
      const barb = (side) => [tip + back, heights[k] + (side * HEAD * 0.6) / up];
      const point = [tip, heights[k]];
      arrows[k].draw([[from, heights[k]], point, barb(1), point, barb(-1)]);
      knobs[k](level, heights[k]);
    });
    const text = verdictOf(state);
    if (verdict.textContent !== text) verdict.textContent = text;
    const value = number(objective, 2);
    sum.node.dataset.number = penalized ? "objective" : "surprise";
    sum.draw(high, TEAMS - 0.2, value, { dy: 4, anchor: "end" });
    const beside = { dx: -FIGURE * value.length - 8, dy: 4, anchor: "end" };
    sumName.draw(high, TEAMS - 0.2, words[penalized ? "objectiveNow" : "surpriseNow"], beside);
    write.lowest(committed ? lowestText(state) : "");
  }

  return s.onDraw(draw, () => {
    const state = found();
    const value = number(state.objective, 2);
    if (!model.get("committed")) return fill(words.guessed, { value });
    const made = words[model.get("cure") === "l2" ? "objective" : "surprise"];
    return fill(words.said, { made, value, lowest: lowestText(state) });
  });
}

export default { render };
