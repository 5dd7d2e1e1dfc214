// What a reader's own probabilities are worth. A forecast is { said, right }: the probability that
// was given to the own answer, and whether the answer was right, 1 or 0.

const EDGES = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1];
const NORMAL = 1.959964; // 95 % of a normal distribution lie within so many standard deviations
const DROP = NORMAL ** 2 / 2; // so far below its top a likelihood reaches, in nats, for 95 %
const SURE = 50; // the steepest slope that is looked for

const sum = (values) => values.reduce((total, value) => total + value, 0);

// The score of one forecast: −ln of what was given to what happened.
export const scoreOf = ({ said, right }) => -Math.log(right ? said : 1 - said);

// Wilson's interval for a share of k out of n: all shares p with |k/n − p| ≤ 1.96 √(p(1 − p)/n).
export function shareInterval(k, n) {
  const share = k / n;
  const z = NORMAL ** 2 / n;
  const middle = (share + z / 2) / (1 + z);
  const half = Math.sqrt(z * share * (1 - share) + z ** 2 / 4) / (1 + z);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

// The forecasts in bins of what was said: how many, what was said on average, and which share of
// the answers was right.
export function binsOf(forecasts) {
  const bins = EDGES.slice(1).map((to, i) => {
    const from = EDGES[i];
    const inside = forecasts.filter(({ said }) => said >= from && (said < to || to === 1));
    const n = inside.length;
    const right = sum(inside.map((one) => one.right));
    if (!n) return null;
    const said = sum(inside.map((one) => one.said)) / n;
    return { from, to, n, said, share: right / n, interval: shareInterval(right, n) };
  });
  return bins.filter(Boolean);
}

// Where a function that falls from `low` to `high` crosses 0, by halving.
function zeroOf(f, low, high) {
  let [a, b] = [low, high];
  for (let i = 0; i < 60; i += 1) {
    const middle = (a + b) / 2;
    if (f(middle) > 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

// The one temperature T that makes the forecasts most likely if each said p is read as
// σ(logit(p)/T): logistic regression with one weight, 1/T, and no bias. Its interval holds all
// temperatures whose log-likelihood is at most 1.92 nats below. Without an answer, null.
export function honestTemperature(forecasts) {
  const xs = forecasts.map(({ said }) => Math.log(said / (1 - said)));
  if (xs.every((x) => x === 0)) return null;
  const signs = forecasts.map(({ right }) => (right ? 1 : -1));
  const slope = (a) => sum(xs.map((x, i) => (signs[i] * x) / (1 + Math.exp(signs[i] * a * x))));
  const log = (a) => -sum(xs.map((x, i) => Math.log1p(Math.exp(-signs[i] * a * x))));
  const best = zeroOf(slope, 0, SURE);
  const lowest = log(best) - DROP;
  const reaches = (a) => log(a) >= lowest;
  const most = reaches(SURE) ? SURE : zeroOf((a) => log(a) - lowest, best, SURE);
  const least = reaches(0) ? 0 : zeroOf((a) => lowest - log(a), 0, best);
  return { best: 1 / best, interval: [1 / most, 1 / least] };
}

// All that the page says of a reader's forecasts. The other forecaster always says the share of
// right answers, and so needs to know nothing of a question.
export function verdictOn(forecasts) {
  const n = forecasts.length;
  const share = sum(forecasts.map(({ right }) => right)) / n;
  const steady = sum([share, 1 - share].map((p) => (p ? -p * Math.log(p) : 0)));
  return {
    n,
    share,
    mean: sum(forecasts.map(scoreOf)) / n,
    steady,
    bins: binsOf(forecasts),
    temperature: honestTemperature(forecasts)
  };
}
