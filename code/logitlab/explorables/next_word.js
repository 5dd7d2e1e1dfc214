const WORDS = {
  "en": {
    "title": "Next word",
    "prompt": "Let the model write, and turn the temperature. When does it talk nonsense?",
    "figure": [
      "The eight likeliest next words: each with its score, and a bar as long as its probability.",
      "Below them, all words together that never follow the last word in the rhyme."
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
    "unseen": "never follow it",
    "said": "Last word: {word}. Next: {likeliest} with probability {chance}.",
    "reset": "Reset"
  }
};

import { element } from "./shared/dom.js";
import { range, softmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const HEAT = { low: 0.02, high: 3, step: 0.02, digits: 2 };
const SHOWN = 8;
const KEPT = 60; // words that stay on screen
const PACE = 350; // ms for a word

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["temperature", "text", "seed", "running"]);
  const { words } = s;
  const vocabulary = model.get("vocabulary");
  // Which words come first does not depend on the temperature: it is found once for each word.
  const scores = model.get("hundredths").map((row) => row.map((z) => z / 100));
  const best = scores.map((row) =>
    row
      .map((_, k) => k)
      .sort((i, j) => row[j] - row[i] || i - j)
      .slice(0, SHOWN)
  );
  const written = s.block("p", "explorable-written");
  const before = element(written, "span");
  const last = element(written, "strong", { "data-number": "word" });
  const figure = s.chart({
    x: [-0.72, 1.22],
    y: [SHOWN + 2, -0.7],
    height: 320,
    xTicks: false,
    rows: [],
    xLabel: words.axis,
    yLabel: "",
    label: words.figure,
    margin: { left: 8, bottom: 24 }
  });
  const bars = ["probability", "muted"].map((name) => figure.segments(`${name} candidates`));
  const axis = figure.path("muted thin");
  const row = () => ["start", "end", "start"].map((anchor) => ({ anchor, ...figure.text("note") }));
  const head = row();
  const rows = range(1, SHOWN, SHOWN - 1).map(row);
  const rest = row();
  rows[0][0].node.dataset.number = "likeliest";
  rows[0][2].node.dataset.number = "chance";
  rest[2].node.dataset.number = "unseen";
  s.slider("temperature", HEAT);
  s.button("next", () => speak(1));
  s.button("twenty", () => speak(20));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!calm) s.toggle("running"); // words that come by themselves are motion

  const wordOf = () => model.get("text").at(-1);
  const shares = (word) => softmax(scores[word], model.get("temperature"));

  // One more word: a random number picks its place on the shares, laid end to end.
  function speak(count) {
    let text = model.get("text");
    let seed = model.get("seed");
    for (let n = 0; n < count; n += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const p = shares(text.at(-1));
      const place = (seed / 2 ** 32) * total(p);
      let drawn = 0;
      let reached = p[0];
      while (reached <= place) {
        drawn += 1;
        reached += p[drawn];
      }
      text = [...text, drawn].slice(-KEPT);
    }
    s.set({ text, seed });
  }

  let timer = 0;
  function follow() {
    clearInterval(timer);
    timer = 0;
    // a docked copy, which is inert, shows what the figure itself writes
    if (!model.get("running") || calm || el.inert) return;
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

  function results() {
    const word = wordOf();
    const p = shares(word);
    const seen = total(model.get("followers")[word].map((k) => p[k]));
    return {
      word: vocabulary[word],
      likeliest: vocabulary[best[word][0]],
      chance: number(Math.max(...p), 3),
      unseen: number(Math.max(1 - seen, 0), 3)
    };
  }

  function draw() {
    const word = wordOf();
    const p = shares(word);
    const known = model.get("followers")[word];
    const text = join(model.get("text"));
    const cut = text.length - vocabulary[word].length;
    before.textContent = text.slice(0, cut);
    last.textContent = text.slice(cut);
    const lines = best[word].map((k, i) => ({
      seen: known.includes(k),
      line: [0, i + 1, Math.max(p[k], 0.002), i + 1]
    }));
    bars[0].draw(lines.filter(({ seen }) => seen).map(({ line }) => line));
    const never = [0, SHOWN + 1.4, Math.max(Number(results().unseen), 0.002), SHOWN + 1.4];
    bars[1].draw([...lines.filter(({ seen }) => !seen).map(({ line }) => line), never]);
    axis.draw([
      [0, 0.4],
      [0, SHOWN + 2]
    ]);
    const put = (cells, y, [name, z, share], end) => {
      cells[0].draw(-0.72, y, name, { dy: 4 });
      cells[1].draw(-0.05, y, z, { dy: 4, anchor: "end" });
      cells[2].draw(end, y, share, { dx: 6, dy: 4 });
    };
    put(head, -0.1, [words.columnWord, words.columnScore, words.columnShare], 0);
    best[word].forEach((k, i) => {
      put(rows[i], i + 1, [vocabulary[k], number(scores[word][k], 2), number(p[k], 3)], p[k]);
    });
    const { unseen } = results();
    put(rest, SHOWN + 1.4, [words.unseen, "", unseen], Number(unseen));
  }

  return s.onDraw(draw, () => fill(words.said, results()));
}

export default { render };
