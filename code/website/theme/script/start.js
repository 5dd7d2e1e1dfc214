// The block on the start page: how far the reader is, where to go on, and the buttons that export,
// import and forget. What is stored, and how, is the business of progress.js.

(() => {
  const WORDS = {
    en: {
      all: "You have read {n} of {of} sections and passed {p} of {q} quizzes. This is kept in this browser alone; nothing leaves your machine.",
      file: "You opened this page by double click. Some browsers then keep the progress of each page apart, so that this one does not know of the others.",
      imported: "Imported. What you had done here before is kept, too.",
      bad: "{name} was not imported, and nothing has changed: ",
      noJson: "it is not JSON.",
      foreign: "it holds no progress of this course.",
      newer: "it comes from a newer version of this course.",
      damaged: "it is damaged, at {where}.",
      noRoom: "it cannot be stored here.",
      forgotten: "Forgotten. Nothing is stored here any more.",
      kept: "This browser does not let the page delete what is stored."
    }
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  const { KEY, VERSION, fill, load, clean, draw, note, chapters, here, replace, whenDrawn } =
    courseProgress;
  const block = document.querySelector(".progress");
  const part = (name) => block.querySelector(`.progress-${name}`);
  const counts = JSON.parse(block.dataset.chapters);

  // The names of the chapters, without the marks beside them.
  const titles = new Map([...chapters].map(([name, link]) => [name, link.firstChild.textContent]));

  function show(data) {
    const sum = { n: 0, of: 0, p: 0, q: 0 };
    for (const [name, [sections, quizzes]] of Object.entries(counts)) {
      sum.n += Math.min(data.pages[name]?.read.length ?? 0, sections);
      sum.of += sections;
      sum.p += quizzes && data.quizzes[name]?.passed ? 1 : 0;
      sum.q += quizzes;
    }
    part("said").textContent =
      fill(words.all, sum) + (location.protocol === "file:" ? ` ${words.file}` : "");
    Object.assign(part("bar"), { max: sum.of, value: sum.n });
    const pages = Object.entries(data.pages).filter(
      ([name]) => name !== here && chapters.has(name)
    );
    const [name, page] = pages.sort(([, a], [, b]) => b.at - a.at)[0] ?? [];
    part("continue").hidden = !name;
    if (name) {
      const link = part("continue").querySelector("a");
      link.href = chapters.get(name).getAttribute("href") + (page.last && `#${page.last}`);
      link.textContent = titles.get(name);
    }
    // below the text for a newcomer, on top for one who comes back
    if (block.hidden && (name || sum.n)) document.querySelector("article h1").after(block);
    block.hidden = false;
  }

  // Of two records all that either holds; where they differ, the later one.
  function merge(data, other) {
    for (const [name, page] of Object.entries(other.pages)) {
      const mine = data.pages[name] ?? page;
      data.pages[name] = {
        ...(mine.at >= page.at ? mine : page),
        read: [...new Set([...mine.read, ...page.read])]
      };
    }
    for (const [name, { passed, answers }] of Object.entries(other.quizzes)) {
      const mine = (data.quizzes[name] ??= { passed, answers: {} });
      mine.passed = Math.max(mine.passed, passed);
      for (const [id, entry] of Object.entries(answers)) {
        if (!(mine.answers[id]?.[0] >= entry[0])) mine.answers[id] = entry;
      }
    }
  }

  function exportFile() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(load(), null, 1)], { type: "application/json" })
    );
    link.download = `${KEY}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function importFile({ target }) {
    const [file] = target.files;
    if (!file) return;
    target.value = ""; // so that the same file can be chosen again
    const refuse = (why, values) => note(fill(words.bad + why, { name: file.name, ...values }));
    let raw;
    try {
      raw = JSON.parse(await file.text());
    } catch {
      return refuse(words.noJson);
    }
    if (raw?.course !== KEY || !Number.isInteger(raw.version) || raw.version < 1)
      return refuse(words.foreign);
    if (raw.version > VERSION) return refuse(words.newer);
    const problems = [];
    const data = clean(raw, problems);
    if (problems.length) return refuse(words.damaged, { where: problems[0] });
    const all = structuredClone(load());
    merge(all, data);
    if (!replace(all)) return refuse(words.noRoom);
    draw();
    note(words.imported);
  }

  function forget() {
    const gone = replace(null);
    draw();
    note(gone ? words.forgotten : words.kept);
  }

  const file = part("file");
  const sure = part("sure");
  const ask = (asked) => {
    sure.hidden = !asked;
    (asked ? part("keep") : part("forget")).focus();
  };
  part("export").onclick = exportFile;
  part("import").onclick = () => file.click();
  file.onchange = importFile;
  part("forget").onclick = () => ask(true);
  part("keep").onclick = () => ask(false);
  part("yes").onclick = () => {
    ask(false);
    forget();
  };
  whenDrawn(show);
})();
