const WORDS = {
  "en": {
    "title": "Sampling lab",
    "prompt": [
      "A temperature of 0.5 comes before top-p, which keeps the likeliest tokens until their",
      "shares reach 0.4: two. Let the temperature come last. How many will top-p keep?"
    ],
    "next": [
      "Drag a card elsewhere, or turn its knob. It shows the shares that reach it and, below,",
      "those that leave it. When does the order change what is left?"
    ],
    "figure": [
      "The twelve tokens with the highest scores: each with its score and its share. An outline",
      "is the share before all cards, a bar the share after them."
    ],
    "strip": [
      "The shares that are left, laid end to end from 0 to 1, the largest first. A needle that",
      "falls on them draws the next token."
    ],
    "columnToken": "next token",
    "columnScore": "z",
    "columnShare": "p",
    "otherShare": "all others",
    "cut": "cut by {card}",
    "text": "your sentence",
    "bias": "bias",
    "biased": "token that gets the logit bias",
    "penalty": "repetition penalty",
    "temperature": "temperature",
    "top_k": "top-k",
    "top_p": "top-p",
    "min_p": "min-p",
    "off": "off",
    "grip": "{card}: place {place} of 6; arrow keys move it",
    "cuts": "cuts {share}%, × {factor}",
    "fewer": "fewer",
    "same": "as many",
    "more": "more",
    "transformers": "T first",
    "llama": "T last",
    "draw": "Draw one",
    "again": "Five new",
    "lines": "Five ways to go on",
    "loading": "Loading the model, 200 kB …",
    "missing": "The model could not be loaded. Change anything to try again.",
    "kept": "tokens left",
    "left": "{n} of {all} left",
    "likeliest": "likeliest token",
    "chance": "its share",
    "verdict": [
      "You said {guess}: {first} are left with the temperature first, {last} with it last."
    ],
    "both": "With the temperature first, {first} are left; with it last, {last}.",
    "said": "{n} tokens are left. The likeliest is {likeliest} with a share of {chance}.",
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { CARDS, countOf, deck, orderOf, T_FIRST, T_LAST } from "./shared/deck.js";
import { lateLanguageModel } from "./shared/language.js";
import { slowLines } from "./shared/lines.js";
import { range } from "./shared/maths.js";
import { drawToken, laid, pass, ranked, sharesOf } from "./shared/sampling.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving, tween } from "./shared/tween.js";

const TRAITS = [...CARDS, "biased", "order", "text", "seed", "guess"];
const ASKED = [...CARDS, "biased", "text"];
const SHOWN = 12;
const LINES = 5;
const LENGTH = 14; // tokens of a line
const APART = 3798483805; // between the seeds of the lines, so that their first needles lie apart
const LONGEST = 120; // tokens of a sentence
const FALL = 500; // ms for a needle
const LETTER = 7.4; // px
const LONG = 12; // letters of a token in the list
const SPACE = "␣";

async function render({ model, el }) {
  const get = (name) => model.get(name);
  const lm = await lateLanguageModel(model, hear);
  const { encode, decode, size } = lm;
  const s = stage({ model, el }, WORDS, TRAITS);
  const { words } = s;
  const now = () => JSON.stringify(TRAITS.map(get));
  const start = ASKED.map(get);
  const names = range(0, size - 1, size - 1).map((id) => {
    const text = decode([id]);
    return text === "\n" ? "↵" : text.replace(/^ /, SPACE);
  });

  const figure = s.chart({
    x: [-0.9, 1.3],
    y: [SHOWN + 1.6, -0.6],
    height: 224,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { left: 8, bottom: 4, top: 4 }
  });
  const outlines = figure.bars("muted hollow");
  const bars = figure.bars("probability");
  const axis = figure.path("muted thin");
  const row = () => ["start", "end", "start"].map((anchor) => ({ anchor, ...figure.text("note") }));
  const tally = figure.text("note");
  tally.node.dataset.number = "kept";
  const [head, ...rows] = range(0, SHOWN + 1, SHOWN + 1).map(row);
  const strip = s.chart({
    x: [0, 1],
    y: [0, 1.9],
    height: 50,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.strip,
    margin: { top: 0, bottom: 22, left: 8 }
  });
  const parts = ["probability", "probability pale"].map((name) => strip.bars(name));
  const onParts = range(1, 4, 3).map(() => strip.text("note on-bar"));
  const needle = strip.path("ink filled");

  // ---- the sentence, the cards, the lines
  const sentence = s.block("input", "sampling-text");
  sentence.type = "text";
  sentence.ariaLabel = words.text;
  sentence.addEventListener("input", () => {
    const text = encode(sentence.value).slice(-LONGEST);
    if (text.length) s.set({ text });
  });
  const cards = deck(s, get, el.id || "sampling-lab");
  const { into, show } = s.phases(["prompt", "next"]);
  into(0);
  for (const guess of ["fewer", "same", "more"]) {
    s.button(guess, () => {
      s.set({ guess, order: T_LAST });
      cards.focus(2); // the button is gone
    }).classList.add("explorable-main");
  }
  into(1);
  s.button("transformers", () => s.set({ order: T_FIRST }));
  s.button("llama", () => s.set({ order: T_LAST }));
  const arrive = arriving(s.redraw); // another order is not there at once
  const fall = tween(s.redraw, FALL);
  let falling = false;
  s.button("draw", () => {
    const { seed, token } = drawToken(states().at(-1), get("seed"));
    falling = true;
    fall.start();
    s.set({ seed, text: [...get("text"), token].slice(-LONGEST) });
  });
  s.button("again", () => s.set({ seed: (Math.imul(get("seed"), 1664525) + 1013904223) >>> 0 }));
  into();
  const verdict = s.block("p", "verdict sampling-verdict");
  const lines = slowLines(s, "sampling-lines", words.lines, LINES, lineOf);

  // ---- what follows from the traits
  const knobs = (text) => ({
    ...Object.fromEntries([...CARDS, "biased"].map((name) => [name, get(name)])),
    text
  });
  const states = (text = get("text"), places = orderOf(get("order")), scores = lm.scores(text)) =>
    pass(
      scores,
      places.map((k) => CARDS[k]),
      knobs(text)
    );

  function drawStrip(state, shares) {
    const pieces = laid(state, shares, SHOWN);
    parts.forEach((part, look) => {
      const own = pieces.filter((_, i) => i % 2 === look);
      part.draw(own.map(([from, to]) => [from, 0.1, to, 1]));
    });
    const [width] = strip.scale();
    onParts.forEach((text, i) => {
      const [from, to, k] = pieces[i] ?? [0, 0, null];
      const name = k === null ? "" : names[k];
      const room = (to - from) * width > name.length * LETTER + 8;
      text.node.classList.toggle("on-bar", i % 2 === 0);
      text.draw((from + to) / 2, 0.55, room ? name : "", { dy: 4, anchor: "middle" });
    });
    const share = falling ? fall.share() : 1;
    falling &&= share < 1;
    const [at, wing] = [get("seed") / 2 ** 32, 5 / width];
    const tip = 0.9 + 0.9 * (1 - Math.min(share / 0.6, 1));
    const corners = [
      [at, tip],
      [at - wing, tip + 0.8],
      [at + wing, tip + 0.8]
    ];
    needle.draw(falling ? corners : [], true);
  }

  let wanted = lm.isFirst ? now() : ""; // what the lines are about
  if (lm.isFirst) lines.tell(get("lines"));
  function write() {
    const key = now();
    if (key === wanted) return;
    if (lm.isWhole()) {
      wanted = key;
      lines.write();
    } else lm.ask();
  }
  function hear(event) {
    wanted = "";
    if (event === "there") s.redraw();
    else lines.tell([words[event]]);
  }

  function lineOf(i) {
    const places = orderOf(get("order"));
    let text = get("text");
    let seed = (get("seed") + i * APART) >>> 0;
    for (let n = 0; n < LENGTH; n += 1) {
      const drawn = drawToken(states(text, places).at(-1), seed);
      seed = drawn.seed;
      text = [...text, drawn.token];
    }
    return `…${decode(text.slice(get("text").length))}`;
  }

  function results(state, shares) {
    const best = shares.indexOf(Math.max(...shares));
    return {
      n: countOf(state),
      likeliest: decode([best]).trim(),
      chance: number(shares[best], 2)
    };
  }

  function draw() {
    if (!lm.knows(get("text"))) return void lm.ask();
    const all = states();
    const state = all.at(-1);
    const shares = sharesOf(state);
    const before = sharesOf(all[0]);
    const places = orderOf(get("order"));
    show(get("guess") ? 1 : 0);
    sentence.disabled = !get("guess"); // the question is about this one
    if (document.activeElement !== sentence) sentence.value = decode(get("text"));
    const shown = ranked(state.z).slice(0, SHOWN);
    cards.draw(all);
    cards.offer(shown, names);

    const scale = 1 / Math.max(...shares, ...before, 0.25);
    const put = (cells, y, texts, end) => {
      const at = [-0.9, -0.06, end];
      cells.forEach(({ draw, anchor }, j) => {
        draw(at[j], y, texts[j], { dx: j === 2 ? 6 : 0, dy: 4, anchor });
      });
    };
    const left = fill(words.left, { n: countOf(state), all: size });
    tally.draw(1.3, -0.1, left, { dy: 4, anchor: "end" });
    put(head, -0.1, [words.columnToken, words.columnScore, words.columnShare], 0);
    const gone = (k) => CARDS[places[all.findIndex(({ kept }) => !kept[k]) - 1]];
    const cells = shown.map((k) => [
      names[k],
      shares[k],
      before[k],
      number(all[0].z[k], 1),
      gone(k)
    ]);
    const best = shares.indexOf(Math.max(...shares));
    const rest = (p) => p.reduce((sum, share, k) => sum + (shown.includes(k) ? 0 : share), 0);
    cells.push([words.otherShare, rest(shares), rest(before), "", null]);
    outlines.draw(cells.map(([, , p], i) => [0, i + 0.65, Math.min(p * scale, 1), i + 1.35]));
    const goal = cells.map(([, p]) => Math.min(p * scale, 1));
    const ends = arrive(String(places), goal);
    bars.draw(ends.map((end, i) => [0, i + 0.75, end, i + 1.25]));
    axis.draw([
      [0, 0.4],
      [0, SHOWN + 1.5]
    ]);
    cells.forEach(([name, p, was, z, card], i) => {
      const share = p > 0 || !card ? number(p, 2) : fill(words.cut, { card: words[card] });
      const short = name.length > LONG ? `${name.slice(0, LONG - 1)}…` : name;
      put(rows[i], i + 1, [short, z, share], Math.min(Math.max(p, was) * scale, 1));
      const isBest = shown[i] === best;
      setNumber(rows[i][0], isBest && "likeliest");
      setNumber(rows[i][2], isBest && "chance");
    });
    drawStrip(state, shares);
    const [first, last] = [T_FIRST, T_LAST].map((each) =>
      countOf(states(get("text"), each).at(-1))
    );
    const asked = ASKED.every((name, i) => start[i] === get(name)); // the guess was about these
    const told = { guess: words[get("guess")], first, last };
    verdict.textContent = get("guess") ? fill(asked ? words.verdict : words.both, told) : "";
    write();
  }

  return s.onDraw(draw, () => {
    if (!lm.knows(get("text"))) return words.loading;
    const state = states().at(-1);
    return fill(words.said, results(state, sharesOf(state)));
  });
}

export default { render };
