const WORDS = {
  "en": {
    "title": "Falling digits",
    "prompt": "Raise the score. How many right digits are left after the subtraction?",
    "figure": "Four numbers, one below the other, digit by digit.",
    "z": "score z",
    "stored": "softplus(z)",
    "minus": "− z",
    "difference": "difference",
    "exact": "softplus(−z)",
    "right": "right digits of the difference",
    "count": "{n} of {all}",
    "said": "At score {z}, {n} of {all} digits of the difference are right.",
    "reset": "Reset"
  }
};

import { svg } from "./shared/chart.js";
import { softplus } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const Z = { low: 0, high: 42, step: 0.1, digits: 1 };
const PLACES = 20; // behind the point
const SURE = 15; // digits of the exact value that float64 vouches for
const LETTER = 10; // units of the drawing for a digit
const ROW = 27;
const ROWS = ["stored", "minus", "difference", "exact"];
const FIRST = 92; // where the digits begin

// How many digits of the value, from its first that is not 0, are those of the exact one.
function agreeing(value, exact) {
  if (value === exact) return SURE;
  if (value === 0) return 0;
  const rounded = (x, count) => x.toExponential(count - 1);
  for (let count = SURE; count > 0; count -= 1) {
    if (rounded(value, count) === rounded(exact, count)) return count;
  }
  return 0;
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["z"]);
  const { words } = s;
  const width = FIRST + (PLACES + 4) * LETTER;
  const root = svg(s.block("div", "explorable-chart", s.view), "svg", {
    class: "digit-rows",
    viewBox: `0 0 ${width} ${ROWS.length * ROW + 14}`,
    role: "img",
    "aria-label": words.figure
  });
  const rows = ROWS.map((name, i) => {
    const y = (i + 0.72) * ROW + (i > 1 ? 8 : 0);
    svg(root, "text", { class: "digit-name", x: 0, y }).textContent = words[name];
    const parts = ["muted", "probability", i < 2 ? "ink" : "loss"].map((look) =>
      svg(root, "text", { class: `digit ${look}`, y })
    );
    return { name, parts };
  });
  svg(root, "path", { class: "ink thin", d: `M${FIRST} ${2 * ROW + 3}H${width}` });
  const write = s.readouts(["right"]);
  s.slider("z", Z);

  // A text whose letters stand in columns: those of [from, to) of the whole.
  function place(node, text, from, to) {
    const letters = [...text].slice(from, to);
    const point = text.indexOf(".");
    node.textContent = letters.join("");
    node.setAttribute(
      "x",
      letters.map((_, i) => FIRST + (2 - point + from + i) * LETTER).join(" ")
    );
  }

  function numbers() {
    const z = model.get("z");
    const stored = softplus(z);
    const difference = stored - z;
    const exact = softplus(-z);
    return { z, stored, difference, exact, n: agreeing(difference, exact) };
  }

  // Where in a text its first digit that is not 0 stands, and where so many digits end.
  const begin = (text) => (text.search(/[1-9]/) + text.length + 1) % (text.length + 1);
  const reach = (text, count) => {
    let [end, left] = [begin(text), count];
    for (; end < text.length && left > 0; end += 1) if (text[end] !== ".") left -= 1;
    return end;
  };

  function draw() {
    const { z, stored, difference, exact, n } = numbers();
    const texts = [stored, z, difference, exact].map((value) => value.toFixed(PLACES));
    const differs = [...texts[0]].findIndex((letter, i) => letter !== texts[1][i]);
    const shared = differs < 0 ? texts[0].length : differs;
    texts[3] = texts[3].slice(0, reach(texts[3], SURE));
    rows.forEach(({ parts }, i) => {
      const text = texts[i];
      // what falls away or says nothing, what is right, what is left of rounding
      const cuts = [
        [shared, shared],
        [shared, shared],
        [begin(text), reach(text, n)],
        [begin(text), text.length]
      ][i];
      const last = i === 2 && n === SURE ? cuts[1] : text.length;
      place(parts[0], text, 0, cuts[0]);
      place(parts[1], text, ...cuts);
      place(parts[2], text, cuts[1], last);
    });
    write.right(fill(words.count, { n, all: SURE }));
  }

  return s.onDraw(draw, () => {
    const { z, n } = numbers();
    return fill(words.said, { z: number(z, 1), n, all: SURE });
  });
}

export default { render };
