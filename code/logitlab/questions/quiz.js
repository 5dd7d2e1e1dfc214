const WORDS = {
  "en": {
    "title": "Quiz",
    "prompt": [
      "Commit to an answer, then press Check. You are told why it is right or wrong, and can try",
      "again as often as you like. You pass when all are right."
    ],
    "number": "Your answer",
    "check": "Check",
    "up": "Move up: {item}",
    "down": "Move down: {item}",
    "moved": "{item}: now {place} of {n}.",
    "nothing": "First choose an answer, or type a number.",
    "unreadable": "This is no number. Write it like 0.25, −3, 1/4 or 25%.",
    "yes": "✓ Right.",
    "no": "✗ Not yet.",
    "others": "Why not the others?",
    "missed": "What you chose is true, but something is missing: {n} more.",
    "mixed": "Something is missing, too: {n} more.",
    "right": "answered rightly",
    "share": "{right} of {n}",
    "passed": "{right} of {n}: passed",
    "reset": "Start over"
  }
};

import { feedback, first, fits, isRight, markup } from "./shared/answers.js";
import { add } from "./shared/cards.js";
import { sortable } from "./shared/sortable.js";
import { fill, stage } from "../explorables/shared/stage.js";

function write(parent, tag, attributes, text) {
  const node = add(parent, tag, attributes);
  node.innerHTML = markup(text);
  return node;
}

async function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["answers"]);
  const { words } = s;
  const [questions, chapter] = [model.get("questions"), model.get("chapter")];
  const box = s.block("div", "quiz");
  let spoken = () => "";

  function answerTo({ id, ...question }) {
    const { given, checked } = model.get("answers")[id] ?? {};
    return fits(question, given)
      ? { given, checked: checked && given.length > 0 }
      : { given: first(question) };
  }
  const give = ({ id }, given, checked = false) =>
    s.set({ answers: { ...model.get("answers"), [id]: { given, checked } } });
  function edit(question, given, said = "") {
    spoken = () => said;
    give(question, given);
  }

  function choices(question, group) {
    const { id, kind, options } = question;
    const inputs = options.map((option, i) => {
      const label = add(group, "label", { class: "quiz-option" });
      const type = kind === "single" ? "radio" : "checkbox";
      const input = add(label, "input", { type, name: `quiz-${chapter}-${id}` });
      write(label, "span", {}, option.text);
      input.onchange = () =>
        edit(
          question,
          type === "radio" ? [i] : inputs.flatMap((one, j) => (one.checked ? [j] : []))
        );
      return input;
    });
    return (given) => inputs.forEach((input, i) => (input.checked = given.includes(i)));
  }

  function numberBox(question, group, check) {
    const label = add(group, "label", { class: "quiz-number" }, words.number);
    const input = add(label, "input", { type: "text", autocomplete: "off", spellcheck: "false" });
    label.append(question.unit);
    input.oninput = () => edit(question, input.value);
    input.addEventListener("keydown", ({ key }) => key === "Enter" && check());
    return (given) => input.value !== given && (input.value = given);
  }

  function sorter(question, group) {
    const names =
      ({ text }) =>
      (item) =>
        write(item, "span", {}, text).textContent;
    const [read, moved] = [
      () => answerTo(question).given,
      (given, said) => edit(question, given, said)
    ];
    return sortable(group, question.options.map(names), words, { read, moved });
  }

  function tell(question, node, { given, checked }) {
    node.replaceChildren();
    if (!checked) return;
    const { told, rest } = feedback(question, given, words);
    const right = isRight(question, given);
    node.classList.toggle("quiz-right", right);
    add(node, "p", { class: "quiz-verdict" }, words[right ? "yes" : "no"]);
    const list = (parent, entries) => {
      for (const [option, why] of entries) {
        const line = add(parent, "p");
        if (option) write(line, "strong", { class: "quiz-quoted" }, option);
        write(line, "span", {}, why);
      }
    };
    list(node, told);
    if (!rest?.length) return;
    const fold = add(node, "details", { class: "explorable-fold" });
    add(fold, "summary", {}, words.others);
    list(fold, rest);
  }

  const kinds = { single: choices, several: choices, number: numberBox, order: sorter };
  const parts = questions.map((question, i) => {
    const group = add(box, "fieldset", { class: "quiz-question" });
    write(group, "legend", {}, `${i + 1}. ${question.question}`);
    const check = () => {
      const { given } = answerTo(question);
      if (given.length) give(question, given, true);
      else told.textContent = words.nothing;
      spoken = () =>
        [...told.childNodes]
          .filter((line) => line.tagName !== "DETAILS")
          .map((line) => line.textContent)
          .join(" ");
      s.redraw();
    };
    const sync = kinds[question.kind](question, group, check);
    add(
      group,
      "button",
      { type: "button", class: "explorable-button quiz-check" },
      words.check
    ).onclick = check;
    const told = add(group, "div", { class: "quiz-told" });
    return { question, sync, told };
  });
  const output = s.readouts(["right"]);

  // A page that keeps what readers did listens for these two, and may give earlier answers back.
  const say = (type, detail) =>
    el.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { chapter, ...detail } }));
  let known = model.get("answers");

  function draw() {
    for (const part of parts) {
      const answer = answerTo(part.question);
      part.sync(answer.given);
      const wanted = JSON.stringify(answer);
      if (part.wanted !== wanted) tell(part.question, part.told, answer);
      part.wanted = wanted;
    }
    const right = questions.filter(
      (q) => answerTo(q).checked && isRight(q, answerTo(q).given)
    ).length;
    const n = questions.length;
    output.right(fill(words[right === n ? "passed" : "share"], { right, n }));

    const answers = model.get("answers");
    const changed = questions.map(({ id }) => id).filter((id) => answers[id] !== known[id]);
    known = answers;
    if (changed.length)
      say("quiz-answers", {
        answers: Object.fromEntries(changed.map((id) => [id, answers[id] ?? null])),
        passed: right === n
      });
  }

  const remove = await s.onDraw(draw, () => spoken());
  say("quiz-start", {
    restore(kept) {
      const answers = model.get("answers"); // what was changed since the last frame is newer
      const news = Object.fromEntries(
        Object.entries(kept).filter(([id]) => answers[id] === known[id])
      );
      known = { ...known, ...news };
      s.set({ answers: { ...answers, ...news } });
    }
  });
  return remove;
}

export default { render };
