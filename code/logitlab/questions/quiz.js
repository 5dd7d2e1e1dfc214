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

import { element } from "../explorables/shared/dom.js";
import { fill, stage } from "../explorables/shared/stage.js";
import { aloud } from "./shared/aloud.js";
import { feedback, first, fits, isRight, markup } from "./shared/answers.js";
import { sortable } from "./shared/sortable.js";

function write(parent, tag, attributes, text) {
  const node = element(parent, tag, attributes);
  node.innerHTML = markup(text);
  return node;
}

async function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["answers"]);
  const { words } = s;
  const questions = model.get("questions");
  const chapter = model.get("chapter");
  const box = s.block("div", "quiz");
  let spoken = () => "";

  function answerTo({ id, ...question }) {
    const { given, checked } = model.get("answers")[id] ?? {};
    if (!fits(question, given)) return { given: first(question) };
    return { given, checked: checked && given.length > 0 };
  }
  const give = ({ id }, given, checked = false) =>
    s.set({ answers: { ...model.get("answers"), [id]: { given, checked } } });
  function edit(question, given, said = "") {
    spoken = () => said;
    give(question, given);
  }

  // Each of these builds the controls of one kind of question, and returns the function that
  // shows an answer in them.

  function choices(question, group) {
    const { id, kind, options } = question;
    const type = kind === "single" ? "radio" : "checkbox";
    const inputs = options.map((option) => {
      const label = element(group, "label", { class: "quiz-option" });
      const input = element(label, "input", { type, name: `quiz-${chapter}-${id}` });
      write(label, "span", {}, option.text);
      return input;
    });
    const chosen = () => [...options.keys()].filter((i) => inputs[i].checked);
    for (const input of inputs) input.addEventListener("change", () => edit(question, chosen()));
    return (given) => {
      inputs.forEach((input, i) => {
        input.checked = given.includes(i);
      });
    };
  }

  function numberBox(question, group, check) {
    const label = element(group, "label", { class: "quiz-number" }, words.number);
    const typed = { type: "text", autocomplete: "off", spellcheck: "false" };
    const input = element(label, "input", typed);
    label.append(question.unit);
    input.addEventListener("input", () => edit(question, input.value));
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") check();
    });
    return (given) => {
      if (input.value !== given) input.value = given;
    };
  }

  function sorter(question, group) {
    const items = question.options.map(
      ({ text }) =>
        (item) =>
          aloud(write(item, "span", {}, text))
    );
    return sortable(group, items, words, {
      read: () => answerTo(question).given,
      moved: (given, said) => edit(question, given, said)
    });
  }

  const kinds = { single: choices, several: choices, number: numberBox, order: sorter };

  function tell(question, node, { given, checked }) {
    node.replaceChildren();
    if (!checked) return;
    const { told, rest } = feedback(question, given, words);
    const right = isRight(question, given);
    node.classList.toggle("quiz-right", right);
    element(node, "p", { class: "quiz-verdict" }, words[right ? "yes" : "no"]);
    const list = (parent, entries) => {
      for (const [option, why] of entries) {
        const line = element(parent, "p");
        if (option) write(line, "strong", { class: "quiz-quoted" }, option);
        write(line, "span", {}, why);
      }
    };
    list(node, told);
    if (!rest?.length) return;
    const fold = element(node, "details", { class: "explorable-fold" });
    element(fold, "summary", {}, words.others);
    list(fold, rest);
  }

  function build(question, i) {
    const group = element(box, "fieldset", {
      class: "quiz-question",
      "data-question": question.id
    });
    write(group, "legend", {}, `${i + 1}. ${question.question}`);
    const sync = kinds[question.kind](question, group, check);
    const look = { type: "button", class: "explorable-button quiz-check" };
    element(group, "button", look, words.check).addEventListener("click", check);
    const told = element(group, "div", { class: "quiz-told" });

    function check() {
      const { given } = answerTo(question);
      if (given.length) give(question, given, true);
      else told.textContent = words.nothing;
      spoken = () => {
        const lines = [...told.childNodes].filter(({ tagName }) => tagName !== "DETAILS");
        return lines.map(aloud).join(" ");
      };
      s.redraw();
    }
    return { question, sync, told };
  }

  const parts = questions.map(build);
  const output = s.readouts(["right"]);

  const isDone = (question) => {
    const { given, checked } = answerTo(question);
    return checked && isRight(question, given);
  };

  function draw() {
    for (const part of parts) {
      const answer = answerTo(part.question);
      part.sync(answer.given);
      const wanted = JSON.stringify(answer);
      if (part.wanted !== wanted) tell(part.question, part.told, answer);
      part.wanted = wanted;
    }
    const right = questions.filter(isDone).length;
    const n = questions.length;
    output.right(fill(words[right === n ? "passed" : "share"], { right, n }));
  }

  // A page that keeps what readers did listens for these two, and may give earlier answers back. It
  // hears of a change at once: a reader may leave the page before the next frame.
  const say = (type, detail) =>
    el.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { chapter, ...detail } }));
  let known = model.get("answers");

  function keep() {
    const answers = model.get("answers");
    const changed = questions.map(({ id }) => id).filter((id) => answers[id] !== known[id]);
    known = answers;
    if (!changed.length) return;
    const right = questions.filter(isDone).map(({ id }) => id);
    say("quiz-answers", {
      answers: Object.fromEntries(changed.map((id) => [id, answers[id] ?? null])),
      right,
      passed: right.length === questions.length
    });
  }

  const remove = await s.onDraw(draw, () => spoken());
  model.on("change:answers", keep);
  s.removes.push(() => model.off("change:answers", keep));
  say("quiz-start", {
    restore(kept) {
      known = { ...known, ...kept };
      s.set({ answers: known });
    }
  });
  return remove;
}

export default { render };
