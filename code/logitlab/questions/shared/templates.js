// Questions with fresh numbers: a template, a seed, and the same question as templates.py draws.
// The templates stand in data/templates, and the README of questions/ says what one holds.
import { evaluate } from "./formulas.js";

const MODULUS = 2 ** 31 - 1;
const TRIES = 1000;

// In units of the last digit asked: a number this near is right; this near, but for its last digit;
// and a typical mistake is at least so far away that nobody takes it for a slip of the last digit.
const EXACT = 0.51;
const NEARLY = 1.5;
const FAR = 2;

// A function that gives numbers between 0 and 1, always the same ones for a seed. Lehmer's
// generator: each whole number is 16807 times the one before, modulo 2³¹ − 1.
export function randomOf(seed) {
  let state = 1 + (seed % (MODULUS - 1));
  function draw() {
    state = (state * 16807) % MODULUS;
    return state / MODULUS;
  }
  for (let i = 0; i < 3; i += 1) draw(); // the first numbers of neighboring seeds are alike
  return draw;
}

// One of the numbers [from, to, in steps of]; or one of a list, { of: [] }.
function drawNumber(limits, chance) {
  if (limits.of) return limits.of[Math.floor(chance() * limits.of.length)];
  const [low, high, step] = limits;
  const parts = Math.max(1, Math.round(1 / step)); // a step of 0.1 is counted in tenths
  const count = Math.round((high - low) / step) + 1;
  const place = Math.round(low * parts) + Math.round(step * parts) * Math.floor(chance() * count);
  return place / parts;
}

// A number as people write it, with a minus sign; without digits, as many as it has.
function written(value, digits) {
  const text = digits === undefined ? String(Number(value.toPrecision(12))) : value.toFixed(digits);
  return text.replace("-", /[1-9]/.test(text) ? "−" : "");
}

// A text with its places filled: {p} is a number that was drawn, {exp(z):2} has 2 decimals.
function filled(text, values) {
  return text.replace(/\{([^{}:]+)(?::(\d+))?\}/g, (_, formula, digits) =>
    written(evaluate(formula, values), digits && Number(digits))
  );
}

// Whether rounding gives one answer, which no typical mistake comes near.
function isGood(answer, wrong, digits) {
  const [exact, ...others] = [answer, ...wrong].map((value) => value * 10 ** digits);
  const isTie = Math.abs(exact - Math.floor(exact) - 0.5) < 0.02;
  const isFar = (other) => Math.abs(exact - other) >= FAR; // not, if there is no number
  return Number.isFinite(exact) && !isTie && others.every(isFar);
}

// A question of the kind `number` of a quiz, with the numbers of a seed. They are drawn again until
// the conditions under `where` are above 0, rounding gives one answer, and mistakes differ from it.
export function drawQuestion(template, seed) {
  const { id, digits, unit, where = [] } = template;
  const chance = randomOf(seed);
  for (let i = 0; i < TRIES; i += 1) {
    const drawn = Object.entries(template.draw).map(([name, limits]) => [
      name,
      drawNumber(limits, chance)
    ]);
    const values = Object.fromEntries(drawn);
    const answer = evaluate(template.answer, values);
    const wrong = template.typical.map(({ value }) => evaluate(value, values));
    const fits = where.every((text) => evaluate(text, values) > 0);
    if (!fits || !isGood(answer, wrong, digits)) continue;
    const fill = (text) => filled(text, { ...values, answer });
    return {
      id,
      kind: "number",
      question: fill(template.question),
      answer,
      shown: written(answer, digits),
      digits,
      tolerance: EXACT * 10 ** -digits,
      nearly: NEARLY * 10 ** -digits,
      unit,
      right: fill(template.right),
      typical: template.typical.map(({ feedback }, place) => ({
        value: wrong[place],
        feedback: fill(feedback)
      })),
      otherwise: fill(template.otherwise)
    };
  }
  throw new Error(`${id}: no numbers fit`);
}
