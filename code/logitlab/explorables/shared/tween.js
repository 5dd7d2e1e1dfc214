// What a button or a link changes is not there at once: the way takes a moment, and none for
// readers who want no motion.
import { clamp } from "./maths.js";

const TIME = 400; // ms
const HOLDS = ["pointerdown", "keydown", "input", "click"]; // the reader takes hold of a figure

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Calls step(share) once a frame, with a share from 0 to 1, then done(). Gives what stops it.
function run(step, time, done) {
  const since = performance.now();
  let frame = 0;
  const next = (now) => {
    const t = calm() ? 1 : clamp((now - since) / time, 0, 1);
    step(t === 1 ? 1 : t * t * (3 - 2 * t));
    if (t === 1) done();
    else frame = requestAnimationFrame(next);
  };
  next(since);
  return () => cancelAnimationFrame(frame);
}

// A state that is there at once, and drawn as if it came: share() runs from 0 to 1 after start(),
// while the figure is redrawn.
export function tween(redraw, time = TIME) {
  let since = -Infinity;
  const start = () => {
    since = calm() ? -Infinity : performance.now();
  };
  const share = () => {
    const part = clamp((performance.now() - since) / time, 0, 1);
    if (part < 1) redraw();
    return 1 - (1 - part) ** 3; // fast at first, then it settles
  };
  return { start, share };
}

// Numbers that are drawn: when their key has changed, by a button or a choice, they come on a way.
export function arriving(redraw) {
  const way = tween(redraw);
  let [last, from, shown] = [null, [], []];
  return (key, values) => {
    if (last !== null && key !== last) {
      from = shown;
      way.start();
    }
    last = key;
    const left = from.length === values.length ? 1 - way.share() : 0;
    shown = left ? values.map((value, k) => value + left * (from[k] - value)) : values;
    return shown;
  };
}

// The value of a trait on its way, by its rule (address.js): a number, which may have to be whole,
// or a list of numbers that need not. Whatever has no way between, such as a choice or the words of
// a text, is set at once.
function between(from, to, share, rule) {
  if (share === 1) return to;
  if (Array.isArray(rule)) {
    const value = from + share * (to - from);
    return rule[2] === "whole" ? Math.round(value) : value;
  }
  const numbers = Array.isArray(rule?.each) && rule.each[2] !== "whole";
  if (!numbers || from.length !== to.length) return to;
  return to.map((value, i) => between(from[i], value, share, rule.each));
}

// Moves the traits of a model to other values, until it has arrived or the reader takes hold of the
// figure at `root`. Options: set(values), the rules of the traits, time in ms, done() after each
// move, one that was stopped too.
export function mover(model, root, options) {
  const { set, rules = {}, time = TIME, done = () => {} } = options;
  let halt = () => {};
  let goal = null; // what the figure is on its way to

  function stop() {
    if (!goal) return;
    halt();
    goal = null;
    done();
  }

  function go(values) {
    stop();
    goal = values;
    const ways = Object.entries(values).map(([name, to]) => [name, model.get(name), to]);
    const step = (share) =>
      set(
        Object.fromEntries(
          ways.map(([name, from, to]) => [name, between(from, to, share, rules[name])])
        )
      );
    halt = run(step, time, stop);
  }

  // A handle is taken where it is; a button goes on from where the way leads.
  function hold({ target }) {
    if (goal && target.closest("button")) set(goal);
    stop();
  }

  for (const type of HOLDS) root.addEventListener(type, hold, true);
  return { go, stop, goal: () => goal };
}
