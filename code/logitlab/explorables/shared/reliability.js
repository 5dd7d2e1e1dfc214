// What the reliability diagrams share: an entry [mean surprise, ...bins] for each turn k of T = 2ᵏ,
// from the coldest to the hottest, and the picture of its bins [tenth, count, mean share, right].
import { reliability, total } from "./maths.js";

export const STEP = 0.2; // between two turns
const AROUND = [-0.15, 1.18]; // of the vertical axis: room for labels, under 0 and above 1
const RIGHT = 1.04; // end of the other axis: a dot at 1 is seen whole
const [LEAST, MOST] = [3.5, 10]; // px, radii

// The mean surprise and the bins at a turn, and what the bins say together.
export function entryAt(table, turn) {
  const [nll, ...bins] = table[(table.length - 1) / 2 + Math.round(turn / STEP)];
  const sums = bins.map(([, count, share, right]) => ({ count, confidence: count * share, right }));
  return { nll, bins, ...reliability(sums) };
}

// The diagram on a chart of its own, with the words figure, confidenceAxis, rightAxis, modest and
// sure. Gives what draws it, from the bins and those at T = 1, or none; its chart is `figure`.
export function diagram(s, { height, ratio }) {
  const { words } = s;
  const figure = s.chart({
    x: [0, RIGHT],
    y: AROUND,
    height,
    ratio,
    xLabel: words.confidenceAxis,
    yLabel: words.rightAxis,
    label: words.figure
  });
  const bars = figure.bars("muted pale");
  const diagonal = figure.path("muted dashed");
  const untouched = figure.discs("muted filled");
  const gaps = figure.segments("loss");
  const curve = figure.path("probability thin");
  const dots = figure.discs("probability filled");
  const [modest, sure] = [0, 1].map(() => figure.text("note"));
  const partOf = (bins) => {
    const all = total(bins.map(([, count]) => count));
    return bins.map(([, count]) => count / all);
  };
  const discsOf = (bins) =>
    partOf(bins).map((part, i) => {
      const [, count, share, right] = bins[i];
      return [share, right / count, LEAST + (MOST - LEAST) * Math.sqrt(part)];
    });

  const draw = (bins, first) => {
    const discs = discsOf(bins);
    const corners = partOf(bins).map((part, i) => {
      const left = bins[i][0] / 10;
      return [left + 0.012, 0, left + 0.088, part];
    });
    bars.draw(corners);
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    untouched.draw(discsOf(first));
    gaps.draw(discs.map(([x, y]) => [x, x, x, y]));
    curve.draw(discs.map(([x, y]) => [x, y]));
    dots.draw(discs);
    modest.draw(0, AROUND[1], words.modest, { dx: 6, dy: 13 });
    sure.draw(1, 0, words.sure, { dx: -6, dy: 13, anchor: "end" });
  };
  return Object.assign(draw, { figure });
}
