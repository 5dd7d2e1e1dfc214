// The functions of the course in JavaScript. They are tested against the same exact values as
// the Python (tests/reference_values.json), and hold the same notation: z a score, p a probability.

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

export function logSigmoid(z) {
  return -softplus(-z);
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

// The broken line through the points (xs, ys), with xs ascending; flat before the first and after
// the last.
export function interpolate(xs, ys, x) {
  if (x <= xs[0]) return ys[0];
  const next = xs.findIndex((right) => x <= right);
  if (next < 0) return ys[ys.length - 1];
  const share = (x - xs[next - 1]) / (xs[next] - xs[next - 1]);
  return ys[next - 1] + share * (ys[next] - ys[next - 1]);
}

// The closed curve of points at which f(x, y) reaches a level, around a center where f is lowest.
// On each ray from the center the place is found by halving, so f must rise along every ray, as a
// convex function does. size says how far from the center a step goes in x and in y.
export function levelCurve(f, [x, y], size, level, rays = 72) {
  return range(0, 2 * Math.PI, rays).map((angle) => {
    const at = (r) => [x + r * size[0] * Math.cos(angle), y + r * size[1] * Math.sin(angle)];
    let [low, high] = [0, 64];
    for (let halving = 0; halving < 20; halving += 1) {
      const middle = (low + high) / 2;
      if (f(...at(middle)) < level) low = middle;
      else high = middle;
    }
    return at(low);
  });
}

// Numbers from..to in equal steps, both ends included.
export function range(from, to, steps) {
  return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
