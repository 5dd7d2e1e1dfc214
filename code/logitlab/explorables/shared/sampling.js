// What is done to the scores before a token is drawn, in any order. Python's twin is sampling.py.
// A state is { z, kept }: the scores, and which tokens may still be drawn.
import { total } from "./maths.js";

// The places of the scores, from the highest to the lowest; of equal ones, the first. A list of
// scores is sorted once: most cards hand it on as it is.
const ranks = new WeakMap();
export function ranked(z) {
  if (!ranks.has(z)) {
    ranks.set(
      z,
      z.map((_, k) => k).sort((i, j) => z[j] - z[i] || i - j)
    );
  }
  return ranks.get(z);
}

// The shares of the tokens that are kept; 0 for the others.
export function sharesOf({ z, kept }) {
  const largest = Math.max(...z.filter((_, k) => kept[k]));
  const piles = z.map((score, k) => (kept[k] ? Math.exp(score - largest) : 0));
  const all = total(piles);
  return piles.map((pile) => pile / all);
}

const only = ({ z, kept }, may) => ({ z, kept: kept.map((is, k) => is && may(k)) });

export const OPERATIONS = {
  bias({ z, kept }, { bias, biased }) {
    if (!bias) return { z, kept };
    return { z: z.map((score, k) => (k === biased ? score + bias : score)), kept };
  },
  penalty({ z, kept }, { penalty, text }) {
    if (penalty === 1) return { z, kept };
    const seen = new Set(text);
    const lowered = (score) => (score > 0 ? score / penalty : score * penalty);
    return { z: z.map((score, k) => (seen.has(k) ? lowered(score) : score)), kept };
  },
  temperature({ z, kept }, { temperature }) {
    return { z: z.map((score) => score / temperature), kept };
  },
  top_k(state, { top_k }) {
    if (!top_k) return state;
    const best = new Set(
      ranked(state.z)
        .filter((k) => state.kept[k])
        .slice(0, top_k)
    );
    return only(state, (k) => best.has(k));
  },
  top_p(state, { top_p }) {
    if (top_p >= 1) return state;
    const shares = sharesOf(state);
    const best = new Set();
    let reached = 0;
    for (const k of ranked(state.z).filter((k) => state.kept[k])) {
      if (reached >= top_p) break;
      best.add(k);
      reached += shares[k];
    }
    return only(state, (k) => best.has(k));
  },
  min_p(state, { min_p }) {
    const largest = Math.max(...state.z.filter((_, k) => state.kept[k]));
    return only(state, (k) => Math.exp(state.z[k] - largest) >= min_p);
  }
};

// All states on the way, from the first scores on; each card is the name of an operation.
export function pass(scores, cards, knobs) {
  const states = [{ z: scores, kept: scores.map(() => true) }];
  for (const card of cards) states.push(OPERATIONS[card](states.at(-1), knobs));
  return states;
}

// The next state of the random numbers, and the token under a needle that falls there, on the
// shares laid end to end, the largest first.
export function drawToken(state, seed) {
  const next = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  const shares = sharesOf(state);
  const order = ranked(state.z).filter((k) => state.kept[k]);
  const place = (next / 2 ** 32) * total(order.map((k) => shares[k]));
  let reached = 0;
  const token = order.find((k) => {
    reached += shares[k];
    return reached > place;
  });
  return { seed: next, token: token ?? order.at(-1) };
}

// The shares of a state laid end to end, the largest first: [from, to, token], and at the end one
// piece without a token for what is left.
export function laid(state, shares, most) {
  let from = 0;
  const pieces = ranked(state.z)
    .filter((k) => state.kept[k])
    .slice(0, most)
    .map((k) => {
      from += shares[k];
      return [from - shares[k], from, k];
    });
  return from < 1 - 1e-9 ? [...pieces, [from, 1, null]] : pieces;
}
