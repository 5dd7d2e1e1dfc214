// The page Review: the day's questions, a calendar file, and a sheet to print. questions.js brings
// all questions of the course; the build puts the mathematics (questions/shared) in front of this
// file: the schedule, the templates, what an answer means. What was answered is kept in the log of
// progress.js, and nothing else: the schedule is computed from it.

(() => {
  const WORDS = {
    en: {
      place: (n, of, title) => `Question ${n} of ${of} · ${title}`,
      again: (title) => `Once more · ${title}`,
      number: "Your answer",
      digits: ["A whole number.", "Round to one decimal.", (n) => `Round to ${n} decimals.`],
      check: "Check",
      next: "Next question",
      last: "Finish",
      see: "Read about it",
      first: "First choose an answer, or type a number.",
      unreadable: "This is no number. Write it like 0.25, −3, 1/4 or 25%.",
      right: "✓ Right.",
      nearly: "✓ Right, but for the last digit. Round at the end alone.",
      wrong: "✗ Not this time: it comes again.",
      answer: (text) => `The answer: ${text}.`,
      missed: "What you chose is true, but something is missing: {n} more.",
      mixed: "Something is missing, too: {n} more.",
      up: "Move up: {item}",
      down: "Move down: {item}",
      moved: "{item}: now {place} of {n}.",
      done: (n) => `Known today: ${n}. `,
      due: (due, fresh) => `Coming back today: ${due}. New to you: ${fresh}.`,
      none: "none",
      kept: ({ seen, kept }) =>
        `You have been asked ${seen} so far, and knew ${kept} after a week or more.`,
      finished: (tomorrow) => `That is all for today. Coming back tomorrow: ${tomorrow}.`,
      empty:
        "There is nothing to ask yet. A chapter is asked about once you have passed its quiz or " +
        "read half of its sections; what you have predicted comes back, too.",
      more: "Five more",
      all: "Ask me about the whole course today",
      loaded: "The questions could not be loaded. Is the page complete? Reload it.",
      history: (days, seen, kept) =>
        `Over ${days} days: ${seen} questions were asked, ${kept} were known after a week or more.`,
      asked: "asked",
      known: "known after a week",
      event: "Five questions: From Scores to Surprise",
      sheet: "Ten questions",
      answers: "Answers",
      empty10: "Choose at least one chapter."
    }
  };
  const { add, button, svg, wordsOf, download, keepForOffline } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const BUTTON = "explorable-button review-button";
  const MAIN_BUTTON = `${BUTTON} explorable-main`;
  const progress = globalThis.courseProgress;
  const sure = globalThis.courseSure;
  const { feedback, isRight, markup } = logitlab.answers;
  const { aloud } = logitlab.aloud;
  const { planOf, statesAfter, history, mixed, dayOf, keyOf } = logitlab.schedule;
  const { drawQuestion } = logitlab.templates;
  const { sortable } = logitlab.sortable;
  const { chapters, questions } = globalThis.courseQuestions ?? {};
  const today = document.getElementById("review-today");
  if (!questions) {
    today.textContent = words.loaded;
    return;
  }
  const zone = new Date().getTimezoneOffset();
  const seed = () => Math.floor(Math.random() * 2 ** 31);
  // as it is asked today: a template gets its numbers
  const asked = (one) => (one.template ? { ...one, ...drawQuestion(one.template, seed()) } : one);
  const titleOf = ({ group }) => chapters[group].title;

  function write(parent, tag, className, text, { html }) {
    const node = add(parent, tag, className);
    node.innerHTML = html ? text : markup(text); // from the course's own files alone
    return node;
  }

  // ---- what the reader may be asked: chapters that are read, predictions that were made
  let wantsAll = false;
  function mayAsk({ pages, quizzes }, { chapter, group, id }) {
    if (wantsAll) return true;
    if (quizzes[chapter]?.answers[id]?.[1]?.committed) return true;
    const { of = 0, read = [] } = pages[group] ?? {};
    const isRead = quizzes[group]?.passed || (of > 0 && read.length * 2 >= of);
    return Boolean(isRead) && chapter.startsWith(group); // of a side path, only what was predicted
  }
  const plan = (more) => {
    const data = progress.load();
    const may = questions.filter((one) => mayAsk(data, one));
    return planOf(may, data.log, Date.now(), zone, Math.random, more);
  };

  // ---- the controls of a question; each gives { read, isReady }
  function addOptions(box, { kind, options, id, html }) {
    const type = kind === "single" ? "radio" : "checkbox";
    const inputs = options.map(({ text }) => {
      const label = add(box, "label", "quiz-option");
      const input = add(label, "input");
      Object.assign(input, { type, name: `review-${id}` });
      write(label, "span", "", text, { html });
      return input;
    });
    return () => inputs.flatMap(({ checked }, i) => (checked ? [i] : []));
  }
  function digitsText({ digits }) {
    const [whole, one, some] = words.digits;
    return digits === undefined ? "" : ([whole, one][digits] ?? some(digits));
  }
  function addNumber(box, { unit, digits }) {
    const label = add(box, "label", "quiz-number", words.number);
    const input = add(label, "input");
    Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false });
    label.append(unit);
    add(box, "p", "review-digits", digitsText({ digits }));
    return () => input.value.trim();
  }
  function addOrder(box, question, say) {
    let order = question.start;
    const items = question.options.map(
      ({ text }) =>
        (item) =>
          aloud(write(item, "span", "", text, question))
    );
    const moved = (next, said) => {
      order = next;
      say(said);
      show(order);
    };
    const show = sortable(box, items, words, { read: () => order, moved });
    show(order);
    return () => order;
  }
  const CONTROLS = { single: addOptions, several: addOptions, number: addNumber, order: addOrder };
  const CHANCES = { single: "choice", several: "several", order: "order", number: "number" };

  // ---- what an answer means
  function judge(question, given) {
    if (isRight(question, given)) return { right: true, verdict: words.right };
    const { nearly } = question;
    if (nearly && isRight({ ...question, tolerance: nearly }, given)) {
      return { right: true, verdict: words.nearly };
    }
    return { right: false, verdict: words.wrong };
  }

  function answerText(question) {
    const { kind, options, shown, answer, unit } = question;
    if (kind !== "number") {
      const right = options.filter((one) => kind === "order" || one.right);
      const texts = right.map(({ text }) => text.replace(/\.$/, ""));
      return texts.join(kind === "order" ? " → " : "; ");
    }
    const text = shown ?? String(answer).replace("-", "−");
    if (!unit || text.endsWith(unit)) return text;
    return unit === "%" ? `${text}%` : `${text} ${unit}`;
  }

  function explain(node, question, given, isRightNow) {
    const said = isRightNow && question.kind === "number" ? String(question.answer) : given;
    const { told } = feedback(question, said, words);
    for (const [option, why] of told) {
      const line = add(node, "p");
      if (option) write(line, "strong", "quiz-quoted", option, question);
      write(line, "span", "", option ? ` ${why}` : why, question);
    }
    if (isRightNow) return;
    write(node, "p", "review-answer", words.answer(answerText(question)), question);
    const { kind, options } = question;
    const best = kind === "single" && options.find(({ right }) => right);
    if (best) write(node, "p", "", best.feedback, question);
    if (kind === "number") write(node, "p", "", question.right, question);
  }

  // ---- the day: a queue of questions, one at a time
  const lines = add(today, "div", "review-lines");
  const place = add(today, "div", "review-card");
  const live = add(today, "p", "visually-hidden");
  live.setAttribute("aria-live", "polite");
  const say = (text) => {
    live.textContent = text;
  };
  let { queue, spares } = plan(false);
  let count = 0;
  let total = queue.length;
  const missed = new Set();

  function drawLines(numbers = plan(false)) {
    lines.replaceChildren();
    if (!numbers.seen && !numbers.fresh) return;
    const { done, due, fresh } = numbers;
    const ahead = words.due(due || words.none, fresh || words.none);
    add(lines, "p", "review-line", (done ? words.done(done) : "") + ahead);
    if (!numbers.seen) return;
    add(lines, "p", "review-line", words.kept(numbers));
    drawHistory(lines, history(progress.load().log, Date.now(), zone));
  }

  // How many were asked, and how many were known after a week, day after day.
  function drawHistory(parent, days) {
    if (days.length < 3) return;
    const [wide, high, end] = [300, 60, days.at(-1)];
    const begin = days[0].day;
    const x = (day) => (wide * (day - begin)) / (end.day - begin);
    const y = (n) => high - (high - 4) * (n / end.seen) + 2;
    const steps = (name) => {
      const points = days.map((one) => `H${x(one.day).toFixed(1)}V${y(one[name]).toFixed(1)}`);
      return `M0 ${high + 2}${points.join("")}`;
    };
    const picture = svg(parent, "svg", {
      viewBox: `0 0 ${wide + 130} ${high + 6}`,
      class: "review-history",
      role: "img",
      "aria-label": words.history(end.day - begin + 1, end.seen, end.kept)
    });
    svg(picture, "path", { class: "seen", d: steps("seen") });
    svg(picture, "path", { class: "kept", d: steps("kept") });
    const low = Math.min(y(end.kept) + 4, high + 4);
    svg(picture, "text", { x: wide + 6, y: 12 }, words.asked);
    svg(picture, "text", { x: wide + 6, y: Math.max(28, low), class: "kept" }, words.known);
  }

  function finish(numbers) {
    const { seen, fresh, tomorrow, spares: rest } = numbers;
    place.replaceChildren();
    const line = add(
      place,
      "p",
      "review-end",
      seen || fresh ? words.finished(tomorrow || words.none) : words.empty
    );
    line.tabIndex = -1;
    if (rest.length) button(place, BUTTON, words.more, () => begin(true));
    if (!seen && !fresh) {
      button(place, BUTTON, words.all, () => {
        wantsAll = true;
        begin(false);
      });
    }
    return line;
  }

  function begin(more) {
    const numbers = plan(more);
    ({ queue, spares } = numbers);
    count = 0;
    total = queue.length;
    missed.clear();
    advance(true);
  }

  // What another tab has asked today is asked no more.
  function dropDone() {
    const states = statesAfter(progress.load().log, Date.now(), zone);
    const day = dayOf(Date.now(), zone);
    queue = queue.filter((one) => {
      const state = states.get(keyOf(one));
      return !state || state.day !== day || state.due <= day;
    });
  }

  function advance(takesFocus) {
    dropDone();
    drawLines();
    const next = queue.shift();
    const node = next ? ask(next) : finish(plan(false));
    if (takesFocus) node.focus();
  }

  function ask(one) {
    const question = asked(one);
    const isAgain = missed.has(keyOf(one));
    if (!isAgain) count += 1;
    total = Math.max(total, count);
    place.replaceChildren();
    const title = titleOf(one);
    const head = isAgain ? words.again(title) : words.place(count, total, title);
    const label = add(place, "p", "review-place", head);
    label.id = "review-place";
    const form = add(place, "form", "review-question");
    form.dataset.question = keyOf(one);
    const group = add(form, "fieldset", "quiz-question");
    const legend = write(
      group,
      question.html ? "div" : "legend",
      "review-asked",
      question.question,
      question
    );
    legend.tabIndex = -1;
    legend.id = "review-asked";
    group.setAttribute("aria-labelledby", "review-place review-asked");
    const read = CONTROLS[question.kind](group, question, say);
    const check = add(group, "button", MAIN_BUTTON, words.check);
    const { options } = question;
    const chance = sure.chanceOf(CHANCES[question.kind], options?.length);
    const slider = sure.isOn() && sure.slider(check, chance);
    const told = add(form, "div", "quiz-told");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!check.hidden) settle();
    });

    function settle() {
      const given = read();
      const isNumber = question.kind === "number";
      const value = isNumber && feedback(question, given, words).told[0][1];
      if (!given.length || value === words.unreadable) {
        told.textContent = given.length ? words.unreadable : words.first;
        say(told.textContent);
        return;
      }
      const { right, verdict } = judge(question, given);
      const said = slider ? slider.settle(right) : 0;
      sure.note("review", one.chapter, one.id, right, said);
      if (!right) {
        missed.add(keyOf(one));
        queue = mixed([...queue, one], one.group, spares);
        spares = spares.filter((spare) => !queue.includes(spare));
      }
      for (const input of group.querySelectorAll("input, .quiz-order button"))
        input.disabled = true;
      check.hidden = true;
      told.replaceChildren();
      told.classList.toggle("quiz-right", right);
      const line = add(told, "p", "quiz-verdict", verdict);
      line.tabIndex = -1;
      explain(told, question, given, right);
      const way = add(told, "p", "review-way");
      const next = button(way, MAIN_BUTTON, words.next, () => advance(true));
      if (!queue.length) next.textContent = words.last;
      const link = add(way, "a", "", words.see);
      link.href = one.page;
      drawLines();
      line.focus({ preventScroll: true });
    }
    return legend;
  }

  // ---- a calendar file: every day at the same hour, by the clock of whoever reads it
  function calendar(time) {
    const two = (n) => String(n).padStart(2, "0");
    const now = new Date();
    const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const [hour, minute] = time.split(":");
    const rows = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//From Scores to Surprise//Review//EN",
      "BEGIN:VEVENT",
      `UID:${stamp}-${seed()}@scores-to-surprise`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${day}T${hour}${minute}00`,
      "DURATION:PT10M",
      "RRULE:FREQ=DAILY",
      `SUMMARY:${words.event}`,
      `URL:${location.href.split("#")[0]}`,
      "END:VEVENT",
      "END:VCALENDAR"
    ];
    // a line has 75 bytes at most, and goes on after a break and a blank; an address is ASCII
    return rows
      .map((row) => row.replace(/.{74}(?=.)/g, "$&\r\n "))
      .join("\r\n")
      .concat("\r\n");
  }
  const time = document.getElementById("review-time");
  document.getElementById("review-calendar").addEventListener("click", () => {
    download("five-questions.ics", calendar(time.value || "18:00"), "text/calendar");
  });

  // ---- a sheet to print: ten questions, and the answers on its back
  const sheet = document.getElementById("review-sheet");
  const choose = document.getElementById("review-chapters");
  const boxes = Object.entries(chapters).map(([group, { title }]) => {
    const label = add(choose, "label", "quiz-option");
    const input = add(label, "input");
    Object.assign(input, { type: "checkbox", checked: true, value: group });
    add(label, "span", "", title);
    return input;
  });

  function makeSheet() {
    const groups = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    // no predictions: on paper, a question must say all by itself
    const pool = questions.filter(({ group, html }) => groups.includes(group) && !html);
    const shuffled = pool.map((one) => [Math.random(), one]).sort(([a], [b]) => a - b);
    const rounds = new Map(); // one of each chapter, then a second of each, …
    const ranked = shuffled.map(([chance, one]) => {
      rounds.set(one.group, (rounds.get(one.group) ?? 0) + 1);
      return [rounds.get(one.group) + chance, one];
    });
    const ten = ranked.sort(([a], [b]) => a - b).slice(0, 10);
    const chosen = mixed(ten.map(([, one]) => one)).map(asked);
    sheet.replaceChildren();
    document.documentElement.classList.toggle("has-sheet", chosen.length > 0);
    if (!chosen.length) {
      add(sheet, "p", "", words.empty10);
      return;
    }
    const front = add(sheet, "div", "sheet-front");
    add(front, "h3", "", words.sheet);
    const back = add(sheet, "div", "sheet-back");
    add(back, "h3", "", words.answers);
    const [asks, answers] = [front, back].map((page) => add(page, "ol"));
    for (const question of chosen) {
      const item = add(asks, "li");
      write(item, "div", "", question.question, question);
      const { options, start, unit } = question;
      if (options) {
        const list = add(item, "ul", start ? "sheet-order" : "sheet-options");
        const order = start ?? options.map((_, i) => i);
        for (const i of order) write(list, "li", "", options[i].text, question);
      } else {
        add(item, "span", "sheet-line");
        add(item, "span", "", ` ${unit} `);
        add(item, "span", "sheet-digits", digitsText(question));
      }
      const solved = add(answers, "li");
      write(solved, "strong", "", answerText(question), question);
      const why =
        question.kind === "number" ? question.right : options.find((one) => one.right)?.feedback;
      if (why && question.kind !== "order") write(solved, "div", "", why, question);
    }
    sheet.querySelector("h3").tabIndex = -1;
    sheet.querySelector("h3").focus();
    document.getElementById("review-print").hidden = false;
  }
  document.getElementById("review-make").addEventListener("click", makeSheet);
  document.getElementById("review-print").addEventListener("click", () => print());

  document.addEventListener("progress", () => drawLines());
  for (const part of document.querySelectorAll(".review-tools")) part.hidden = false;
  advance(false);
  keepForOffline();
})();
