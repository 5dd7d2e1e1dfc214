// Which questions come back, and when. All that is known of a reader is a log of answers, each one
// [time, place, chapter, id, right, sure]; those of the place "review" count here. Nothing else is
// stored, so two logs that are merged give one schedule. Days are whole numbers, in local time:
// `zone` is what Date.getTimezoneOffset gives, in minutes.

export const STEPS = [0, 1, 3, 7, 21]; // days until a question comes back: missed, once right, …
export const A_DAY = 5;
const WEEK = 4; // the step of a question that was right after a week
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export const dayOf = (at, zone) => Math.floor((at - zone * MINUTE) / DAY);
export const keyOf = ({ chapter, id }) => `${chapter}/${id}`;

// One answer later: a missed question is due at once, and begins again; a right one moves on if it
// was due. After the last step it stays there, and counts as learned.
function moved(state, day, right) {
  if (!right) return { step: 0, day, due: day };
  if (state && day < state.due) return state;
  const step = (state?.step ?? 0) + 1;
  return { step, day, due: day + (STEPS[step] ?? STEPS.at(-1)) };
}

// The state of each question, { step, day, due }, by its key. The log is read in the order in which
// it was written. A time that has not come yet is from a clock that was wrong: what it belongs to
// is due now.
export function statesAfter(log, now, zone, follow = () => {}) {
  const today = dayOf(now, zone);
  const states = new Map();
  for (const [at, place, chapter, id, right] of log) {
    if (place !== "review") continue;
    const day = dayOf(at, zone);
    const key = keyOf({ chapter, id });
    const state = moved(states.get(key), Math.min(day, today), right);
    states.set(key, day > today + 1 ? { ...state, due: today } : state);
    follow(Math.min(day, today), states);
  }
  return states;
}

// Day after day, how many questions were seen, and how many were right after a week or more.
export function history(log, now, zone) {
  const days = new Map();
  statesAfter(log, now, zone, (day, states) => {
    const kept = [...states.values()].filter(({ step }) => step >= WEEK).length;
    days.set(day, { day, seen: states.size, kept });
  });
  return [...days.values()].sort((a, b) => a.day - b.day);
}

// The list in another order, so that no two of a `group` are neighbors, and the first is none of
// `last`. The group with the most left comes first, else it would be left over at the end. Where
// the rest is of one group, one of the `spares` comes between.
export function mixed(list, last = "", spares = []) {
  const left = [...list];
  const between = [...spares];
  const order = [];
  let group = last;
  const count = (one) => left.filter((other) => other.group === one.group).length;
  while (left.length) {
    const others = left.filter((one) => one.group !== group);
    const most = Math.max(0, ...others.map(count));
    let next = others.find((one) => count(one) === most);
    if (!next) {
      const place = between.findIndex((one) => one.group !== group);
      next = place < 0 ? left[0] : between.splice(place, 1)[0];
    }
    if (left.includes(next)) left.splice(left.indexOf(next), 1);
    order.push(next);
    group = next.group;
  }
  return order;
}

// Questions in an order of chance, but first one of each group, then a second of each, and so on.
function inTurns(known) {
  const turns = {};
  const shuffled = [...known].sort((a, b) => a.chance - b.chance);
  const ranked = shuffled.map((each) => {
    const { group } = each.one;
    turns[group] = (turns[group] ?? 0) + 1;
    return { ...each, turn: turns[group] };
  });
  return ranked.sort((a, b) => a.turn - b.turn);
}

// The day's questions: those that are due, the longest due first, then new ones, then those that
// were learned long ago. At most three of a group, as long as others can be had. `asked` are
// questions { chapter, id, group }; `random` gives numbers between 0 and 1. With `more` the day
// goes on after its five, with what is not yet due.
export function planOf(asked, log, now, zone, random, more = false) {
  const today = dayOf(now, zone);
  const states = statesAfter(log, now, zone);
  const known = asked.map((one) => ({ one, state: states.get(keyOf(one)), chance: random() }));
  const bySoonest = (a, b) => a.state.due - b.state.due || a.chance - b.chance;
  const seen = known.filter(({ state }) => state).sort(bySoonest);
  const isLearned = ({ state }) => state.step >= STEPS.length;
  const again = seen.filter(({ state }) => state.due <= today);
  const due = again.filter((one) => !isLearned(one));
  const early = seen.filter(({ state }) => state.due > today && state.day < today);
  const fresh = inTurns(known.filter(({ state }) => !state));
  const done = seen.filter(({ state }) => state.day === today && state.step > 0).length;

  const wanted = more ? A_DAY : Math.max(0, A_DAY - done);
  const pool = [...due, ...fresh, ...again.filter(isLearned), ...(more ? early : [])].map(
    ({ one }) => one
  );
  const chosen = [];
  const most = Math.ceil(A_DAY / 2);
  const isFull = ({ group }) => chosen.filter((one) => one.group === group).length >= most;
  for (const one of pool) if (chosen.length < wanted && !isFull(one)) chosen.push(one);
  for (const one of pool) {
    if (chosen.length < wanted && !chosen.includes(one)) chosen.push(one);
  }
  const rest = [...fresh, ...early].map(({ one }) => one).filter((one) => !chosen.includes(one));
  const last = log.findLast(([, place]) => place === "review");
  const lastGroup = asked.find(({ chapter, id }) => last?.[2] === chapter && last[3] === id)?.group;
  return {
    queue: mixed(chosen, lastGroup, rest),
    spares: rest,
    done,
    due: due.length,
    fresh: fresh.length,
    tomorrow: seen.filter(({ state }) => state.due === today + 1).length,
    seen: seen.length,
    kept: seen.filter(({ state }) => state.step >= WEEK).length
  };
}
