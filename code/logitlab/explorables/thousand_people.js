const WORDS = {
  "en": {
    "title": "1,000 people",
    "prompt": [
      "Ten are ill. The test is right nine times in ten. What part of those who test positive is",
      "ill? Guess first."
    ],
    "next":
      "Who tests positive stays in sight. Let more people be ill: what do the odds do, each time?",
    "figure": [
      "A thousand people as dots, the ill ones first. Once they have taken the test, only those",
      "who test positive stay in sight."
    ],
    "bar": "Those who test positive as a bar: below by your guess, above as counted.",
    "you": "you",
    "counted": "counted",
    "guess": "your guess, in %",
    "guessHandle": "your guess: ill, in percent of the positive",
    "said_guess": "your guess: ill of the positive",
    "share": "ill of the positive",
    "commit": "Test all of them",
    "ill": "ill, of 1,000",
    "verdict": [
      "{found} ill and {alarms} healthy people test positive. Odds of ill: 1 to {before} before,",
      "1 to {after} after the test."
    ],
    "guessed": "Your guess: {guess} of those who test positive are ill.",
    "said": "{found} ill and {alarms} healthy people test positive: {share} of them are ill.",
    "reset": "Reset"
  }
};

import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const GUESS = { low: 0, high: 100, step: 1, digits: 0 };
const ILL = { low: 10, high: 500, step: 10, digits: 0 };
const PEOPLE = 1000;
const ROWS = 20; // of the crowd
const RIGHT = 0.9; // of the ill, and of the healthy
const VERDICT = "4.5em"; // room for its three lines on a phone
const NARROW = 14; // percent: a smaller part has no room for its number

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["guess", "tested", "ill"]);
  const { words } = s;
  const crowd = s.chart({
    x: [-0.8, PEOPLE / ROWS - 0.2],
    y: [-0.8, ROWS - 0.2],
    height: 250,
    ratio: 0.5,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { top: 2, right: 2, bottom: 2, left: 2 }
  });
  // ill and healthy, with a positive result and with a negative one
  const groups = ["target dense", "target dense", "ink dense", "ink dense"].map((color) =>
    crowd.dots(color)
  );
  const strip = s.chart({
    x: [0, 100],
    y: [-0.1, 2.1],
    height: 92,
    xTicks: false,
    rows: [
      [0.5, words.you],
      [1.5, words.counted]
    ],
    xLabel: "",
    yLabel: "",
    label: words.bar,
    margin: { top: 0, bottom: 2, left: 66 }
  });
  const rows = [0, 1].map(() => ({
    ill: strip.bars("target"),
    healthy: strip.bars("muted pale"),
    text: strip.text("note")
  }));
  s.ghost(rows[1].ill);
  const drawCut = s.handle(strip, "guess", {
    ...GUESS,
    className: "ink",
    label: words.guessHandle,
    onDrag: ({ x }) => Math.round(x)
  });
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  const fade = tween(s.redraw);
  const test = () => {
    fade.start();
    s.set({ tested: true });
  };
  commit("commit", test, () => ill.querySelector("input"));
  into(1);
  const ill = s.slider("ill", ILL);
  const verdict = s.block("p", "verdict");
  verdict.style.minHeight = VERDICT;

  function count() {
    const ill = model.get("ill");
    const found = Math.round(RIGHT * ill);
    const alarms = Math.round((1 - RIGHT) * (PEOPLE - ill));
    return { ill, found, alarms, share: (100 * found) / (found + alarms) };
  }

  // The ill stand first; of each ten one gets a wrong result.
  let placed = {};
  function place(ill) {
    if (placed.ill === ill) return placed.lists;
    const lists = [[], [], [], []];
    for (let n = 0; n < PEOPLE; n += 1) {
      const wrong = n % 10 === 7;
      const group = 2 * Number(n >= ill) + Number(wrong === n < ill);
      lists[group].push([Math.floor(n / ROWS), ROWS - 1 - (n % ROWS)]);
    }
    placed = { ill, lists };
    return lists;
  }

  function odds(no, yes) {
    return number(no / yes, no % yes ? 2 : 0);
  }

  function texts() {
    const { ill, found, alarms, share } = count();
    return {
      found: number(found, 0),
      alarms: number(alarms, 0),
      share: `${number(share, 1)}%`,
      before: odds(PEOPLE - ill, ill),
      after: odds(alarms, found)
    };
  }

  function draw() {
    const tested = model.get("tested");
    show(Number(tested));
    const share = tested ? fade.share() : 0;
    const size = Math.min(6.5, 0.62 * crowd.scale()[0]);
    place(model.get("ill")).forEach((list, group) => {
      groups[group].node.style.strokeWidth = `${size.toFixed(1)}px`;
      groups[group].draw(list);
      const negative = group === 1 || group === 3;
      groups[group].node.style.opacity = negative ? 0.9 - 0.78 * share : 0.9;
    });
    const parts = [model.get("guess"), count().share];
    rows.forEach(({ ill, healthy, text }, row) => {
      const shown = row === 0 || tested;
      const part = parts[row];
      const y = row + 0.06;
      ill.draw(shown ? [[0, y, part, y + 0.88]] : []);
      healthy.draw(shown ? [[part, y, 100, y + 0.88]] : []);
      const content = row ? texts().share : `${number(part, 0)}%`;
      const inside = part > 100 - 2 * NARROW;
      const place = inside ? { dx: -14, dy: 4, anchor: "end" } : { dx: 14, dy: 4 };
      text.draw(part, y + 0.44, shown ? content : "", place);
      text.node.classList.toggle("on-bar", inside);
      if (row === 1 && shown) text.node.dataset.number = "share";
      else if (row === 0 && !tested) text.node.dataset.number = "said_guess";
      else delete text.node.dataset.number;
    });
    strip.root.classList.toggle("fixed", tested);
    drawCut(parts[0], 0.5);
    verdict.textContent = fill(words.verdict, texts());
  }

  return s.onDraw(draw, () => {
    const tested = model.get("tested");
    const guess = `${number(model.get("guess"), 0)}%`;
    return fill(tested ? words.said : words.guessed, { ...texts(), guess });
  });
}

export default { render };
