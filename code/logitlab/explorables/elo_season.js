const WORDS = {
  "en": {
    "title": "A season of Elo",
    "prompt": [
      "After how many games will the seven lines be closest to their crosses? Drag the mark, then",
      "play the season."
    ],
    "next": "The lines tremble about their crosses. Try another K, and another order of the games.",
    "figure": [
      "The ratings of seven teams against the number of games played. All start at 1500 points.",
      "Crosses at the right edge mark the best ladder for all 273 games."
    ],
    "letters": "BAL, BOS, CLE, DET, MIL, NY, TOR",
    "goal": "×: all games at once",
    "Baltimore": "Baltimore",
    "Boston": "Boston",
    "Cleveland": "Cleveland",
    "Detroit": "Detroit",
    "Milwaukee": "Milwaukee",
    "New York": "New York",
    "Toronto": "Toronto",
    "games": "games played",
    "points": "rating, in points",
    "guess": "your mark",
    "mark": "your mark: games until the lines are closest to their crosses",
    "begin": "Play the season",
    "closest": "games until the lines are closest to their crosses",
    "closestAt": "closest: {n}",
    "closestYet": "so far: {n}",
    "strip": "The surprise per game as a bar. A dashed line marks that of a coin.",
    "nats": "surprise per game, in nats",
    "coin": "a coin",
    "played": "games played",
    "K": "K, in points",
    "team": "thick line",
    "play": "Play",
    "pause": "Pause",
    "another": "Another order",
    "fine": "The last game, and the thick line",
    "surprise": "surprise per game, in nats (a coin: 0.693)",
    "result": "{winner} beat {loser}.",
    "gained": "Its p was {p}: it gains {gain} points.",
    "asked": "Your mark is at {guess} games. No game is played yet.",
    "said": [
      "After {game} games: {result} {gained} The surprise per game is {surprise} nats. The lines",
      "were closest to their crosses after {closest} games."
    ],
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { apart, labels } from "./shared/labels.js";
import { clamp, sigmoid, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

// the values of the trait team, and the keys of their names
const CITIES = ["Baltimore", "Boston", "Cleveland", "Detroit", "Milwaukee", "New York", "Toronto"];
const TEAMS = CITIES.length;
const TEAM = [...Array(TEAMS).keys()];
const POINTS = 400 / Math.log(10);
const START = 1500;
const GAMES = 273;
const PLAYED = { low: 1, high: GAMES, step: 1, digits: 0, pace: 60 };
const GUESS = { ...PLAYED, low: 0 };
const K = { low: 1, high: 100, step: 1, digits: 0 };
const ROOMS = [230, 450, 800]; // points up and down from 1500
const NAMES = 70; // games: the room for letters and crosses at the right
const CROSS = 56; // games beyond the last one: where the crosses stand

// Fisher and Yates' shuffle by a small generator of numbers.
function shuffled(games, order) {
  const list = [...games];
  let state = 1 + order;
  for (let i = list.length - 1; i > 0; i -= 1) {
    state = (16807 * state) % 2147483647;
    const j = state % (i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

// The ratings before the first game and after each, and the winners' probabilities.
function walk(season, k) {
  const ratings = [TEAM.map(() => START)];
  const chances = season.map(([winner, loser]) => {
    const next = [...ratings.at(-1)];
    const p = sigmoid((next[winner] - next[loser]) / POINTS);
    next[winner] += k * (1 - p);
    next[loser] -= k * (1 - p);
    ratings.push(next);
    return p;
  });
  return { ratings, chances };
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["played", "K", "order", "team", "guess"]);
  const { words } = s;
  const names = CITIES.map((city) => words[city]);
  const letters = words.letters.split(", ");
  const counted = model.get("counted");
  const goals = model.get("goals");
  const games = counted.flatMap((count, k) =>
    Array.from({ length: count }, () => [Math.floor(k / TEAMS), k % TEAMS])
  );

  const figure = s.chart({
    x: [0, GAMES + NAMES],
    y: [START - ROOMS[0], START + ROOMS[0]],
    height: 380,
    ratio: 1.05,
    xLabel: words.games,
    yLabel: words.points,
    label: words.figure,
    margin: { left: 62 }
  });
  const crosses = figure.dots("ink cross", "m-5-5l10 10m0-10l-10 10");
  const lines = TEAM.map(() => figure.path("muted thin"));
  const thick = figure.path("score thick");
  s.ghost(thick);
  const guides = figure.segments("ink dashed");
  const closest = figure.segments("probability dashed");
  const [goal, mark, at, ...ends] = [0, 0, 0, ...TEAM].map(() => figure.text("note"));
  at.node.classList.add("strong");
  const drawMark = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.mark,
    onDrag: ({ x }) => Math.round(x)
  });
  figure.onTap(({ x }) => {
    if (!model.get("played")) s.set({ guess: Math.round(clamp(x, 0, GAMES)) });
  });

  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  commit(
    "begin",
    () => play.click(),
    () => play
  );
  into(1);
  const result = s.block("p", "verdict");
  s.slider("played", PLAYED);
  const play = s.player("played", PLAYED);
  play.classList.add("explorable-main");
  const change = tween(s.redraw);
  let old = null; // the ratings in the order before
  s.button("another", () => {
    old = whole().ratings;
    change.start();
    s.set({ order: (model.get("order") + 1) % 1000 });
  });
  s.slider("K", K);
  const strip = s.chart({
    aside: true,
    x: [0, 1.1],
    y: [0, 2],
    height: 96,
    rows: [],
    xLabel: words.nats,
    yLabel: "",
    label: words.strip,
    margin: { top: 2, left: 8 }
  });
  const bar = strip.bars("loss");
  const coin = strip.segments("muted dashed");
  const coinName = strip.text("note");
  const surpriseText = strip.text("note strong on-bar");
  surpriseText.node.dataset.number = "surprise";
  into();
  s.fold("fine");
  const gainedText = s.block("p", "");
  s.choice("team", CITIES);

  let known = {};
  function whole() {
    const key = `${model.get("order")} ${model.get("K")}`;
    if (known.key !== key) {
      const season = shuffled(games, model.get("order"));
      const { ratings, chances } = walk(season, model.get("K"));
      const furthest = Math.max(...ratings.flat().map((rating) => Math.abs(rating - START)));
      // up to each game, after which one the seven were closest to their goals
      const off = ratings.map((row) => total(row.map((now, k) => Math.abs(now - goals[k]))));
      const nearest = [0];
      for (let game = 1; game < off.length; game += 1) {
        nearest.push(off[game] < off[nearest.at(-1)] ? game : nearest.at(-1));
      }
      known = { key, season, ratings, chances, furthest, nearest };
    }
    return known;
  }

  function found() {
    const { season, ratings, chances, furthest, nearest } = whole();
    const played = model.get("played");
    const team = CITIES.indexOf(model.get("team"));
    const surprise = -total(chances.slice(0, played).map(Math.log)) / played;
    const room = ROOMS.find((limit) => furthest < 0.95 * limit) ?? ROOMS.at(-1);
    return { season, ratings, chances, played, team, surprise, room, nearest: nearest[played] };
  }

  // The last game in two sentences.
  function lastOf({ season, chances, played }) {
    if (!played) return ["", ""];
    const [winner, loser] = season[played - 1];
    const p = chances[played - 1];
    const gain = number(model.get("K") * (1 - p), 1);
    return [
      fill(words.result, { winner: names[winner], loser: names[loser] }),
      fill(words.gained, { p: number(p, 2), gain })
    ];
  }

  const between = (ratings, left) =>
    ratings.map((row, game) => row.map((now, k) => now + left * (old[game][k] - now)));

  function draw() {
    const state = found();
    const { played, team, surprise, room } = state;
    const left = old ? 1 - change.share() : 0;
    const ratings = left ? between(state.ratings, left) : state.ratings;
    figure.setY([START - room, START + room]);
    const lineOf = (k) => ratings.slice(0, played + 1).map((row, game) => [game, row[k]]);
    lines.forEach((line, k) => {
      line.draw(k === team ? [] : lineOf(k));
    });
    thick.draw(lineOf(team));
    crosses.draw(goals.map((height) => [GAMES + CROSS, height]));
    const [, up] = figure.scale();
    const free = labels(figure);
    free.curve(lineOf(team));
    const places = apart(ratings[played].map((height) => height * up));
    const moved = places.map((place, k) => Math.abs(place - ratings[played][k] * up));
    const beside = Math.max(...moved) < 32; // px: else they read as ratings
    ends.forEach((label, k) => {
      free.put(label, beside ? letters[k] : "", [[played, places[k] / up, { dx: 9, dy: 4 }]]);
    });
    const corner = [GAMES + NAMES, START + room, { dx: -4, dy: 14, anchor: "end" }];
    free.put(goal, words.goal, [corner]);
    drawMarks(free, state);
    show(played ? 1 : 0);
    const [won, gained] = lastOf(state);
    if (result.textContent !== won) result.textContent = won;
    if (gainedText.textContent !== gained) gainedText.textContent = gained;
    drawStrip(played ? surprise : 0, played ? number(surprise, 3) : "");
  }

  // The reader's mark, and where the lines were closest to their crosses.
  function drawMarks(free, { played, room, nearest }) {
    const guess = model.get("guess");
    const [low, high] = [START - room, START + room];
    figure.root.classList.toggle("fixed", played > 0);
    drawMark(guess, START - 0.6 * room);
    if (!played) free.knob(guess, START - 0.6 * room);
    guides.draw([[guess, low, guess, high]]);
    closest.draw(played ? [[nearest, low, nearest, high]] : []);
    const upright = (x) => [low, high].map((y) => [x, y]);
    free.curve(upright(guess));
    if (played) free.curve(upright(nearest));
    const levels = [
      [low, -6],
      [high, 14],
      [low, -24],
      [high, 32]
    ];
    const beside = (x) =>
      levels.flatMap(([y, dy]) => [
        [x, y, { dx: 6, dy }],
        [x, y, { dx: -6, dy, anchor: "end" }]
      ]);
    const told = words[played < GAMES ? "closestYet" : "closestAt"];
    free.put(at, played ? fill(told, { n: nearest }) : "", beside(nearest));
    setNumber(at, played && "closest");
    free.put(mark, words.guess, beside(guess), { mayGo: true });
  }

  function drawStrip(surprise, told) {
    bar.draw([[0, 0.1, surprise, 1]]);
    coin.draw([[Math.LN2, 0, Math.LN2, 1.4]]);
    coinName.draw(Math.LN2, 2, words.coin, { dy: 13, anchor: "middle" });
    surpriseText.draw(surprise, 0.5, told, { dx: -8, dy: 5, anchor: "end" });
  }

  return s.onDraw(draw, () => {
    const state = found();
    if (!state.played) return fill(words.asked, { guess: model.get("guess") });
    const [result, gained] = lastOf(state);
    const told = { result, gained, surprise: number(state.surprise, 3), closest: state.nearest };
    return fill(words.said, { game: state.played, ...told });
  });
}

export default { render };
