// Floating point with fewer digits than JavaScript's own float64, and four ways to compute the
// surprise -ln sigma(z) in it. After each operation the result is rounded to the format, as a
// processor does. Python's twin is float_microscope.py; both are tested against NumPy.
import { sigmoid, softplus } from "./maths.js";
import { number, raised } from "./stage.js";

// The float nearest to x in a format with so many binary digits; halfway between two, the one whose
// last bit is 0. Below 2^least the gaps stay equal; what would be rounded to 2^most is infinite.
function toDigits(x, digits, least, most) {
  const size = Math.abs(x);
  if (!Number.isFinite(x) || size === 0) return x;
  const exponent = Math.max(Math.floor(Math.log2(size)), least);
  const gap = 2 ** (exponent - digits + 1);
  const whole = size / gap + 2 ** 52 - 2 ** 52; // adding 2^52 leaves no room behind the point
  const near = whole * gap;
  return Math.sign(x) * (near < 2 ** most ? near : Infinity);
}

// Math.f16round is too new to rely on. From 65520 on the nearest float16 is infinity.
export const toHalf = (x) => toDigits(x, 11, -14, 16);
// As many powers of 2 as float32, 8 digits.
export const toBrain = (x) => toDigits(x, 8, -126, 128);

export const FORMATS = {
  float16: { round: toHalf, epsilon: 2 ** -10 },
  bfloat16: { round: toBrain, epsilon: 2 ** -7 },
  float32: { round: Math.fround, epsilon: 2 ** -23 },
  float64: { round: (x) => x, epsilon: 2 ** -52 }
};

// Each way gives [loss, slope] for a score z; r rounds to the format. The slope is what automatic
// differentiation computes: the slopes of the steps, multiplied; outside of the clip it is 0.
const slopeThrough = (r, p, q = p) => r(r(-1 / q) * r(p * r(1 - p)));

export const WAYS = {
  naive(z, r) {
    const p = r(1 / r(1 + r(Math.exp(-z))));
    return [-r(Math.log(p)), slopeThrough(r, p)];
  },
  clipped(z, r) {
    const p = r(1 / r(1 + r(Math.exp(-z))));
    const low = r(1e-15);
    const high = r(1 - 1e-15);
    const q = Math.min(Math.max(p, low), high);
    return [-r(Math.log(q)), p >= low && p <= high ? slopeThrough(r, p, q) : 0];
  },
  shifted(z, r) {
    const m = Math.max(z, 0);
    const e = r(Math.exp(r(z - m)));
    const other = r(Math.exp(-m)); // of the score 0
    const p = r(e / r(e + other));
    return [-r(Math.log(p)), slopeThrough(r, p)];
  },
  fused(z, r) {
    const e = r(Math.exp(-Math.abs(z)));
    return [r(Math.max(-z, 0) + r(Math.log1p(e))), -r((z < 0 ? 1 : e) / r(1 + e))];
  }
};

export const truth = (z) => [softplus(-z), -sigmoid(-z)];

// Gradient descent on one sample with feature 1, label 1 and step size 1: the weight is the score.
export function train(way, z, r, steps) {
  let w = z;
  for (let step = 0; step < steps; step += 1) w = r(w - WAYS[way](w, r)[1]);
  return w;
}

// Whether a value is 0, infinite or nan although the format has a better number.
export function isLost(value, exact, round) {
  return (value === 0 || !Number.isFinite(value)) && value !== round(exact);
}

function scientific(size, digits) {
  const [front, power] = size.toExponential(digits).split("e");
  return `${front}·10${raised(Number(power))}`;
}

// A number of any size with 4 or 5 digits, or 2 and a power of ten below a thousandth.
export function floatText(value) {
  const size = Math.abs(value);
  if (Number.isNaN(value)) return "nan";
  if (size === Infinity) return value > 0 ? "∞" : "−∞";
  if (size >= 100) return number(value, 1);
  if (size >= 10) return number(value, 2);
  if (size >= 0.001) return number(value, 4);
  if (size === 0) return "0";
  return `${value < 0 ? "−" : ""}${scientific(size, 1)}`;
}

// The size of the error, divided by the exact value: infinite for a loss that is lost.
export function relativeError(value, exact) {
  const off = Math.abs(value - exact);
  if (off === 0) return 0;
  return Number.isFinite(off) && exact ? off / exact : Infinity;
}
