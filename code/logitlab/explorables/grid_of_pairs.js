const WORDS = {
  "en": {
    "title": "A grid of pairs",
    "prompt": [
      "Solid squares are cosines above 0. After a softmax of each row, what is the mean share",
      "of the right captions? Drag the mark."
    ],
    "next": [
      "Now squares show shares. Lower the temperature: where does the loss turn? Then take",
      "fewer pairs."
    ],
    "grid": [
      "A grid: pictures of digits from top to bottom, captions from left to right. A square in",
      "each cell is as large as the cosine, or the share, there. The right pairs stand on the",
      "diagonal."
    ],
    "captions": "zero one two three four five six seven eight nine",
    "strip": "The mean share of the right pairs from 0 to 1, with your mark and with chance.",
    "curve": [
      "The loss against the temperature on a logarithmic axis: it falls as the temperature",
      "sinks, and then rises. A dashed line is the learned temperature, another one the loss of",
      "chance."
    ],
    "meanShare": "mean share of the right pairs",
    "mark": "your mark: mean share of the right pairs",
    "guess": "your mark",
    "commit": "Check my mark",
    "you": "you",
    "chance": "chance 1/{n}",
    "lnN": "ln {n}",
    "learned": "learned",
    "axis": "temperature, 0.01 to 1",
    "lossAxis": "loss, nats",
    "temperature": "temperature",
    "n": "pairs",
    "reading": "shares in",
    "rows": "rows",
    "columns": "columns",
    "cells": "cells",
    "deal": "Other pictures",
    "share": "mean share of the right pairs",
    "loss": "loss, nats",
    "guessed": "{n} pairs. Your mark is at {guess}.",
    "said": [
      "{n} pairs at temperature {t}: the right ones get {share} on average, and the loss is",
      "{loss} nats."
    ],
    "reset": "Reset"
  }
};

import { setAttributes, shades, svg } from "./shared/chart.js";
import { imageRows } from "./shared/digits.js";
import { labels } from "./shared/labels.js";
import { logSumExp, range, sigmoid, softmax, softplus, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving } from "./shared/tween.js";

const TRAITS = ["n", "temperature", "reading", "deal", "guess", "committed"];
const N = { low: 2, high: 10, step: 1, digits: 0 };
const GUESS = { low: 0, high: 1, step: 0.01, digits: 2 };
const POWER = { low: -2, high: 0, step: 0.02, digits: 2 }; // of ten: the temperature
const MOST = 5; // nats on the axis of the loss
const DEALS = 5;
const SIDE = 46; // of the grid, in units of its drawing
const [LEFT, TOP] = [5.6, 6.6]; // where it begins
const FULL = 0.96; // of a cell: a share of 1
const PICTURE = 4;
const DIGITS = range(0, 9, 9);

const transposed = (grid) => grid[0].map((_, j) => grid.map((row) => row[j]));

// What each cell gets, and the mean surprise of the right pairs.
function read(cosines, temperature, reading, threshold) {
  const least = reading === "cells" ? threshold : 0;
  const z = cosines.map((row) => row.map((value) => (value - least) / temperature));
  const n = z.length;
  if (reading === "cells") {
    const costs = z.flatMap((row, i) => row.map((score, j) => softplus(i === j ? -score : score)));
    return { shares: z.map((row) => row.map(sigmoid)), loss: total(costs) / n };
  }
  const lines = reading === "rows" ? z : transposed(z);
  const shares = lines.map((line) => softmax(line));
  const loss = total(lines.map((line, i) => logSumExp(line) - line[i])) / n;
  return { shares: reading === "rows" ? shares : transposed(shares), loss };
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, TRAITS);
  const { words } = s;
  const [learned, threshold] = model.get("fitted");
  const images = imageRows(model.get("images"));
  const captions = words.captions.split(" ");

  const root = svg(s.block("div", "explorable-chart", s.view), "svg", {
    class: "pictures",
    viewBox: `0 0 ${LEFT + SIDE + 0.4} ${TOP + SIDE + 0.4}`,
    role: "img",
    "aria-label": words.grid
  });
  // of rivals, of right pairs, of cosines below 0; and the lines between cells
  const looks = ["muted", "probability", "frame", "frame"];
  const [lines, ...squares] = looks.map((look) => svg(root, "path", { class: look })).reverse();
  const pictures = DIGITS.map(() => svg(root, "g"));
  const inks = pictures.map((picture) => shades(picture, "ink", 8));
  const names = captions.map(() => svg(root, "text"));

  const strip = s.chart({
    aside: true,
    x: [-0.1, 1.1],
    y: [0, 1],
    height: 104,
    xLabel: words.meanShare,
    yLabel: "",
    rows: [],
    label: words.strip,
    margin: { left: 2, right: 2, top: 2 }
  });
  const even = strip.segments("muted dashed");
  const mark = strip.segments("ink thick dashed");
  const found = strip.dots("probability big");
  const chance = strip.text("note");
  const you = strip.text("note");
  const share = strip.text("note strong");
  const drawMark = s.handle(strip, "guess", {
    ...GUESS,
    className: "ink",
    label: words.mark,
    onDrag: ({ x }) => x
  });
  strip.onTap(({ x }) => {
    if (!model.get("committed")) s.set({ guess: Math.min(Math.max(x, 0), 1) });
  });

  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  const cool = () => cooling.querySelector("input");
  commit("commit", () => s.set({ committed: true }), cool);
  into(1);
  const cooling = s.slider("temperature", {
    ...POWER,
    read: () => Math.log10(model.get("temperature")),
    write: (power) => ({ temperature: Number((10 ** power).toFixed(4)) }),
    say: (power) => number(10 ** power, power < -1 ? 3 : 2)
  });
  s.slider("n", N);
  s.choice("reading", ["rows", "columns", "cells"]);
  s.button("deal", () => s.set({ deal: (model.get("deal") + 1) % DEALS }));
  const figure = s.chart({
    aside: true,
    x: [POWER.low - 0.06, POWER.high + 0.06],
    y: [0, MOST],
    height: 130,
    xTicks: false,
    xLabel: words.axis,
    yLabel: words.lossAxis,
    label: words.curve,
    margin: { top: 4, bottom: 24 }
  });
  const guides = ["muted", "probability"].map((look) => figure.segments(`${look} dashed`));
  const curve = figure.path("loss");
  const here = figure.dots("loss big");
  s.ghost(here);
  const [lnN, trained, loss] = ["note", "note", "note strong"].map((look) => figure.text(look));
  loss.node.dataset.number = "loss";

  const grid = () => {
    const [n, deal] = [model.get("n"), model.get("deal")];
    const rows = model.get("cosines").slice(10 * deal, 10 * deal + n);
    return rows.map((row) => row.slice(0, n));
  };
  const now = () => read(grid(), model.get("temperature"), model.get("reading"), threshold);
  const mean = ({ shares }) => total(shares.map((row, i) => row[i])) / shares.length;

  // What the squares show. What a button changes comes on a way.
  const arrive = arriving(s.redraw);
  function moving(goal) {
    const key = ["n", "deal", "reading", "committed"].map((trait) => model.get(trait)).join();
    const values = arrive(key, goal.flat());
    const n = goal.length;
    return goal.map((_, i) => values.slice(n * i, n * (i + 1)));
  }

  // A square in each cell whose area is the value there.
  function drawGrid(values) {
    const n = values.length;
    const cell = SIDE / n;
    const marks = ["", "", ""];
    values.forEach((row, i) => {
      row.forEach((value, j) => {
        const side = FULL * cell * Math.sqrt(Math.abs(value));
        const corner = [LEFT + (j + 0.5) * cell - side / 2, TOP + (i + 0.5) * cell - side / 2];
        const [left, top, long] = [...corner, side].map((part) => part.toFixed(2));
        marks[value < 0 ? 0 : 2 - Number(i === j)] += `M${left} ${top}h${long}v${long}h-${long}z`;
      });
    });
    squares.forEach((square, kind) => {
      setAttributes(square, { d: marks[kind] });
    });
    drawEdges(n, cell);
  }

  // The pictures, the captions and the lines between cells.
  let edged = "";
  function drawEdges(n, cell) {
    if (edged === `${n} ${model.get("deal")}`) return;
    edged = `${n} ${model.get("deal")}`;
    const cuts = range(0, SIDE, n).map((at) => {
      return `M${LEFT + at} ${TOP}v${SIDE}M${LEFT} ${TOP + at}h${SIDE}`;
    });
    setAttributes(lines, { d: cuts.join("") });
    DIGITS.forEach((k) => {
      const middle = (k + 0.5) * cell;
      const top = TOP + middle - PICTURE / 2;
      setAttributes(pictures[k], { transform: `translate(0.4 ${top}) scale(${PICTURE / 8})` });
      const image = images[10 * model.get("deal") + k];
      const pixels = range(0, 63, 63).map((i) => [i % 8, i >> 3, image[i + 1]]);
      inks[k](k < n ? pixels : []);
      const turned = `translate(${LEFT + middle + 0.7} ${TOP - 0.7}) rotate(-90)`;
      setAttributes(names[k], { transform: turned });
      names[k].textContent = k < n ? captions[k] : "";
    });
  }

  // The loss at all temperatures, as long as the grid is the same.
  let known = { key: "" };
  function curvePoints(reading, n) {
    const key = [reading, n, model.get("deal")].join();
    if (known.key === key) return known.points;
    const cosines = grid();
    const points = range(POWER.low, POWER.high, 40).map((power) => {
      return [power, Math.min(read(cosines, 10 ** power, reading, threshold).loss, 2 * MOST)];
    });
    known = { key, points };
    return points;
  }

  function drawLoss(told) {
    const [n, reading] = [model.get("n"), model.get("reading")];
    const points = curvePoints(reading, n);
    const at = [Math.log10(model.get("temperature")), told.loss];
    const [place, level, compared] = [Math.log10(learned), Math.log(n), reading !== "cells"];
    curve.draw(points);
    here.draw([at]);
    guides[0].draw(compared ? [[POWER.low, level, POWER.high, level]] : []);
    guides[1].draw(compared ? [[place, 0, place, MOST]] : []);
    const free = labels(figure);
    free.curve(points);
    if (compared) free.curve([POWER.low, POWER.high].map((x) => [x, level]));
    free.knob(...at);
    const beside = [-8, 5, 18, -24].flatMap((dy) =>
      [14, -14, 30, -30, 46, -46].map((dx) => [...at, { dx, dy, anchor: dx < 0 ? "end" : "start" }])
    );
    free.put(loss, number(told.loss, 2), beside, { kind: "strong" });
    const along = range(POWER.high, POWER.low, 12).flatMap((x) =>
      [-7, 15].map((dy) => [x, level, { dx: 4, dy }])
    );
    free.put(lnN, compared ? fill(words.lnN, { n }) : "", along, { mayGo: true });
    const upright = [4.5, 3, 2, 1].map((y) => [place, y, { dx: 5, dy: 4 }]);
    free.put(trained, compared ? words.learned : "", upright, { mayGo: true });
  }

  function draw() {
    const [n, guess, committed] = ["n", "guess", "committed"].map((trait) => model.get(trait));
    const told = now();
    const own = mean(told);
    show(committed ? 1 : 0);
    drawGrid(moving(committed ? told.shares : grid()));
    drawLoss(told);
    strip.root.classList.toggle("fixed", committed);
    drawMark(guess, 0.3);
    mark.draw(committed ? [[guess, 0, guess, 0.6]] : []);
    found.draw(committed ? [[own, 0.3]] : []);
    const shown = committed ? own : guess;
    share.node.dataset.number = committed ? "share" : "guess";
    share.draw(shown, 0.3, number(shown, 2), { dy: committed ? -11 : -27, anchor: "middle" });
    const compared = committed && model.get("reading") !== "cells";
    even.draw(compared ? [[1 / n, 0, 1 / n, 1]] : []);
    chance.draw(1 / n, 1, compared ? fill(words.chance, { n }) : "", { dx: 5, dy: 11 });
    const free = labels(strip);
    if (compared) free.curve([0, 1].map((y) => [1 / n, y]));
    for (const y of [0.3, 0.62]) free.knob(own, y); // and its number
    const beside = [guess, 0.3, { dx: 7, dy: 4 }];
    const before = [guess, 0.3, { dx: -7, dy: 4, anchor: "end" }];
    free.put(you, committed ? words.you : "", [beside, before], { mayGo: true });
  }

  return s.onDraw(draw, () => {
    const [n, guess] = [model.get("n"), number(model.get("guess"), 2)];
    if (!model.get("committed")) return fill(words.guessed, { n, guess });
    const told = now();
    const t = number(model.get("temperature"), 3);
    return fill(words.said, { n, t, share: number(mean(told), 2), loss: number(told.loss, 2) });
  });
}

export default { render };
