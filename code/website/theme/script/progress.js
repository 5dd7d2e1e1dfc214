// What a reader has done, kept in this browser alone: sections read, answers to quizzes. Shown
// beside the chapters, and on the start page by start.js. The quiz (questions/quiz.js) tells of
// itself by two events and gets its answers back.

(() => {
  const WORDS = {
    en: {
      read: "{n} of {of} sections read",
      passed: "quiz passed",
      forbidden:
        "This browser forbids pages to store anything: your progress is lost when you leave this page.",
      full: "This browser’s storage is full: your latest progress is lost when you leave this page.",
      broken: "The stored progress was damaged. What can be read was kept.",
      newer:
        "The stored progress comes from a newer version of this page. It stays as it is, and nothing new is kept. Reload the page."
    }
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const KEY = "scores-to-surprise";
  const VERSION = 1;
  let onDraw = () => {};
  const NAME = /^[a-z0-9][\w-]*$/i; // of a page, a section, a question
  const empty = () => ({ course: KEY, version: VERSION, pages: {}, quizzes: {} });

  // ---- reading: only what has the right form gets in, the rest is named in `problems`

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isTime = (value) => Number.isFinite(value) && value >= 0;
  const isName = (value) => typeof value === "string" && NAME.test(value);
  const isAnswer = (value) => value === null || isObject(value); // the quiz looks closer

  function clean(raw, problems) {
    const data = empty();
    function each(part, where, isGood, take) {
      if (!isObject(part)) return problems.push(where);
      for (const [name, value] of Object.entries(part)) {
        if (isName(name) && isGood(value)) take(name, value);
        else problems.push(`${where}.${name}`);
      }
    }
    const isPage = (page) =>
      isObject(page) &&
      isTime(page.at) &&
      isTime(page.of) &&
      Array.isArray(page.read) &&
      page.read.every(isName) &&
      (page.last === "" || isName(page.last));
    each(
      raw.pages,
      "pages",
      isPage,
      (name, { at, of, last, read }) =>
        (data.pages[name] = { at, of, last, read: [...new Set(read)] })
    );
    each(
      raw.quizzes,
      "quizzes",
      (quiz) => isObject(quiz) && isTime(quiz.passed),
      (name, { passed, answers }) => {
        const kept = (data.quizzes[name] = { passed, answers: {} });
        const isEntry = (entry) => Array.isArray(entry) && isTime(entry[0]) && isAnswer(entry[1]);
        each(
          answers,
          `quizzes.${name}.answers`,
          isEntry,
          (id, [at, answer]) => (kept.answers[id] = [at, answer])
        );
      }
    );
    return data;
  }

  // ---- storing: every change is made to what is stored now, so that tabs do not undo each other

  let memory = null; // stands in for a storage that cannot be used
  let newer = false; // what is stored must not be touched
  function load() {
    if (memory) return memory;
    let text, raw;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      note(words.forbidden);
      return (memory = empty());
    }
    if (text === null) return empty();
    try {
      raw = JSON.parse(text);
    } catch {}
    if (isObject(raw) && raw.version > VERSION) {
      newer = true;
      note(words.newer);
      return (memory = empty());
    }
    const problems = [];
    const data = isObject(raw) ? clean(raw, problems) : empty();
    if (!isObject(raw) || problems.length) {
      note(words.broken);
      try {
        localStorage.setItem(`${KEY}-damaged`, text); // the next change overwrites the rest
      } catch {}
    }
    return data;
  }

  function store(data) {
    if (!memory) {
      try {
        localStorage.setItem(KEY, JSON.stringify(data));
      } catch {
        note(words.full);
        memory = data;
      }
    }
    draw();
  }

  function change(make) {
    const data = load();
    make(data);
    store(data);
  }

  // ---- showing

  const nameOf = (path) => path.match(/\/chapters\/(\d\d_\w+)\.html$/)?.[1];
  const here = nameOf(location.pathname);
  const links = [...document.querySelectorAll("#contents > p > a, #contents > ul > li > a")];
  const chapters = new Map(
    links.map((link) => [nameOf(link.pathname), link]).filter(([name]) => name)
  );

  // One sentence, where the reader looks: in the block of the start page, at the quiz, or at the foot of the page.
  function note(text) {
    let line = document.querySelector(".progress-note");
    if (!line) {
      line = document.createElement("p");
      line.className = "progress-note";
      line.setAttribute("role", "status");
      const quiz = document.querySelector("[data-explorable=quiz]");
      if (quiz) quiz.after(line);
      else document.querySelector("main").append(line);
    }
    line.textContent = text;
  }

  function mark(link, page, quiz) {
    link.querySelector(".mark")?.remove();
    const said = [];
    let seen = "";
    if (page?.read.length) {
      const n = Math.min(page.read.length, page.of);
      seen = n === page.of ? "✓" : `${n}/${page.of}`;
      said.push(fill(words.read, { n, of: page.of }));
    }
    if (quiz?.passed) {
      seen += " ★";
      said.push(words.passed);
    }
    if (!seen) return;
    link.insertAdjacentHTML(
      "beforeend",
      `<span class="mark" title="${said.join(", ")}"><span aria-hidden="true">${seen}</span><span class="explorable-said"> (${said.join(", ")})</span></span>`
    );
  }

  function draw() {
    const data = load();
    for (const [name, link] of chapters) mark(link, data.pages[name], data.quizzes[name]);
    onDraw(data);
  }

  // ---- a section counts as read when its end has been on the screen for a second

  function watch() {
    const sections = [...document.querySelectorAll("article > section > section[id]")];
    if (!here || !sections.length) return draw(); // else the change below draws
    const ids = sections.map(({ id }) => id);
    const visit = (data) => {
      const page = (data.pages[here] ??= { at: 0, of: 0, last: "", read: [] });
      Object.assign(page, {
        at: Date.now(),
        of: ids.length,
        read: page.read.filter((id) => ids.includes(id))
      });
      return page;
    };
    const timers = new Map();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(timers.get(target));
          if (!isIntersecting) continue;
          const count = () => {
            if (document.hidden) return timers.set(target, setTimeout(count, 1000));
            observer.unobserve(target);
            const id = target.parentNode.id;
            change((data) => {
              const { read } = visit(data);
              if (!read.includes(id)) read.push(id);
            });
          };
          timers.set(target, setTimeout(count, 1000));
        }
      },
      { rootMargin: "-20% 0px 0px" } // a link to the next section leaves this end at the top edge
    );
    for (const section of sections) {
      const end = section.appendChild(document.createElement("div"));
      observer.observe(end);
    }
    change(visit);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) return;
      const above = sections.filter(
        (section) => section.getBoundingClientRect().top < innerHeight / 2
      );
      change((data) => (visit(data).last = above.at(-1)?.id ?? ""));
    });
  }

  // ---- quizzes

  const quizzes = [];
  function restore({ chapter, restore: give }) {
    const kept = load().quizzes[chapter]?.answers ?? {};
    const answers = Object.entries(kept).map(([id, [, answer]]) => [id, answer]);
    if (answers.length) give(Object.fromEntries(answers));
  }
  document.addEventListener("quiz-start", ({ detail }) => {
    quizzes.push(detail);
    restore(detail);
  });
  document.addEventListener("quiz-answers", ({ detail: { chapter, answers, passed } }) =>
    change((data) => {
      const quiz = (data.quizzes[chapter] ??= { passed: 0, answers: {} });
      for (const [id, answer] of Object.entries(answers)) quiz.answers[id] = [Date.now(), answer];
      if (passed) quiz.passed ||= Date.now();
    })
  );
  addEventListener("storage", ({ key }) => {
    if (key !== KEY && key !== null) return;
    draw();
    quizzes.forEach(restore);
  });

  globalThis.courseProgress = {
    KEY,
    VERSION,
    fill,
    load,
    clean,
    draw,
    note,
    chapters,
    here,
    // Put these data in the place of all that is stored, or delete it; says whether that went well.
    replace(data) {
      if (data && newer) return false;
      try {
        if (data) localStorage.setItem(KEY, JSON.stringify(data));
        else for (const key of [KEY, `${KEY}-damaged`]) localStorage.removeItem(key);
        memory = null;
        newer = false;
      } catch {
        if (!data) memory = empty();
        return false;
      }
      return true;
    },
    whenDrawn(show) {
      onDraw = show;
      draw();
    }
  };
  // in a task of its own: the one in which a page has come to its end is long enough
  setTimeout(watch);
  addEventListener("pageshow", ({ persisted }) => persisted && draw());
})();
