const WORDS = {
  "en": {
    "title": "Vote, predict, run",
    "prompt": [
      "Is the claim true, false, or true only under a condition that it does not name? Vote, type",
      "the number that you expect, run. Then sort the card."
    ],
    "figure": [
      "The board: a column for each chapter. Cards start in the row “to sort”; each card that you",
      "sort moves to one of four rows."
    ],
    "chapter": "cards of chapter",
    "all": "all",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5",
    "6": "6",
    "7": "7",
    "8": "8",
    "card": "go to card",
    "fine": "Your score, and which cards",
    "claim": "claim",
    "place": "Claim {card} of {n}, from chapter {chapter}",
    "vote": "Your vote",
    "true": "true",
    "depends": "depends",
    "false": "false",
    "run": "Run",
    "first": "First vote, and type a number. A wild guess will do.",
    "verdict": "Verdict: {verdict}. You voted {vote}.",
    "near": "Your number: {guess}. Right: {answer}, so you were close.",
    "far": "Your number: {guess}. Right: {answer}.",
    "code": "The code",
    "output": "Its output",
    "sort": "What decides it?",
    "floating point": "floating point",
    "algebra": "algebra",
    "statistics": "statistics",
    "wording": "wording",
    "sorted": "Yes: {kind}.",
    "missorted": "You said {yours}. The card belongs to {kind}.",
    "previous": "Previous",
    "next": "Next",
    "shuffle": "Shuffle",
    "board": "chapter",
    "row": "to sort",
    "votes": "votes right",
    "guesses": "numbers close",
    "kinds": "cards well sorted",
    "share": "{right} of {n}",
    "said": "Card {card} of {n}: {claim} {state}",
    "open": "Not yet run.",
    "reset": "Start over"
  }
};

import { element } from "../explorables/shared/dom.js";
import { clamp } from "../explorables/shared/maths.js";
import { fill, stage } from "../explorables/shared/stage.js";
import { buttons, piled, shuffled } from "./shared/cards.js";
import { near, readGuess } from "./shared/guesses.js";

const CHAPTERS = ["all", ..."12345678"];
const VERDICTS = ["true", "depends", "false"];
const KINDS = ["floating point", "algebra", "statistics", "wording"];
const CROSS = "m-3 -3l6 6m-6 0l6 -6";
const RING = "m-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0";

const isNear = (guess, { answer, tolerance }) => near(readGuess(guess), answer, tolerance);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["chapter", "card", "order", "answers"]);
  const { words, built } = s;
  const cards = model.get("cards");
  const answerTo = ({ id }) => model.get("answers")[id] ?? {};
  const keep = (card, part) =>
    s.set({ answers: { ...model.get("answers"), [card.id]: { ...answerTo(card), ...part } } });

  function deck() {
    const chapter = model.get("chapter");
    const all = model.get("order").map((i) => cards[i]);
    return all.filter((card) => chapter === "all" || chapter === `${card.chapter}`);
  }
  const said = built.querySelector(".visually-hidden");
  const placeIn = (all) => clamp(model.get("card"), 1, all.length); // from 1
  function turn(by) {
    const all = deck();
    const next = placeIn(all) - 1 + by + all.length;
    s.set({ card: (next % all.length) + 1 });
  }

  // The card has one height, whatever is on it, so that nothing below it jumps.
  const box = s.block("div", "myth", s.view);
  const below = s.block("div", "explorable-controls", s.view);
  const step = (word, by) => {
    const button = element(below, "button", { class: "explorable-button", type: "button" });
    button.textContent = words[word];
    button.addEventListener("click", () => turn(by));
  };
  step("previous", -1);
  step("next", 1);
  const rows = [words.row, ...KINDS.map((kind) => words[kind])].map((name, i) => [4 - i, name]);
  const board = s.chart({
    aside: true,
    x: [0.3, 8.6],
    y: [-1.1, 4.5],
    rows,
    height: 210,
    margin: { left: 7 * Math.max(...rows.map(([, name]) => name.length)), top: 4, bottom: 26 },
    xTicks: false,
    xLabel: words.board,
    yLabel: "",
    label: words.figure
  });
  const names = CHAPTERS.slice(1).map(() => board.text("note"));
  const marks = {
    away: board.dots("muted myth-pale"),
    toSort: board.dots("muted myth-dot"),
    well: board.dots("probability myth-dot"),
    badly: board.dots("loss myth-line", CROSS)
  };
  const ring = board.dots("ink myth-line", RING);
  s.fold("fine");
  s.choice("chapter", CHAPTERS);
  built.querySelector("fieldset").addEventListener("change", () => s.set({ card: 1 }));
  s.button("shuffle", () => s.set({ order: shuffled(model.get("order")), card: 1 }));
  s.slider("card", { low: 1, high: cards.length, step: 1, digits: 0 });
  const slider = built.querySelector("input[type=range]");
  const write = s.readouts(["votes", "guesses", "kinds"]);

  // The card in the box. It is built anew for another card, and when it is run; in between, only
  // what the reader changes is drawn.
  let shown = {};
  function build(card) {
    const run = Boolean(answerTo(card).run);
    if (shown.id === card.id && shown.run === run) return;
    const justRun = shown.id === card.id && run;
    box.replaceChildren();
    shown = { id: card.id, run, head: element(box, "p", { class: "myth-place" }) };
    element(box, "p", { class: "myth-claim", "data-number": "claim" }, card.claim);
    box.scrollTop = 0;
    if (run) buildResult(card, justRun);
    else buildQuestion(card);
  }

  function buildQuestion(card) {
    const { number } = card;
    const vote = (chosen) => keep(card, { vote: chosen });
    shown.vote = buttons(box, words, "vote", VERDICTS, () => false, vote);
    const label = element(box, "label", { class: "myth-guess" }, `${number.question} `);
    const typed = { type: "text", autocomplete: "off", spellcheck: "false" };
    shown.input = element(label, "input", typed);
    if (number.unit) label.append(` ${number.unit}`);
    shown.input.addEventListener("input", () => keep(card, { guess: shown.input.value }));
    const look = { type: "button", class: "explorable-button explorable-main" };
    const button = element(box, "button", look, words.run);
    shown.hint = element(box, "p", { role: "status" });
    function press() {
      if (isReady(card)) keep(card, { run: true });
      else shown.hint.textContent = words.first;
    }
    button.addEventListener("click", press);
    shown.input.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") press();
    });
  }

  // A vote is there, and a number.
  function isReady(card) {
    const { vote, guess = "" } = answerTo(card);
    return Boolean(vote) && !Number.isNaN(readGuess(guess));
  }

  function buildResult(card, justRun) {
    const { number } = card;
    const { vote, guess } = answerTo(card);
    const verdict = fill(words.verdict, { verdict: words[card.verdict], vote: words[vote] });
    const answer = `${number.answer} ${number.unit}`.trim().replace("-", "−");
    const told = fill(words[isNear(guess, number) ? "near" : "far"], { guess, answer });
    const look = { tabindex: -1, class: "myth-verdict" };
    const line = element(box, "p", look, `${verdict} ${told}`);
    for (const part of ["output", "code"]) {
      const look = { class: "myth-code", tabindex: 0, role: "region", "aria-label": words[part] };
      element(box, "pre", look, card[part]);
      if (part === "code") continue;
      element(box, "p", {}, card.correction);
      const settled = () => answerTo(card).kind;
      shown.kind = buttons(box, words, "sort", KINDS, settled, (kind) => keep(card, { kind }));
      shown.note = element(box, "p", { role: "status" });
      element(box, "p", { class: "myth-place" }, words.code);
    }
    if (justRun) line.focus({ preventScroll: true });
  }

  function sortedText(card, kind) {
    if (!kind) return "";
    const sentence = kind === card.kind ? words.sorted : words.missorted;
    return fill(sentence, { kind: words[card.kind], yours: words[kind] });
  }

  function draw() {
    const all = deck();
    const place = placeIn(all);
    const card = all[place - 1];
    said.textContent = ""; // so that the same sentence is said again
    Object.assign(slider, { max: all.length, value: place });
    build(card);
    const { vote, guess = "", kind } = answerTo(card);
    const head = { card: place, n: all.length, chapter: card.chapter };
    shown.head.textContent = fill(words.place, head);
    shown.vote?.(vote);
    if (shown.input && shown.input.value !== guess) shown.input.value = guess;
    if (shown.hint && isReady(card)) shown.hint.textContent = "";
    shown.kind?.(kind);
    const told = sortedText(card, kind);
    if (shown.note && shown.note.textContent !== told) shown.note.textContent = told;

    const { piles, spot } = piled(cards, all, (one) => answerTo(one).kind, KINDS, card);
    ring.draw([spot]);
    names.forEach((name, i) => {
      name.draw(i + 1, -1, `${i + 1}`, { anchor: "middle" });
    });
    for (const [pile, mark] of Object.entries(marks)) mark.draw(piles[pile]);

    const done = cards.filter((one) => answerTo(one).run);
    const sorted = done.filter((one) => answerTo(one).kind);
    const share = (from, isRight) =>
      fill(words.share, { right: from.filter(isRight).length, n: from.length });
    write.votes(share(done, (one) => answerTo(one).vote === one.verdict));
    write.guesses(share(done, (one) => isNear(answerTo(one).guess, one.number)));
    write.kinds(share(sorted, (one) => answerTo(one).kind === one.kind));
  }

  return s.onDraw(draw, () => {
    const all = deck();
    const card = all[placeIn(all) - 1];
    const { vote, run } = answerTo(card);
    const state = run
      ? fill(words.verdict, { verdict: words[card.verdict], vote: words[vote] })
      : words.open;
    return fill(words.said, { card: placeIn(all), n: all.length, claim: card.claim, state });
  });
}

export default { render };
