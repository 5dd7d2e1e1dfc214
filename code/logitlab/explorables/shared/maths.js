// The functions of the course in JavaScript. They are tested against the same exact values as the
// Python (tests/module/reference_values.json), and hold the same notation: z a score, p a
// probability.

// sigma(z) = 1 / (1 + e^-z). For z < 0 the form e^z / (1 + e^z) keeps every digit of a tiny result.
export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z < 0 ? e : 1) / (1 + e);
}

// The derivative sigma(z) sigma(-z).
export function sigmoidGrad(z) {
  return sigmoid(z) * sigmoid(-z);
}

// ln(1 + e^z), without overflow for large z and without losing e^z for very negative z.
export function softplus(z) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

// ln(p / (1 - p)). Near 1/2 the quotient is close to 1, and log1p keeps the digits that ln loses.
export function logit(p) {
  if (p > 0.25 && p < 0.75) return Math.log1p((2 * p - 1) / (1 - p));
  return Math.log(p) - Math.log1p(-p);
}

// The surprise -ln p of one answer y (0 or 1) whose probability of 1 is sigma(z), in nats.
export function surprise(z, y) {
  return softplus(y === 1 ? -z : z);
}

// The chance that a standard normal number lies below z. The series serves the middle, the
// continued fraction (Abramowitz & Stegun 1964, 26.2.14) the tails, where 1 - p would lose digits.
export function normalCdf(z) {
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const size = Math.abs(z);
  if (size < 3) {
    let term = z;
    let sum = z;
    for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= (z * z) / n;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = size;
  for (let k = 60; k > 0; k -= 1) fraction = size + k / fraction;
  return z < 0 ? density / fraction : 1 - density / fraction;
}

// The straight line a + b x with the smallest sum of squared distances to y.
export function leastSquares(x, y) {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    products += (x[i] - meanX) * (y[i] - meanY);
    squares += (x[i] - meanX) ** 2;
  }
  const slope = products / squares;
  return { intercept: meanY - slope * meanX, slope };
}

// The shares that e^(z / T) makes of a whole. Only gaps count, so the largest score is taken off.
export function softmax(z, temperature = 1) {
  const largest = Math.max(...z);
  const piles = z.map((score) => Math.exp((score - largest) / temperature));
  const all = piles.reduce((sum, pile) => sum + pile, 0);
  return piles.map((pile) => pile / all);
}

// ln of the shares. The largest term is 1 and stays outside of the sum, so that log1p keeps tiny
// surprises.
export function logSoftmax(z) {
  const top = z.indexOf(Math.max(...z));
  let others = 0;
  z.forEach((score, k) => {
    if (k !== top) others += Math.exp(score - z[top]);
  });
  return z.map((score) => score - z[top] - Math.log1p(others));
}

// The mean surprise -sum y ln p of one who believes p where y is true. What never happens is free.
export function crossEntropy(y, p) {
  return total(y.map((share, k) => (share === 0 ? 0 : -share * Math.log(p[k]))));
}

// The shares after one of them was set to `value`: the others keep their ratios and fill up to 1.
export function rebalance(shares, k, value) {
  const rest = total(shares) - shares[k];
  const others = shares.length - 1;
  return shares.map((share, j) => {
    if (j === k) return value;
    return rest > 1e-12 ? (share * (1 - value)) / rest : (1 - value) / others;
  });
}

export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}

// Softmax regression, W[k] the weights of class k, on rows X with a 1 in front and class indices
// y: the mean surprise, the share of right answers (a tie goes to the first), and the shares.
export function softmaxGrade(W, X, y) {
  let loss = 0;
  let right = 0;
  const P = X.map((row, i) => {
    const z = W.map((weights) => dot(weights, row));
    loss -= logSoftmax(z)[y[i]];
    if (z.indexOf(Math.max(...z)) === y[i]) right += 1;
    return softmax(z);
  });
  return { loss: loss / X.length, accuracy: right / X.length, P };
}

// The tenths of the confidence that are not empty, for rows of scores Z at temperature T and true
// classes y: each with its count, its sum of confidences, and how many answers are right. And what
// follows for all rows: the mean surprise, and what the bins say together.
export function calibration(Z, y, T) {
  const all = range(0, 9, 9).map((bin) => ({ bin, count: 0, confidence: 0, right: 0 }));
  let nll = 0;
  Z.forEach((z, i) => {
    const most = Math.max(...softmax(z, T));
    const bin = all[Math.min(Math.floor(10 * most), 9)];
    bin.count += 1;
    bin.confidence += most;
    if (z.indexOf(Math.max(...z)) === y[i]) bin.right += 1;
    nll -= logSoftmax(z.map((score) => score / T))[y[i]];
  });
  const bins = all.filter(({ count }) => count);
  return { bins, nll: nll / Z.length, ...reliability(bins) };
}

// What such bins say together. The expected calibration error (ECE) is the gap
// between the mean confidence of a bin and its share of right answers, averaged over all rows.
export function reliability(bins) {
  const n = total(bins.map(({ count }) => count));
  return {
    accuracy: total(bins.map(({ right }) => right)) / n,
    confidence: total(bins.map(({ confidence }) => confidence)) / n,
    ece: total(bins.map(({ confidence, right }) => Math.abs(confidence - right))) / n
  };
}

// The broken line through the points (xs, ys), with xs ascending; flat before the first and after
// the last.
export function interpolate(xs, ys, x) {
  if (x <= xs[0]) return ys[0];
  const next = xs.findIndex((right) => x <= right);
  if (next < 0) return ys[ys.length - 1];
  const share = (x - xs[next - 1]) / (xs[next] - xs[next - 1]);
  return ys[next - 1] + share * (ys[next] - ys[next - 1]);
}

// The closed curve of points at which a convex f(x, y) reaches a level, around a center where f is
// lowest. size says how far from the center a step goes in x and in y. On each ray from the center
// the place lies between a low end below the level and a high end above it, and is found by false
// position: where the chord between the ends crosses the level, one end moves. Along a ray f is
// convex, so that is the low end each time; to bring the high end close, too, its excess is halved
// each time (after the Illinois rule: Dowell and Jarratt, BIT 11, 1971).
export function levelCurve(f, [x, y], size, level, rays = 48) {
  const lowest = f(x, y) - level;
  let radius = 1; // where the ray before reached the level: the next one does so near by
  return range(0, 2 * Math.PI, rays).map((angle) => {
    const at = (r) => [x + r * size[0] * Math.cos(angle), y + r * size[1] * Math.sin(angle)];
    let [low, below] = [0, lowest];
    let [high, above] = [radius, f(...at(radius)) - level];
    while (above < 0) {
      [low, below] = [high, above];
      high *= 1.25;
      above = f(...at(high)) - level;
    }
    for (let step = 0; step < 60; step += 1) {
      radius = low - (below * (high - low)) / (above - below);
      const excess = f(...at(radius)) - level;
      if (Math.abs(excess) < 1e-9) break;
      if (excess < 0) [low, below, above] = [radius, excess, above / 2];
      else [high, above] = [radius, excess];
    }
    return at(radius);
  });
}

// Logistic regression on one feature, z = b + w x. What is made small is the NLL, to which
// `lambda` adds (lambda / 2) w^2, and `firth` takes away half the ln of the determinant of the
// curvature matrix.
//
// The curvature matrix [[A, B], [B, D]] of the NLL. Its determinant is a sum over pairs of points:
// A D - B^2 would lose all digits when the probabilities are close to 0 and 1.
function curvature(x, b, w) {
  const s = x.map((value) => sigmoidGrad(b + w * value));
  let [A, B, D, det] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    A += s[i];
    B += s[i] * x[i];
    D += s[i] * x[i] * x[i];
    for (let j = 0; j < i; j += 1) det += s[i] * s[j] * (x[i] - x[j]) ** 2;
  }
  return { s, A, B, D, det };
}

export function logisticObjective(x, y, { b, w }, { lambda = 0, firth = false } = {}) {
  let sum = (lambda / 2) * w * w;
  for (let i = 0; i < x.length; i += 1) sum += surprise(b + w * x[i], y[i]);
  return firth ? sum - Math.log(curvature(x, b, w).det) / 2 : sum;
}

// p - y without the loss of digits that comes with p close to 1.
export function residual(z, y) {
  return y === 1 ? -sigmoid(-z) : sigmoid(z);
}

// One step of Newton's method, halved until the objective does not rise and b and w stay within
// `limit`. For `firth`, the curvature of the NLL serves as that of the objective.
export function newtonStep(x, y, { b, w }, options = {}) {
  const { lambda = 0, firth = false, limit = Infinity } = options;
  const { s, A, B, D, det } = curvature(x, b, w);
  let [slopeB, slopeW] = [0, lambda * w];
  for (let i = 0; i < x.length; i += 1) {
    const z = b + w * x[i];
    let pull = residual(z, y[i]);
    if (firth) {
      const leverage = x.reduce((sum, other, j) => sum + s[j] * (x[i] - other) ** 2, 0);
      pull -= ((s[i] * leverage) / det) * (0.5 - sigmoid(z));
    }
    slopeB += pull;
    slopeW += pull * x[i];
  }
  const full = det + lambda * A; // the determinant with the penalty
  let stepB = ((D + lambda) * slopeB - B * slopeW) / full;
  let stepW = (A * slopeW - B * slopeB) / full;
  const before = logisticObjective(x, y, { b, w }, options);
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const next = { b: b - stepB, w: w - stepW };
    const inside = Math.max(Math.abs(next.b), Math.abs(next.w)) <= limit;
    const after = logisticObjective(x, y, next, options);
    if (inside && after <= before + 1e-14 * Math.abs(before)) return next;
    stepB /= 2;
    stepW /= 2;
  }
  return { b, w };
}

// At most so many Newton steps from b = w = 0.
export function logisticFit(x, y, options, steps) {
  let line = { b: 0, w: 0 };
  for (let step = 0; step < steps; step += 1) {
    const last = line;
    line = newtonStep(x, y, last, options);
    if (Math.max(Math.abs(line.b - last.b), Math.abs(line.w - last.w)) < 1e-12) break;
  }
  return line;
}

// The lowest objective that a line of slope w can have, whatever its bias: golden section search.
export function lowestAlong(x, y, w, options) {
  const reach = Math.abs(w) * Math.max(...x.map(Math.abs)) + 4;
  const value = (b) => logisticObjective(x, y, { b, w }, options);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-reach, reach];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [value(left), value(right)];
  while (high - low > 1e-3) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = value(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = value(right);
    }
  }
  return Math.min(atLeft, atRight);
}

export function total(values) {
  return values.reduce((sum, value) => sum + value, 0);
}

// The values with mean 0 and standard deviation 1 (the one that divides by N).
export function standardize(values) {
  const mean = total(values) / values.length;
  const deviation = Math.sqrt(total(values.map((v) => (v - mean) ** 2)) / values.length);
  return { mean, deviation, values: values.map((v) => (v - mean) / deviation) };
}

// Places for marks of these values, in which equal ones stand side by side.
export function sideBySide(values, distance) {
  return values.map((value, i) => {
    const same = values.map((_, j) => j).filter((j) => values[j] === value);
    return value + distance * (same.indexOf(i) - (same.length - 1) / 2);
  });
}

// The part of a convex polygon in which f, linear, is not negative.
export function clipPolygon(points, f) {
  const kept = [];
  points.forEach((to, i) => {
    const from = points.at(i - 1);
    const [before, after] = [f(from), f(to)];
    if (before < 0 !== after < 0) {
      const share = before / (before - after);
      kept.push(from.map((value, axis) => value + share * (to[axis] - value)));
    }
    if (after >= 0) kept.push(to);
  });
  return kept;
}

// ln of the sum of e^z. The largest score is left out of the sum, and log1p adds its 1.
export function logSumExp(z) {
  const m = Math.max(...z);
  const first = z.indexOf(m);
  return m + Math.log1p(total(z.map((value, k) => (k === first ? 0 : Math.exp(value - m)))));
}

// One pass over the scores: after each, the largest so far m, the sum s of e^(z - m), and the
// factor by which the old sum was multiplied.
export function runningSoftmax(scores) {
  let [m, s] = [-Infinity, 0];
  return scores.map((z) => {
    const larger = Math.max(m, z);
    const factor = Math.exp(m - larger);
    s = s * factor + Math.exp(z - larger);
    m = larger;
    return { m, s, factor };
  });
}

// Numbers from..to in equal steps, both ends included.
export function range(from, to, steps) {
  return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
