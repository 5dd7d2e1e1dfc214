// The formulas that answer questions with fresh numbers; formulas.py has the same ones, and a test
// compares them. A template writes its answer as text: it is read here, because no text may become
// a script on a page (Content-Security-Policy).

const total = (values) => values.reduce((sum, value) => sum + value, 0);
const { abs, exp, floor, log, max, min, sqrt } = Math;

// Σ y · −ln p, where 0 · ln 0 is 0; first all of y, then all of p.
function surprises(values) {
  const p = values.slice(values.length / 2);
  return total(p.map((share, i) => (values[i] ? -values[i] * log(share) : 0)));
}

export const FORMULAS = {
  // the tools of school
  exp,
  ln: log,
  sqrt,
  abs,
  min,
  max,
  round: (x) => floor(x + 0.5),
  mean: (...xs) => total(xs) / xs.length,
  // one score, one probability
  sigmoid: (z) => 1 / (1 + exp(-z)),
  slope: (p) => p * (1 - p),
  odds: (p) => p / (1 - p),
  share: (odds) => odds / (1 + odds),
  logit: (p) => log(p / (1 - p)),
  softplus: (z) => log(1 + exp(z)),
  surprise: (p) => -log(p),
  bits: (nats) => nats / log(2),
  // several scores: the share of the first, and all of them together
  softmax: (...z) => exp(z[0]) / total(z.map(exp)),
  lse: (...z) => log(total(z.map(exp))),
  // distributions, entry after entry; of two, first all of y and then all of p
  entropy: (...y) => surprises([...y, ...y]),
  crossentropy: (...yp) => surprises(yp),
  divergence(...yp) {
    const y = yp.slice(0, yp.length / 2);
    return surprises(yp) - surprises([...y, ...y]);
  }
};

// What a formula gives for these values, { name: number }: sums, products, powers (**), brackets
// and the names above, with Python's order of operations. NaN where it has no value.
export function evaluate(text, values) {
  const tokens = text.match(/\*\*|[\w.]+|[-+*/(),]/g);
  const is = (token) => tokens[0] === token && tokens.shift();

  function sum() {
    let value = product();
    while (["+", "-"].includes(tokens[0])) value += tokens.shift() === "+" ? product() : -product();
    return value;
  }
  function product() {
    let value = signed();
    while (["*", "/"].includes(tokens[0])) {
      if (tokens.shift() === "*") value *= signed();
      else value /= signed();
    }
    return value;
  }
  function signed() {
    return is("-") ? -signed() : power();
  }
  function power() {
    const base = atom();
    return is("**") ? base ** signed() : base;
  }
  function atom() {
    const token = tokens.shift();
    if (token === "(") {
      const value = sum();
      tokens.shift();
      return value;
    }
    if (!is("(")) return token in values ? values[token] : Number(token);
    const given = [];
    while (!is(")")) {
      given.push(sum());
      is(",");
    }
    return FORMULAS[token](...given);
  }

  const value = sum();
  return Number.isFinite(value) ? value : Number.NaN;
}
