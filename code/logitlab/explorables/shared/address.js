// The state of a figure as an address: #triangle?temperature=0.5&a=-1. A list has commas between
// its numbers, a list of lists semicolons between its lists: p=0.5,0.5 and trail=0,1;2,3.

// What a trait may hold is its rule, which base.py writes: [low, high] for a number, with "whole"
// as a third entry for a whole one; { any } for one of several values; { each, from, to } for a
// list, with `data` where it is given and not set; else the name of a type, or nothing.
export function isAllowed(value, rule) {
  if (rule === null) return true;
  if (typeof rule === "string") return value !== null && typeof value === rule;
  if (Array.isArray(rule)) {
    const whole = rule[2] !== "whole" || Number.isInteger(value);
    return typeof value === "number" && value >= rule[0] && value <= rule[1] && whole;
  }
  if (rule.any) return rule.any.includes(value);
  const { each, from, to } = rule;
  return (
    Array.isArray(value) &&
    value.length >= from &&
    value.length <= to &&
    value.every((one) => isAllowed(one, each))
  );
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const separator = ({ each }) => (each?.each ? ";" : ",");

// A value for a text, or undefined where the text has no such value.
function read(text, rule) {
  if (rule === "boolean") return { true: true, false: false }[text];
  if (Array.isArray(rule)) return NUMBER.test(text) ? Number(text) : undefined;
  if (rule?.any) return rule.any.find((value) => String(value) === text);
  if (!rule?.each || rule.data) return undefined;
  return text === "" ? [] : text.split(separator(rule)).map((part) => read(part, rule.each));
}

// A text for a value: of a number seven digits, so that an address can be read.
export function textOf(value, rule) {
  if (Array.isArray(rule)) {
    const short = Number(value.toPrecision(7));
    return String(isAllowed(short, rule) && rule[2] !== "whole" ? short : value);
  }
  return rule?.each
    ? value.map((one) => textOf(one, rule.each)).join(separator(rule))
    : String(value);
}

// What a reader wrote into a quiz (an object) stands in no address, so a quiz has none.
export function hasAddress(rules) {
  return !Object.values(rules).includes("object");
}

// "#triangle?temperature=0.5" as its { name, values }; null where anything in it is damaged, or is
// not among the rules of that name.
export function readAddress(hash, rulesOf) {
  const [, name, query] = /^#([\w-]+)\?(.+)$/.exec(hash) ?? [];
  const rules = rulesOf(name);
  if (!rules) return null;
  const values = {};
  for (const part of query.split("&")) {
    const [, trait, text] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    if (!Object.hasOwn(rules, trait)) return null;
    const value = read(decoded(text), rules[trait]);
    if (value === undefined || !isAllowed(value, rules[trait])) return null;
    values[trait] = value;
  }
  return { name, values };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "%"; // cut within a code: no value
  }
}

// The address of a state; it names what differs from the first state.
export function writeAddress(name, rules, state, first) {
  const changed = Object.entries(rules)
    .filter(([, rule]) => !rule?.data)
    .map(([trait, rule]) => [trait, textOf(state[trait], rule), textOf(first[trait], rule)])
    .filter(([, now, before]) => now !== before)
    .map(
      ([trait, now]) =>
        `${trait}=${encodeURIComponent(now).replace(/%2C|%3B/g, decodeURIComponent)}`
    );
  return `#${name}${changed.length ? "?" : ""}${changed.join("&")}`;
}
