// Softmax regression on images of handwritten digits, trained by gradient descent.
import { softmaxGrade } from "./maths.js";

// Images as rows to learn from: 1, then the pixels from 0 to 1. They are stored as a text for each
// pixel, with its ink, 0 to G for 16, in one image after the other.
export function imageRows(texts) {
  const pixels = texts.map((inks) =>
    Array.from(inks, (ink) => "0123456789ABCDEFG".indexOf(ink) / 16)
  );
  return Array.from(texts[0], (_, i) => Float64Array.of(1, ...pixels.map((pixel) => pixel[i])));
}

// Gradient descent on the mean surprise, to which `lambda` adds (lambda / 2) times the sum of the
// squared weights without the biases: a function that takes a state one step further, and returns
// the start, with weights 0, without one.
export function softmaxDescent(X, y, classes) {
  const rows = X.map((row) => Float64Array.from(row));
  const graded = (W) => {
    const size = W.map((weights) =>
      weights.subarray(1).reduce((most, w) => Math.max(most, Math.abs(w)), 0)
    );
    return { W, largest: Math.max(...size), ...softmaxGrade(W, rows, y) };
  };
  return (state, rate, lambda = 0) => {
    if (!state) {
      return graded(Array.from({ length: classes }, () => new Float64Array(rows[0].length)));
    }
    const W = state.W.map((weights) => weights.map((w, j) => (j ? w - rate * lambda * w : w)));
    rows.forEach((row, i) => {
      W.forEach((weights, k) => {
        const move = (rate / rows.length) * (state.P[i][k] - (y[i] === k ? 1 : 0));
        for (let j = 0; j < row.length; j += 1) weights[j] -= move * row[j];
      });
    });
    delete state.P; // used up, and large
    return graded(W);
  };
}

// The training loop. `step` makes the next state from the last one. All states are kept, so that
// going back costs nothing. The loop stops when there are `count` of them, or after `budget` ms,
// so that it does not block the event loop; then the caller goes on in another frame or task.
export function takeSteps(states, count, budget, step) {
  const end = performance.now() + budget;
  while (states.length < count && performance.now() < end) states.push(step(states.at(-1)));
}
