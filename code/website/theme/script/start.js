// The block on the start page: how far the reader is, where to go on, and the buttons that export,
// import and forget. What is stored, and how, is the business of progress.js.

(() => {
  const WORDS = {
    en: {
      goOn: "Go on where you were: ",
      fresh: "The bar fills as you read. ",
      all: ({ n, of, p, q }) =>
        `You have read ${n} of ${of} sections and passed ${p} of ${q} quizzes. `,
      points: (n, of) => `Your assignments have ${n} of ${of} points. `,
      kept: "This is kept in this browser alone; nothing leaves your machine.",
      file:
        " You opened this page by double click. Some browsers then keep the progress of each " +
        "page apart, so that this one does not know of the others.",
      imported: "Imported. What you had done here before is kept, too.",
      bad: (name) =>
        `${name} was not imported, and nothing has changed: it holds no progress of this course, ` +
        "it is damaged, or it comes from a newer version.",
      forgotten: "Forgotten. Nothing is stored here any more."
    }
  };
  const { wordsOf, download } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const progress = globalThis.courseProgress;
  const block = document.querySelector(".progress");
  const lead = document.querySelector(".lead");
  const introduction = lead.textContent;
  const part = (name) => block.querySelector(`.progress-${name}`);
  const table = JSON.parse(block.dataset.points); // what each exercise of an assignment gives
  const counts = Object.entries(JSON.parse(block.dataset.chapters));

  function show({ pages, quizzes }) {
    const sum = { n: 0, of: 0, p: 0, q: 0 };
    for (const [name, [sectionCount, quizCount]] of counts) {
      sum.n += Math.min(pages[name]?.read.length ?? 0, sectionCount);
      sum.of += sectionCount;
      sum.p += quizCount && quizzes[name]?.passed ? 1 : 0;
      sum.q += quizCount;
    }
    const count = sum.n + sum.p ? words.all(sum) : words.fresh;
    const file = location.protocol === "file:" ? words.file : "";
    const [n, of] = progress.points(table);
    part("said").textContent = count + (n ? words.points(n, of) : "") + words.kept + file;
    Object.assign(part("bar"), { max: sum.of, value: sum.n });
    const others = counts.map(([name]) => name).filter((name) => name !== progress.here);
    const visited = others.filter((name) => pages[name] && progress.chapters.has(name));
    const [last] = visited.sort((a, b) => pages[b].at - pages[a].at);
    lead.style.minHeight = `${lead.offsetHeight}px`; // so that nothing below it moves
    lead.textContent = introduction;
    if (last) lead.replaceChildren(words.goOn, linkTo(last, pages[last].last));
    block.hidden = false;
  }

  // Who comes back needs no introduction: the way on stands in its place.
  function linkTo(name, section) {
    const chapter = progress.chapters.get(name);
    const link = document.createElement("a");
    link.href = chapter.getAttribute("href") + (section && `#${section}`);
    link.textContent = chapter.firstChild.textContent; // without the mark beside it
    return link;
  }

  function exportFile() {
    const text = JSON.stringify(progress.load(), null, 1);
    download("scores-to-surprise.json", text, "application/json");
  }

  // All that either record holds; of two answers to a question, the later one, by the clocks of the
  // browsers that stored them.
  function merge(data, other) {
    for (const [name, page] of Object.entries(other.pages)) {
      const mine = data.pages[name] ?? page;
      const read = [...new Set([...mine.read, ...page.read])];
      data.pages[name] = { ...(mine.at > page.at ? mine : page), read };
    }
    for (const [name, { passed, answers }] of Object.entries(other.quizzes)) {
      const mine = data.quizzes[name] ?? { passed: 0, answers: {} };
      for (const [id, answer] of Object.entries(answers)) {
        if (!(mine.answers[id]?.[0] > answer[0])) mine.answers[id] = answer;
      }
      data.quizzes[name] = { ...mine, passed: mine.passed || passed };
    }
    for (const [name, cells] of Object.entries(other.code)) {
      data.code[name] ??= {};
      for (const [id, typed] of Object.entries(cells)) {
        if (!(data.code[name][id]?.[0] > typed[0])) data.code[name][id] = typed;
      }
    }
    data.log = mergeLogs(data.log, other.log);
    if (other.sure[0] > data.sure[0]) data.sure = other.sure;
  }

  // Every answer of both, each once; each log keeps its own order, whatever its clock said.
  function mergeLogs(mine, other) {
    const known = new Set(mine.map(String));
    const left = [...mine];
    const merged = [];
    for (const entry of other.filter((one) => !known.has(String(one)))) {
      while (left[0]?.[0] <= entry[0]) merged.push(left.shift());
      merged.push(entry);
    }
    return [...merged, ...left];
  }

  async function importFile({ target }) {
    const [file] = target.files;
    if (!file) return;
    const record = progress.parse(await file.text());
    target.value = ""; // so that the same file can be chosen again
    if (!record) progress.note(words.bad(file.name));
    else if (progress.change((data) => merge(data, record))) progress.note(words.imported);
  }

  function ask(asked) {
    part("sure").hidden = !asked;
    part(asked ? "keep" : "forget").focus();
  }

  function forget() {
    ask(false);
    progress.forget();
    progress.note(words.forgotten);
  }

  part("export").onclick = exportFile;
  part("import").onclick = () => part("file").click();
  part("file").onchange = importFile;
  part("forget").onclick = () => ask(true);
  part("keep").onclick = () => ask(false);
  part("yes").onclick = forget;
  document.addEventListener("progress", ({ detail }) => show(detail));
  progress.draw();
})();
