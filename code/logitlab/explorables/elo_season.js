const WORDS = {
  "en": {
    "title": "A season of Elo",
    "prompt": "Press Play. When do the seven lines come to their crosses, and do they stay there?",
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
    "played": "games played",
    "K": "K, in points",
    "team": "thick line",
    "play": "Play",
    "pause": "Pause",
    "another": "Another order",
    "fine": "Which team is drawn thick",
    "surprise": "surprise per game, in nats (a coin: 0.693)",
    "none": "No game yet.",
    "equal": "All ratings are 1500.",
    "result": "{winner} beat {loser}.",
    "gained": "Its p was {p}: it gains {gain} points.",
    "said": "After {game} games: {result} {gained} The surprise per game is {surprise} nats.",
    "reset": "Reset"
  }
};

import { sigmoid, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

// the values of the trait team, and the keys of their names
const CITIES = ["Baltimore", "Boston", "Cleveland", "Detroit", "Milwaukee", "New York", "Toronto"];
const TEAMS = CITIES.length;
const TEAM = [...Array(TEAMS).keys()];
const POINTS = 400 / Math.log(10);
const START = 1500;
const K = { low: 1, high: 100, step: 1, digits: 0 };
const ROOMS = [230, 450, 800]; // points up and down from 1500
const NAMES = 70; // games: the room for letters and crosses at the right
const CROSS = 56; // games beyond the last one: where the crosses stand
const LINE = 15; // px between two names

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

// Heights in px from the lowest up, each at least LINE above the one before, near where they were.
function apart(heights) {
  const order = TEAM.toSorted((a, b) => heights[a] - heights[b]);
  const clusters = [];
  for (const k of order) {
    let own = { members: [k], middle: heights[k] };
    while (clusters.length) {
      const below = clusters.at(-1);
      const [m, n] = [below.members.length, own.members.length];
      if (own.middle - below.middle >= (LINE * (m + n)) / 2) break;
      clusters.pop();
      const middle = (below.middle * m + own.middle * n) / (m + n);
      own = { members: [...below.members, ...own.members], middle };
    }
    clusters.push(own);
  }
  const places = [];
  for (const { members, middle } of clusters) {
    members.forEach((k, i) => {
      places[k] = middle + LINE * (i - (members.length - 1) / 2);
    });
  }
  return places;
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["played", "K", "order", "team"]);
  const { words } = s;
  const names = CITIES.map((city) => words[city]);
  const letters = words.letters.split(", ");
  const counted = model.get("counted");
  const goals = model.get("goals");
  const games = counted.flatMap((count, k) =>
    Array.from({ length: count }, () => [Math.floor(k / TEAMS), k % TEAMS])
  );
  const GAMES = games.length;

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
  const [goal, ...labels] = [0, ...TEAM].map(() => figure.text("note"));

  const told = ["verdict", ""].map((name) => s.block("p", name));
  s.stepper("played", { low: 0, high: GAMES, step: 1, digits: 0, pace: 60 });
  s.slider("K", K);
  const change = tween(s.redraw);
  let old = null; // the ratings in the order before
  s.button("another", () => {
    old = whole().ratings;
    change.start();
    s.set({ order: (model.get("order") + 1) % 1000 });
  });
  const write = s.readouts(["surprise"]);
  s.fold("fine");
  s.choice("team", CITIES);

  let known = {};
  function whole() {
    const key = `${model.get("order")} ${model.get("K")}`;
    if (known.key !== key) {
      const season = shuffled(games, model.get("order"));
      const { ratings, chances } = walk(season, model.get("K"));
      const furthest = Math.max(...ratings.flat().map((rating) => Math.abs(rating - START)));
      known = { key, season, ratings, chances, furthest };
    }
    return known;
  }

  function found() {
    const { season, ratings, chances, furthest } = whole();
    const played = model.get("played");
    const team = CITIES.indexOf(model.get("team"));
    const surprise = -total(chances.slice(0, played).map(Math.log)) / played;
    const room = ROOMS.find((limit) => furthest < 0.95 * limit) ?? ROOMS.at(-1);
    return { season, ratings, chances, played, team, surprise, room };
  }

  // The last game in two sentences.
  function lastOf({ season, chances, played }) {
    if (!played) return [words.none, words.equal];
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
    const ends = ratings[played];
    const places = apart(ends.map((height) => height * up));
    labels.forEach((label, k) => {
      label.draw(played, places[k] / up, letters[k], { dx: 9, dy: 4 });
    });
    goal.draw(GAMES + NAMES, START + room, words.goal, { dx: -4, dy: 12, anchor: "end" });
    lastOf(state).forEach((text, line) => {
      if (told[line].textContent !== text) told[line].textContent = text;
    });
    write.surprise(played ? number(surprise, 3) : "–");
  }

  return s.onDraw(draw, () => {
    const state = found();
    const [result, gained] = lastOf(state);
    if (!state.played) return `${result} ${gained}`;
    const surprise = number(state.surprise, 3);
    return fill(words.said, { game: state.played, result, gained, surprise });
  });
}

export default { render };
