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
    "card": "card",
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

import { add, buttons, dealt, isNear, piled, readGuess } from "./shared/cards.js";
import { clamp } from "../explorables/shared/maths.js";
import { fill, stage } from "../explorables/shared/stage.js";

const CHAPTERS = ["all", ..."12345678"];
const KINDS = ["floating point", "algebra", "statistics", "wording"];
const CROSS = "m-3 -3l6 6m-6 0l6 -6";
const RING = "m-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0";

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["chapter", "card", "seed", "answers"]);
  const { words, built } = s;
  const cards = model.get("cards");
  const answerTo = ({ id }) => model.get("answers")[id] ?? {};
  const keep = ({ id }, part) =>
    s.set({ answers: { ...model.get("answers"), [id]: { ...model.get("answers")[id], ...part } } });

  const deck = () => dealt(cards, model.get("seed"), model.get("chapter"));
  const said = built.querySelector(".explorable-said");
  const place = (all) => clamp(model.get("card"), 1, all.length);
  const turn = (by, n = deck().length) => s.set({ card: ((place(deck()) - 1 + by + n) % n) + 1 });

  s.choice("chapter", CHAPTERS);
  built.querySelector("fieldset").addEventListener("change", () => s.set({ card: 1 }));
  s.slider("card", { low: 1, high: cards.length, step: 1, digits: 0 });
  const slider = built.querySelector("input[type=range]");
  const box = s.block("div", "myth");
  s.button("previous", () => turn(-1));
  s.button("next", () => turn(1));
  s.button("shuffle", () => s.set({ seed: 1 + Math.floor(999 * Math.random()), card: 1 }));
  const write = s.readouts(["votes", "guesses", "kinds"]);
  const rows = [words.row, ...KINDS.map((kind) => words[kind])].map((name, i) => [4 - i, name]);
  const board = s.chart({
    x: [0.3, 8.6],
    y: [-1.1, 4.5],
    rows,
    height: 250,
    margin: { left: 98, top: 4, bottom: 26 },
    xTicks: false,
    xLabel: words.board,
    yLabel: "",
    label: words.figure
  });
  const names = CHAPTERS.slice(1).map(() => board.text("note"));
  const marks = ["muted myth-pale", "muted myth-dot", "probability myth-dot"].map((c) =>
    board.dots(c)
  );
  const [crosses, ring] = [board.dots("loss myth-line", CROSS), board.dots("ink myth-line", RING)];

  let shown = {}; // in the box
  function build(card) {
    const { number } = card;
    const run = Boolean(answerTo(card).run);
    if (shown.id === card.id && shown.run === run) return;
    const justRun = shown.id === card.id && run;
    box.replaceChildren();
    shown = { id: card.id, run, head: add(box, "p", { class: "myth-place" }) };
    add(box, "p", { class: "myth-claim", "data-number": "claim" }, card.claim);
    shown.vote = buttons(
      box,
      words,
      "vote",
      ["true", "depends", "false"],
      () => run,
      (vote) => keep(card, { vote })
    );
    const label = add(box, "label", { class: "myth-guess" }, `${number.question} `);
    shown.input = add(label, "input", { type: "text", autocomplete: "off", spellcheck: "false" });
    label.append(number.unit && ` ${number.unit}`);
    shown.input.readOnly = run;
    shown.input.addEventListener("input", () => keep(card, { guess: shown.input.value }));
    if (!run) {
      const press = () => {
        const { vote, guess = "" } = answerTo(card);
        if (vote && !Number.isNaN(readGuess(guess))) keep(card, { run: true });
        else hint.textContent = words.first;
      };
      shown.input.addEventListener("keydown", ({ key }) => key === "Enter" && press());
      add(
        box,
        "button",
        { type: "button", class: "explorable-button myth-run" },
        words.run
      ).onclick = press;
      const hint = add(box, "p", { role: "status" });
      return;
    }
    for (const part of ["code", "output"]) {
      add(box, "p", { class: "myth-place" }, words[part]);
      add(
        box,
        "pre",
        { class: "myth-code", tabindex: 0, role: "region", "aria-label": words[part] },
        card[part]
      );
    }
    const { vote, guess } = answerTo(card);
    const verdict = fill(words.verdict, { verdict: words[card.verdict], vote: words[vote] });
    const answer = `${number.answer} ${number.unit}`.trim().replace("-", "−");
    const told = fill(words[isNear(guess, number) ? "near" : "far"], { guess, answer });
    const line = add(box, "p", { tabindex: -1, class: "myth-verdict" }, `${verdict} ${told}`);
    add(box, "p", {}, card.correction);
    shown.kind = buttons(
      box,
      words,
      "sort",
      KINDS,
      () => answerTo(card).kind,
      (kind) => keep(card, { kind })
    );
    shown.note = add(box, "p", { role: "status" });
    if (justRun) line.focus({ preventScroll: true });
  }

  function draw() {
    const [all, at] = [deck(), place(deck())];
    const card = all[at - 1];
    said.textContent = ""; // so that the same sentence is said again
    Object.assign(slider, { max: all.length, value: at });
    build(card);
    const { vote, guess = "", kind } = answerTo(card);
    shown.head.textContent = fill(words.place, { card: at, n: all.length, chapter: card.chapter });
    shown.vote(vote);
    if (shown.input.value !== guess) shown.input.value = guess;
    shown.kind?.(kind);
    const told = kind
      ? fill(words[kind === card.kind ? "sorted" : "missorted"], {
          kind: words[card.kind],
          yours: words[kind]
        })
      : "";
    if (shown.note && shown.note.textContent !== told) shown.note.textContent = told;

    const { piles, spot } = piled(cards, all, (one) => answerTo(one).kind, KINDS, card);
    ring.draw([spot]);
    names.forEach((name, i) => name.draw(i + 1, -1, `${i + 1}`, { anchor: "middle" }));
    marks.forEach((mark, i) => mark.draw(piles[i]));
    crosses.draw(piles[3]);

    const done = cards.filter((c) => answerTo(c).run);
    const sorted = done.filter((c) => answerTo(c).kind);
    const share = (from, right) =>
      fill(words.share, { right: from.filter(right).length, n: from.length });
    write.votes(share(done, (c) => answerTo(c).vote === c.verdict));
    write.guesses(share(done, (c) => isNear(answerTo(c).guess, c.number)));
    write.kinds(share(sorted, (c) => answerTo(c).kind === c.kind));
  }

  return s.onDraw(draw, () => {
    const all = deck(),
      card = all[place(all) - 1];
    const { vote, run } = answerTo(card);
    const state = run
      ? fill(words.verdict, { verdict: words[card.verdict], vote: words[vote] })
      : words.open;
    return fill(words.said, { card: place(all), n: all.length, claim: card.claim, state });
  });
}

export default { render };
