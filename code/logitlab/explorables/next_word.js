const WORDS = {
  "en": {
    "title": "Next word",
    "prompt": [
      "A needle falls on the strip of shares, and draws a word. Turn the temperature, and let it",
      "write. When does it talk nonsense?"
    ],
    "strip": [
      "The shares of all words laid end to end, from 0 to 1, the largest first. A needle that",
      "falls anywhere on them draws the next word."
    ],
    "figure": [
      "The eight likeliest next words: each with its score, and a bar as long as its probability.",
      "Below them, all other words together. The last bar counts once more all those that never",
      "follow the last word in the rhyme."
    ],
    "columnWord": "next word",
    "columnScore": "z",
    "columnShare": "p",
    "axis": "probability p of the next word",
    "temperature": "temperature T",
    "next": "Next word",
    "twenty": "20 words",
    "running": "run",
    "word": "last word",
    "likeliest": "likeliest next word",
    "chance": "its probability",
    "others": "{n} others",
    "never": "{n} never follow",
    "unseen": "never follow it",
    "said": "Last word: {word}. Next: {likeliest} with probability {chance}.",
    "reset": "Reset"
  }
};

import { element } from "./shared/dom.js";
import { range, softmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { calm, tween } from "./shared/tween.js";

const HEAT = { low: 0.02, high: 3, step: 0.02, digits: 2 };
const SHOWN = 8;
const SUM = SHOWN + 2.5; // the row of all words that never follow
const KEPT = 60; // words
const PACE = 600; // ms for a word
const FALL = 500; // ms for a needle, or for 20 words
const LYING = 0.6; // of the fall, after which the needle lies on the strip
const LETTER = 7.4; // px

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["temperature", "text", "seed", "running"]);
  const { words } = s;
  const vocabulary = model.get("vocabulary");
  // Which words come first does not depend on the temperature: it is found once for each word.
  const scores = model.get("hundredths").map((row) => row.map((z) => z / 100));
  const best = scores.map((row) => row.map((_, k) => k).sort((i, j) => row[j] - row[i] || i - j));
  const written = element(s.block("div", "explorable-written"), "p");
  const before = element(written, "span");
  const last = element(written, "strong", { "data-number": "word" });
  const strip = s.chart({
    x: [0, 1],
    y: [0, 1.9],
    height: 68,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.strip,
    margin: { top: 0, bottom: 22, left: 8 }
  });
  const parts = ["probability", "probability pale", "muted hollow"].map((name) => strip.bars(name));
  const onParts = range(1, 3, 2).map(() => strip.text("note on-bar"));
  const needle = strip.path("ink filled");
  const figure = s.chart({
    x: [-0.72, 1.22],
    y: [SHOWN + 3.2, -0.7],
    height: 250,
    xTicks: false,
    rows: [],
    xLabel: words.axis,
    yLabel: "",
    label: words.figure,
    margin: { left: 8, bottom: 24 }
  });
  const bars = ["probability", "muted"].map((name) => figure.segments(`${name} candidates`));
  const outline = figure.bars("muted hollow"); // all other words, as on the strip
  const axis = figure.path("muted thin");
  const row = () => ["start", "end", "start"].map((anchor) => ({ anchor, ...figure.text("note") }));
  const head = row();
  const rows = range(1, SHOWN, SHOWN - 1).map(row);
  const [others, never] = [row(), row()];
  rows[0][0].node.dataset.number = "likeliest";
  rows[0][2].node.dataset.number = "chance";
  never[2].node.dataset.number = "unseen";
  s.slider("temperature", HEAT);
  s.button("next", () => speak(1));
  s.button("twenty", () => speak(20));
  const still = calm();
  if (!still) s.toggle("running"); // words that come by themselves are motion

  // What was drawn is in the text at once, and shown word by word, or when its needle has fallen.
  const fall = tween(s.redraw, FALL);
  let fresh = { text: null, count: 0 };
  function shown() {
    const text = model.get("text");
    if (text !== fresh.text) return { text, fallen: 1 };
    const fallen = fall.share();
    return { text: text.slice(0, text.length - Math.ceil((1 - fallen) * fresh.count)), fallen };
  }
  const shares = (word) => softmax(scores[word], model.get("temperature"));

  // More words, each at a random place on the shares, laid end to end.
  function speak(count) {
    let text = model.get("text");
    let seed = model.get("seed");
    for (let n = 0; n < count; n += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const word = text.at(-1);
      const all = shares(word);
      const p = best[word].map((k) => all[k]);
      const place = (seed / 2 ** 32) * total(p);
      let drawn = 0;
      let reached = p[0];
      while (reached <= place) {
        drawn += 1;
        reached += p[drawn];
      }
      text = [...text, best[word][drawn]].slice(-KEPT);
    }
    fresh = { text, count };
    fall.start();
    s.set({ text, seed });
  }

  let timer = 0;
  function follow() {
    clearInterval(timer);
    timer = 0;
    // a docked copy, which is inert, shows what the figure itself writes
    if (!model.get("running") || still || el.inert) return;
    speak(1);
    timer = setInterval(() => {
      // a page that is not looked at, or a figure that was taken away, writes nothing
      if (!document.hidden && el.isConnected) speak(1);
    }, PACE);
  }
  model.on("change:running", follow);
  s.removes.push(() => {
    clearInterval(timer);
    model.off("change:running", follow);
  });

  const join = (text) =>
    text
      .map((k) => vocabulary[k])
      .join(" ")
      .replaceAll(" .", ".");

  function results(word = model.get("text").at(-1)) {
    const p = shares(word);
    const seen = total(model.get("followers")[word].map((k) => p[k]));
    return {
      word: vocabulary[word],
      likeliest: vocabulary[best[word][0]],
      chance: number(Math.max(...p), 3),
      unseen: number(Math.max(1 - seen, 0), 3)
    };
  }

  // The eight likeliest words in turn dark and pale, all others as one part.
  function drawStrip(word, p, fallen) {
    let from = 0;
    const places = best[word].slice(0, SHOWN).map((k) => {
      from += p[k];
      return { name: vocabulary[k], ends: [from - p[k], from] };
    });
    places.push({ name: "", ends: [from, 1] });
    parts.forEach((part, look) => {
      const own = places.filter((_, i) => (i < SHOWN ? i % 2 : 2) === look);
      part.draw(own.map(({ ends: [left, right] }) => [left, 0.1, right, 1]));
    });
    const [width] = strip.scale();
    onParts.forEach((text, i) => {
      const { name, ends } = places[i];
      const room = (ends[1] - ends[0]) * width > name.length * LETTER + 8;
      text.node.classList.toggle("on-bar", i % 2 === 0);
      text.draw((ends[0] + ends[1]) / 2, 0.55, room ? name : "", { dy: 4, anchor: "middle" });
    });
    const at = model.get("seed") / 2 ** 32;
    const tip = 0.9 + 0.9 * (1 - Math.min(fallen / LYING, 1));
    const wing = 5 / width;
    needle.draw(
      fresh.count === 1 && fallen < 1
        ? [
            [at, tip],
            [at - wing, tip + 0.8],
            [at + wing, tip + 0.8]
          ]
        : [],
      true
    );
  }

  function draw() {
    const { text: now, fallen } = shown();
    const word = now.at(-1);
    const p = shares(word);
    const known = model.get("followers")[word];
    const text = join(now);
    const cut = text.length - vocabulary[word].length;
    before.textContent = text.slice(0, cut);
    last.textContent = text.slice(cut);
    drawStrip(word, p, fallen);
    const likely = best[word].slice(0, SHOWN);
    const lines = likely.map((k, i) => ({
      seen: known.includes(k),
      line: [0, i + 1, Math.max(p[k], 0.002), i + 1]
    }));
    bars[0].draw(lines.filter(({ seen }) => seen).map(({ line }) => line));
    const { unseen } = results(word);
    const beyond = Math.max(1 - total(likely.map((k) => p[k])), 0);
    outline.draw([[0, SHOWN + 0.75, Math.max(beyond, 0.002), SHOWN + 1.25]]);
    const sum = [0, SUM, Math.max(Number(unseen), 0.002), SUM];
    bars[1].draw([...lines.filter(({ seen }) => !seen).map(({ line }) => line), sum]);
    // not beside the sum, which counts once more what stands above
    axis.draw([
      [0, 0.4],
      [0, SHOWN + 1.6]
    ]);
    const put = (cells, y, [name, z, share], end) => {
      cells[0].draw(-0.72, y, name, { dy: 4 });
      cells[1].draw(-0.05, y, z, { dy: 4, anchor: "end" });
      cells[2].draw(end, y, share, { dx: 6, dy: 4 });
    };
    put(head, -0.1, [words.columnWord, words.columnScore, words.columnShare], 0);
    likely.forEach((k, i) => {
      put(rows[i], i + 1, [vocabulary[k], number(scores[word][k], 2), number(p[k], 3)], p[k]);
    });
    const some = (text, n) => fill(text, { n: vocabulary.length - n });
    put(others, SHOWN + 1, [some(words.others, SHOWN), "", number(beyond, 3)], beyond);
    put(never, SUM, [some(words.never, known.length), "", unseen], Number(unseen));
  }

  return s.onDraw(draw, () => fill(words.said, results()));
}

export default { render };
