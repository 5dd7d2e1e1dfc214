// Predictions that a reader commits. predictions.py writes each box as HTML: the question, the
// place for a guess, the folded answer with its list of guesses, and in data-predict what they are
// worth. Here the reader presses Check, hears what the guess means, and sees the answer.
// progress.js keeps the guesses, as it keeps those of a quiz. The build puts the module that reads
// typed numbers, guesses.js, in front.

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
      placed: (n, of) => `✗ In the right place: ${n} of ${of}.`,
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
  const { add, button, wordsOf } = globalThis.coursePage;
  const { near, readNumber } = logitlab.guesses;
  const { aloud } = logitlab.aloud;
  const words = wordsOf(WORDS);

  const copies = (node) => [...node.cloneNode(true).childNodes];

  // ---- the four kinds of guesses. Each has `read`, what the reader says now; `fits`, whether this
  // is a guess, and one that can be committed; `show`, which puts it in its place and, once it is
  // committed, lets nobody change it; `judge`, which says what it is worth: { verdict, mine,
  // isRight, scale }, where `mine` is its place in the list of guesses.

  function judgeNumber({ guesses, unit }, value, said) {
    const answer = guesses.find((guess) => guess.right);
    const matches = (guess) => near(value, guess.value, guess.tolerance ?? answer.tolerance ?? 0);
    const found = [answer, ...guesses].find((guess) => "value" in guess && matches(guess));
    const other = guesses.findIndex((guess) => !("value" in guess));
    const how = value < answer.value ? "low" : "high";
    const sign = unit === "%" ? unit : ` ${unit}`;
    const written = !unit || said.includes(unit) || said.includes("/") ? said : said + sign;
    return {
      verdict: [words[found === answer ? "exact" : how](written, answer.text)],
      mine: found ? guesses.indexOf(found) : other,
      isRight: found === answer,
      scale: [value, answer.value]
    };
  }

  function number(question, form, edit) {
    const input = form.querySelector("input");
    input.addEventListener("input", edit);
    const readValue = (given) => readNumber(given, question.unit);
    return {
      read: () => input.value.trim(),
      fits: (given, committed) =>
        typeof given === "string" && !(committed && Number.isNaN(readValue(given))),
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
      fits: (given) => Number.isInteger(given) && given in guesses,
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
        return {
          verdict: isRight ? [words.right] : [words.wrong, ...answer],
          mine: given,
          isRight
        };
      }
    };
  }

  function order(_, form, edit, say) {
    const list = form.querySelector("ol");
    const start = [...list.children];
    const items = [...start].sort((a, b) => a.dataset.item - b.dataset.item);
    const read = () => [...list.children].map(({ dataset }) => Number(dataset.item));
    const isAt = (given) => given.map((item, place) => item === place);
    for (const node of items) {
      const item = aloud(node).trim();
      for (const [word, sign, neighbor, side] of [
        ["up", "↑", "previousElementSibling", "before"],
        ["down", "↓", "nextElementSibling", "after"]
      ]) {
        const move = button(node, "predict-move", sign, () => {
          if (!node[neighbor]) return;
          node[neighbor][side](node);
          move.focus(); // the focus is lost where an element moves
          say(words.moved(item, [...list.children].indexOf(node) + 1, items.length));
          edit();
        });
        move.ariaLabel = words[word](item);
      }
      add(node, "span", "predict-place");
    }
    return {
      read,
      fits: (given) =>
        Array.isArray(given) &&
        given.length === items.length &&
        items.every((_, i) => given.includes(i)),
      show(given, committed) {
        const nodes = given ? given.map((i) => items[i]) : start;
        if (nodes.some((node, i) => list.children[i] !== node)) list.append(...nodes);
        const right = isAt(read());
        nodes.forEach((node, i) => {
          const told = right[i] ? "✓" : words.belongs(Number(node.dataset.item) + 1);
          node.querySelector(".predict-place").textContent = committed ? told : "";
          const [up, down] = node.querySelectorAll("button");
          up.hidden = down.hidden = committed;
          up.ariaDisabled = String(i === 0);
          down.ariaDisabled = String(i === nodes.length - 1);
        });
      },
      judge(given) {
        const n = isAt(given).filter(Boolean).length;
        const isRight = n === items.length;
        return { verdict: [isRight ? words.right : words.placed(n, items.length)], isRight };
      }
    };
  }

  function mark(question) {
    const figure = `[data-explorable="${question.figure}"]`;
    return {
      read: () => document.querySelector(figure).model?.get(question.trait),
      fits: Number.isFinite,
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

    const live = add(box, "p", "visually-hidden");
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
      fold.open = false;
      (form.querySelector("input, ol button") ?? check).focus();
    });

    function draw() {
      const { given, committed = false } = state;
      kind.show(given, committed);
      check.hidden = committed;
      again.hidden = !committed;
      told.replaceChildren();
      const { verdict, mine, scale } = committed ? kind.judge(given) : {};
      if (verdict) add(told, "p", "predict-verdict").append(...verdict);
      if (scale) drawScale(told, scale);
      [...list.querySelectorAll(":scope > dd")].forEach((meaning, i) => {
        if (i === mine) add(told, "div", "predict-meaning").append(...copies(meaning));
        meaning.hidden = meaning.previousElementSibling.hidden = i === mine; // not told twice
      });
    }

    function set(next) {
      state = next ?? {};
      draw();
      const isRight = next?.committed && kind.judge(next.given).isRight;
      changed({ [box.id]: next }, isRight ? [box.id] : []);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = kind.read();
      if (kind.fits(given, true)) {
        set({ given, committed: true });
        fold.open = true;
        fold.querySelector("summary").focus({ preventScroll: true }); // what had it is hidden now
      } else {
        told.textContent = words.first[question.kind];
        form.querySelector("input")?.focus();
      }
      say([...told.childNodes].map((node) => (node.ariaHidden ? "" : aloud(node))).join(" "));
    });
    check.disabled = false;
    draw();

    return (kept) => {
      const { given, committed } = kept ?? {};
      const next = kind.fits(given, committed) ? { given, committed } : {};
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      if (committed !== state.committed) fold.open = Boolean(committed);
      state = next;
      draw();
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
    start(box, (answers, right) => tell("quiz-answers", { answers, right, passed: false }))
  ]);
  tell("quiz-start", {
    restore(kept) {
      for (const [id, restore] of restores) restore(kept[id]);
    }
  });
})();
