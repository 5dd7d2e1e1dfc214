// Predictions that a reader commits. predictions.py writes each box as HTML: the question, the place
// for a guess, the folded answer with its list of guesses, and in data-predict what they are worth.
// Here the reader presses Check, hears what the guess means, and sees the answer. progress.js keeps
// the guesses, as it keeps those of a quiz. The build puts readGuess and near in front of this file.

(() => {
  const WORDS = {
    en: {
      again: "Guess again",
      others: "Other guesses",
      you: "you",
      truth: "answer",
      right: "✓ Right.",
      wrong: "✗ Not this one. The answer: ",
      exact: (given, answer) => `✓ You said ${given}, and the answer is ${answer}.`,
      low: (given, answer) => `✗ You said ${given}, which is too low. The answer is ${answer}.`,
      high: (given, answer) => `✗ You said ${given}, which is too high. The answer is ${answer}.`,
      placed: (n, of) => `✗ ${n} of ${of} stand where they belong.`,
      belongs: (place) => `✗ belongs to place ${place}`,
      up: (item) => `Move up: ${item}`,
      down: (item) => `Move down: ${item}`,
      moved: (item, place, n) => `${item}: now ${place} of ${n}.`,
      first: {
        number: "Type a number first, such as 0.25, −3, 1/4 or 25%.",
        choice: "Choose one first.",
        mark: "This figure cannot be moved here. You can still show the answer."
      }
    }
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;

  function add(parent, tag, className, text = "") {
    const node = document.createElement(tag);
    node.className = className;
    node.textContent = text;
    parent.append(node);
    return node;
  }
  function button(parent, className, text, press) {
    const node = add(parent, "button", className, text);
    node.type = "button";
    node.addEventListener("click", press);
    return node;
  }
  const copies = (node) => [...node.cloneNode(true).childNodes];

  // ---- the four kinds of guesses. Each has `read`, what the reader says now; `show`, which puts a
  // guess in its place and lets nobody change it once it is committed; `fits`, whether what was kept
  // is a guess; `judge`, which says what it is worth: { verdict, mine, scale }, where `mine` is its
  // place in the list of guesses.

  function judgeNumber({ guesses, unit }, value, said) {
    const answer = guesses.find((guess) => guess.right);
    const matches = (guess) => near(value, guess.value, guess.tolerance ?? answer.tolerance ?? 0);
    const found = [answer, ...guesses].find((guess) => "value" in guess && matches(guess));
    const other = guesses.findIndex((guess) => !("value" in guess));
    const how = value < answer.value ? "low" : "high";
    const written = unit && unit !== "%" && !said.includes(unit) ? `${said} ${unit}` : said;
    return {
      verdict: [words[found === answer ? "exact" : how](written, answer.text)],
      mine: found ? guesses.indexOf(found) : other,
      scale: [value, answer.value]
    };
  }

  function number(question, form, edit) {
    const input = form.querySelector("input");
    input.addEventListener("input", edit);
    const { unit } = question;
    function readValue(given) {
      const value = readGuess(given.replace(unit, ""));
      return given.includes("%") && unit !== "%" ? value / 100 : value;
    }
    return {
      read: () => input.value.trim(),
      fits: (given) => typeof given === "string",
      complete: (given) => !Number.isNaN(readValue(given)),
      show(given = "", committed) {
        if (input.value.trim() !== given) input.value = given;
        input.readOnly = committed;
      },
      judge: (given) => judgeNumber(question, readValue(given), given)
    };
  }

  function choice({ guesses }, form, edit) {
    const labels = [...form.querySelectorAll("label")];
    const inputs = labels.map((label) => label.querySelector("input"));
    const right = guesses.findIndex((guess) => guess.right);
    for (const input of inputs) input.addEventListener("change", edit);
    return {
      read: () => inputs.findIndex(({ checked }) => checked),
      fits: (given) => given in guesses,
      complete: (given) => given >= 0,
      show(given, committed) {
        inputs.forEach((input, i) => {
          input.checked = i === given;
          input.disabled = committed;
          labels[i].classList.toggle("predict-right", committed && i === right);
        });
      },
      judge(given) {
        const isRight = given === right;
        const answer = copies(labels[right].querySelector("span"));
        return { verdict: isRight ? [words.right] : [words.wrong, ...answer], mine: given };
      }
    };
  }

  function order(_, form, edit, say) {
    const list = form.querySelector("ol");
    const start = [...list.children];
    const items = [...start].sort((a, b) => a.dataset.item - b.dataset.item);
    const read = () => [...list.children].map(({ dataset }) => Number(dataset.item));
    const isAt = (given) => given.map((item, place) => item === place);
    items.forEach((node) => {
      const item = node.textContent.trim();
      const signs = { up: "↑", down: "↓" };
      for (const [word, by] of Object.entries({ up: -1, down: 1 })) {
        const press = ({ currentTarget }) => {
          const other = by < 0 ? node.previousElementSibling : node.nextElementSibling;
          if (!other) return;
          other[by < 0 ? "before" : "after"](node);
          currentTarget.focus(); // it is lost where an element moves
          say(words.moved(item, [...list.children].indexOf(node) + 1, items.length));
          edit();
        };
        button(node, `predict-move predict-${word}`, signs[word], press).ariaLabel =
          words[word](item);
      }
      add(node, "span", "predict-place");
    });
    return {
      read,
      fits: (given) =>
        Array.isArray(given) &&
        given.length === items.length &&
        items.every((_, i) => given.includes(i)),
      complete: () => true,
      show(given, committed) {
        const nodes = given ? given.map((i) => items[i]) : start;
        if (nodes.some((node, i) => list.children[i] !== node)) list.append(...nodes);
        const right = isAt(read());
        nodes.forEach((node, i) => {
          const told = right[i] ? "✓" : words.belongs(Number(node.dataset.item) + 1);
          node.querySelector(".predict-place").textContent = committed ? told : "";
          for (const move of node.querySelectorAll("button")) move.hidden = committed;
        });
      },
      judge(given) {
        const n = isAt(given).filter(Boolean).length;
        return { verdict: [n === items.length ? words.right : words.placed(n, items.length)] };
      }
    };
  }

  function mark(question) {
    const figure = document.querySelector(`[data-explorable="${question.figure}"]`);
    return {
      read: () => figure.model?.get(question.trait),
      fits: Number.isFinite,
      complete: Number.isFinite,
      show() {},
      judge(given) {
        const said = String(Number(given.toPrecision(3))).replace("-", "−");
        return judgeNumber(question, given, said);
      }
    };
  }

  const KINDS = { number, choice, order, mark };

  // You and the answer, on a line.
  function drawScale(parent, [given, answer]) {
    const [low, high] = [Math.min(0, given, answer), Math.max(0, given, answer)];
    const at = (value) => (100 * (value - low)) / (high - low || 1);
    const line = add(parent, "div", "predict-line");
    line.ariaHidden = "true";
    const between = add(line, "i", "");
    between.style.left = `${Math.min(at(given), at(answer))}%`;
    between.style.width = `${Math.abs(at(given) - at(answer))}%`;
    add(line, "span", "predict-you", words.you).style.left = `${at(given)}%`;
    add(line, "span", "predict-truth", words.truth).style.left = `${at(answer)}%`;
  }

  // ---- one prediction: its state is { given, committed }
  function start(box, changed) {
    const question = JSON.parse(box.dataset.predict);
    const form = box.querySelector("form");
    const fold = box.querySelector(".predict-answer");
    const list = fold.querySelector(".predict-guesses");
    const check = form.querySelector(".predict-check");
    let state = {};

    const live = add(box, "p", "explorable-said");
    live.ariaLive = "polite";
    const say = (text) => {
      live.textContent = text;
    };
    const told = document.createElement("div");
    told.className = "predict-told";
    form.after(told);
    const kind = KINDS[question.kind](question, form, () => set({ given: kind.read() }), say);
    if (question.kind !== "order") {
      const others = document.createElement("details");
      others.className = "predict-others";
      add(others, "summary", "", words.others);
      list.replaceWith(others);
      others.append(list);
    }
    const again = button(box, "predict-again", words.again, () => {
      set(null);
      (form.querySelector("input, ol button") ?? check).focus();
    });

    function draw() {
      const { given, committed = false } = state;
      kind.show(given, committed);
      box.classList.toggle("predict-committed", committed);
      check.hidden = committed;
      again.hidden = !committed;
      told.replaceChildren();
      const { verdict, mine, scale } = committed ? kind.judge(given) : {};
      if (verdict) add(told, "p", "predict-verdict").append(...verdict);
      if (scale) drawScale(told, scale);
      // a meaning that was told is not told twice
      if (question.kind === "order") return;
      [...list.querySelectorAll(":scope > dd")].forEach((meaning, i) => {
        if (i === mine) add(told, "div", "predict-meaning").append(...copies(meaning));
        meaning.hidden = i === mine;
        meaning.previousElementSibling.hidden = i === mine;
      });
    }

    function set(next) {
      state = next ?? {};
      draw();
      fold.open = Boolean(state.committed);
      changed({ [box.id]: next });
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = kind.read();
      if (kind.complete(given)) {
        set({ given, committed: true });
        fold.querySelector("summary").focus({ preventScroll: true });
        say(
          [...told.querySelectorAll(".predict-verdict, .predict-meaning")]
            .map((node) => node.textContent)
            .join(" ")
        );
      } else {
        told.textContent = words.first[question.kind];
        say(told.textContent);
        form.querySelector("input")?.focus();
      }
    });
    check.disabled = false;
    draw();

    return (kept) => {
      const { given, committed } = kept ?? {};
      const next = kind.fits(given) && (!committed || kind.complete(given)) ? kept : {};
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      draw();
      fold.open = Boolean(state.committed);
    };
  }

  const boxes = [...document.querySelectorAll("[data-predict]")];
  const { page } = JSON.parse(boxes[0].dataset.predict);
  const tell = (type, detail) =>
    document.dispatchEvent(
      new CustomEvent(type, { detail: { chapter: `${page}-predictions`, ...detail } })
    );
  const restores = boxes.map((box) => [
    box.id,
    start(box, (answers) => tell("quiz-answers", { answers, passed: false }))
  ]);
  tell("quiz-start", {
    restore(kept) {
      for (const [id, restore] of restores) restore(kept[id]);
    }
  });
})();
