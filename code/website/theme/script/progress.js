// A reader's progress, kept in the localStorage of this browser alone: sections read, answers to
// quizzes, reviews. Shown beside the chapters, and on the start page by start.js. The quiz
// (questions/quiz.js) tells of itself by two events and gets its answers back; the predictions of a
// page (predict.js) are kept in the same way, as a quiz of their own.

(() => {
  const WORDS = {
    en: {
      read: (n, of) => `${n} of ${of} sections read`,
      passed: "quiz passed",
      forbidden: "This browser forbids pages to store anything: your progress ends with this page.",
      full: "This browser’s storage is full: your latest progress ends with this page.",
      unreadable:
        "The stored progress is damaged, or of a newer version of this page. It stays as it is, " +
        "and nothing new is kept: reload the page, or press Forget on the start page."
    }
  };
  const words = globalThis.coursePage.wordsOf(WORDS);
  const KEY = "scores-to-surprise";
  const VERSION = 2; // the first had no log
  const empty = () => parse(`{"course":"${KEY}","version":1,"pages":{},"quizzes":{}}`);

  // ---- validation of a record, { pages: { name: page }, quizzes: { name: quiz }, code: { name:
  // { cell: [time, text] } }, log: [answer], sure: [time, whether it is asked] }. The log holds, in
  // the order of writing, the answers of reviews, and those beside which a probability was given in
  // percent: [time, place, chapter, question, right, percent or 0]. Older records lack what is new.
  const isTime = (value) => Number.isFinite(value) && value >= 0;
  const isName = (value) => /^[a-z0-9][\w-]*$/i.test(value); // of a page, a section, a question
  const holds = (part, isGood) =>
    part.constructor === Object &&
    Object.entries(part).every(([name, value]) => isName(name) && isGood(value));
  const isPage = ({ at, of, last, read }) =>
    isTime(at) && isTime(of) && (last === "" || isName(last)) && read.every(isName);
  const isAnswer = ([at, answer]) => isTime(at) && typeof answer === "object"; // or null
  const isQuiz = ({ passed, answers }) => isTime(passed) && holds(answers, isAnswer);
  const isTyped = ([at, text]) => isTime(at) && typeof text === "string"; // in a cell of code

  const isPercent = (value) => Number.isInteger(value) && value >= 0 && value < 100;
  const isLogged = ([at, place, chapter, id, right, percent]) =>
    isTime(at) &&
    [place, chapter, id].every(isName) &&
    [0, 1].includes(right) &&
    isPercent(percent);
  const isSwitch = ([at, on]) => isTime(at) && typeof on === "boolean";

  function parse(text) {
    try {
      const found = { code: {}, log: [], sure: [0, false], ...JSON.parse(text) };
      const { course, version, pages, quizzes, code, log, sure } = found;
      const isOurs = course === KEY && [1, VERSION].includes(version);
      const isCode = holds(code, (cells) => holds(cells, isTyped));
      const isNew = log.every(isLogged) && isSwitch(sure);
      if (isOurs && holds(pages, isPage) && holds(quizzes, isQuiz) && isCode && isNew) {
        return { course, version: VERSION, pages, quizzes, code, log, sure };
      }
    } catch {} // it is not JSON, or a part is missing or of another type
    return null;
  }

  // ---- storage: every change is made to what is stored now, so that tabs do not undo each other
  let memory = null; // stands in for a storage that cannot be used

  function useMemory(why, data = empty()) {
    note(why);
    memory = data;
    return data;
  }

  function load() {
    if (memory) return memory;
    try {
      const text = localStorage.getItem(KEY);
      if (text === null) return empty();
      return parse(text) ?? useMemory(words.unreadable);
    } catch {
      return useMemory(words.forbidden);
    }
  }

  // Returns whether the change is stored.
  function change(make) {
    const data = load();
    make(data);
    try {
      if (!memory) localStorage.setItem(KEY, JSON.stringify(data));
    } catch {
      useMemory(words.full, data);
    }
    draw();
    return !memory;
  }

  function forget() {
    memory = null;
    try {
      localStorage.removeItem(KEY);
    } catch {} // where storage is forbidden, there is nothing to forget
    draw();
  }

  // ---- showing
  const nameOf = (path) => path.match(/\/chapters\/(\d\d_\w+)\.html$/)?.[1];
  const here = nameOf(location.pathname);
  const links = [...document.querySelectorAll("#contents > ul > li > a, #contents > p > a")];
  const chapters = new Map(links.map((link) => [nameOf(link.pathname), link]));
  chapters.delete(undefined); // the pages that are no chapters

  function note(text) {
    const line = document.querySelector(".progress-note");
    Object.assign(line, { textContent: text, hidden: false });
  }

  function mark(link, page, quiz) {
    link.querySelector(".mark")?.remove();
    const { of = 0, read = [] } = page ?? {};
    const n = Math.min(read.length, of);
    const seen = [n && (n === of ? "✓" : `${n}/${of}`), quiz?.passed && "★"].filter(Boolean);
    const said = [n && words.read(n, of), quiz?.passed && words.passed].filter(Boolean).join(", ");
    if (!said) return;
    const sign = `<span aria-hidden="true">${seen.join(" ")}</span>`;
    const text = `<span class="visually-hidden"> (${said})</span>`;
    const html = `<span class="mark" title="${said}">${sign}${text}</span>`;
    link.insertAdjacentHTML("beforeend", html);
  }

  function draw() {
    const data = load();
    for (const [name, link] of chapters) mark(link, data.pages[name], data.quizzes[name]);
    document.dispatchEvent(new CustomEvent("progress", { detail: data }));
  }

  // ---- a section counts as read when its end has been on the screen for a second
  function watch() {
    const sections = [...document.querySelectorAll("article > section > section[id]")];
    const ids = sections.map(({ id }) => id);
    function visit(id) {
      change(({ pages }) => {
        const { last, read } = pages[here] ?? { last: "", read: [] };
        const known = ids.filter((one) => one === id || read.includes(one));
        pages[here] = { at: Date.now(), of: ids.length, last: id ?? last, read: known };
      });
    }
    const timers = new Map();
    const follow = (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target));
        const count = () => visit(target.parentNode.id);
        if (isIntersecting) timers.set(target, setTimeout(count, 1000));
      }
    };
    // a link to the next section leaves this end at the top edge: that edge does not count
    const observer = new IntersectionObserver(follow, { rootMargin: "-20% 0px 0px" });
    for (const section of sections) {
      observer.observe(section.appendChild(document.createElement("div")));
    }
    visit();
  }

  // ---- quizzes
  const quizzes = [];
  function restore({ chapter, restore: give }) {
    const kept = Object.entries(load().quizzes[chapter]?.answers ?? {});
    if (kept.length) give(Object.fromEntries(kept.map(([id, [, answer]]) => [id, answer])));
  }
  document.addEventListener("quiz-start", ({ detail }) => {
    quizzes.push(detail);
    restore(detail);
  });
  document.addEventListener("quiz-answers", ({ detail: { chapter, answers, passed } }) => {
    change((data) => {
      data.quizzes[chapter] ??= { passed: 0, answers: {} };
      const quiz = data.quizzes[chapter];
      for (const [id, answer] of Object.entries(answers)) quiz.answers[id] = [Date.now(), answer];
      if (passed) quiz.passed ||= Date.now();
    });
  });
  addEventListener("storage", ({ key }) => {
    if (key !== KEY && key !== null) return; // it is null when another tab cleared the storage
    draw();
    quizzes.forEach(restore);
  });

  // ---- exercises, which run.js keeps: those that were right, and [points, all points] of a table
  const right = () =>
    Object.entries(load().quizzes).flatMap(([name, { answers }]) =>
      Object.keys(answers).filter((id) => name.endsWith("-exercises") && answers[id][1]?.right)
    );
  const sum = (table, names) => names.reduce((n, name) => n + table[name], 0);
  const points = (table, names = Object.keys(table), known = right()) => [
    sum(
      table,
      names.filter((name) => known.includes(name))
    ),
    sum(table, names)
  ];

  const shared = { parse, load, change, forget, note, draw, chapters, here, right, points };
  globalThis.courseProgress = shared;
  setTimeout(here ? watch : draw); // a task of its own: the one that ends the page is long enough
  addEventListener("pageshow", ({ persisted }) => persisted && draw()); // from the bfcache
})();
