// What the answers to a quiz mean: read, judged, explained. As in quiz.py.
import { near, readNumber } from "./guesses.js";

// sup, sub, i and code are tags, all else is shown as it stands, as in quiz.py
export const markup = (text) =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/&lt;(\/?(?:sup|sub|i|code)>)/g, "<$1");

// What stands there before the reader answers.
export function first({ kind, start }) {
  if (kind === "number") return "";
  return kind === "order" ? start : [];
}

// What was kept by an older page, or came from a file, may not fit.
export function fits({ kind, options }, given) {
  if (kind === "number") return typeof given === "string";
  const good = Array.isArray(given) && given.every((i) => Number.isInteger(i) && options[i]);
  return good && new Set(given).size === (kind === "order" ? options.length : given.length);
}

export function isRight(question, given) {
  const { kind, options, answer, unit, tolerance } = question;
  if (kind === "number") return near(readNumber(given, unit), answer, tolerance);
  if (kind === "order") return given.every((i, place) => i === place);
  return options.every(({ right }, i) => right === given.includes(i));
}

// What a reader is told about an answer, as [option or nothing, sentence]; `rest` goes in a fold.
export function feedback(question, given, words) {
  const { kind, options, unit, tolerance, typical } = question;
  const right = isRight(question, given);
  const tell = (chosen) => chosen.map(({ text, feedback: why }) => [text, why]);
  if (kind === "number") {
    const value = readNumber(given, unit);
    if (Number.isNaN(value)) return { told: [["", words.unreadable]] };
    const wrong = typical.find((one) => near(value, one.value, one.tolerance ?? tolerance));
    return { told: [["", right ? question.right : (wrong?.feedback ?? question.otherwise)]] };
  }
  if (kind === "order") return { told: tell(options.filter((_, i) => right || given[i] !== i)) };
  const others = options.filter((_, i) => !given.includes(i));
  const chosen = options.filter((one, i) => given.includes(i) && (right || !one.right));
  if (kind === "single") return { told: [["", chosen[0].feedback]], rest: right && tell(others) };
  const n = others.filter((one) => one.right).length;
  const more = n ? [["", words[chosen.length ? "mixed" : "missed"].replace("{n}", n)]] : [];
  return { told: [...tell(chosen), ...more], rest: right && tell(others) };
}
