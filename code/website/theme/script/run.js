// Python on the page: a reader edits a cell, runs it, and sees what it prints; an exercise answers
// as it does in a notebook. running.py marks the cells, and python.js is the Worker that runs them.
// What was typed is kept with the reader's progress, in this browser alone.

(() => {
  const WORDS = {
    en: {
      run: "Run",
      stop: "Stop",
      edit: "Edit",
      reset: "Reset this cell",
      code: "Code. Control and Enter run it; Escape, then Tab, leaves it.",
      output: "Output",
      ask:
        "Python will be loaded once: about 9 MB. It runs in your browser; nothing you type " +
        "leaves it.",
      load: "Load Python",
      notNow: "Not now",
      cancel: "Cancel",
      loading: (now, of) => `Loading Python: ${now} of ${of} MB`,
      starting: "Starting Python …",
      running: "Running …",
      slow: "Still running. Stop ends it, and what you typed stays.",
      stopped: "Stopped. What you typed is still here; the next Run starts Python anew.",
      limit: (seconds) =>
        `Stopped after ${seconds} s: an answer to an exercise needs less. Is there a loop that ` +
        "does not end?",
      done: "Done; it printed nothing.",
      earlier:
        "A cell further up, which this one needs, stopped with an error. Run that one first.",
      memory: "Python stopped: it ran out of memory or of depth. The next Run starts it anew.",
      file:
        "Python cannot run on a page that was opened by double click, because browsers forbid " +
        "it. Open the course through a web address, or use one of these:",
      old: "This browser is too old to run Python. Use one of these:",
      failed: (what) =>
        `Python could not be loaded (${what}). Is the network there? Try again, or use one of ` +
        "these:",
      right: "✓ right",
      points: (n, of) => `You have ${n} of ${of} points.`,
      take: "Download with my answers"
    }
  };
  const { add, button, wordsOf, download, keepForOffline } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const LIMIT = 30; // seconds for a cell that checks an answer
  const SLOW = 5; // seconds until a running cell says that it is still running
  const CHECKS = /^[^#\n]*\b(?:check|hint)\(/m;
  const progress = globalThis.courseProgress;
  const base = document.currentScript.src;
  const page = location.pathname.replace(/^.*\/chapters\/|\.html$/g, "").replaceAll("/", "-");
  const record = `${page}-exercises`;
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // ---- the Worker: `ready` is a promise; `ran` holds for each cell the text that has been run
  let python = null;
  let turn = Promise.resolve(); // one cell after the other

  function start(cell) {
    const worker = new Worker(new URL("python.js", base));
    const setup = [...document.querySelectorAll(".tag_setup pre")].map((pre) => pre.textContent);
    python = { worker, ran: new Map(), stop: () => {} };
    python.ready = new Promise((resolve, reject) => {
      python.stop = reject;
      worker.onerror = ({ message }) => reject(new Error(message ?? "python.js"));
      worker.onmessage = ({ data }) => {
        if (data.type === "progress") cell.showProgress(data);
        if (data.type === "ready") {
          keepForOffline(["python.js", "python/pyodide.js", "python/pyodide.asm.js"]);
          resolve();
        }
        if (data.type === "failed") reject(new Error(data.what));
      };
      worker.postMessage({ type: "load", setup: setup.join("\n") });
    });
  }

  // Ends whatever runs; who waits for it gets the sentence to say.
  function end(said) {
    const { worker, stop } = python;
    python = null;
    worker.terminate();
    stop({ said });
  }

  // Runs one text; resolves with how it ended.
  function execute({ id }, source, print) {
    const { worker } = python;
    return new Promise((resolve, reject) => {
      python.stop = reject;
      worker.onerror = () => reject({ said: words.memory });
      worker.onmessage = ({ data }) => {
        if (data.type === "printed") print(data.text);
        if (data.type === "ended") resolve(data);
        if (data.type === "failed") reject({ said: words.memory });
      };
      worker.postMessage({ type: "run", id, source, right: progress.right() });
    });
  }

  async function runCell(cell) {
    if (!python) start(cell);
    await python.ready;
    cell.show(words.running);
    cell.watch();
    let failed = false;
    for (const other of cells.slice(0, cells.indexOf(cell))) {
      const source = other.read();
      if (other.checks || python.ran.get(other) === source) continue;
      const { error } = await execute(other, source, () => {});
      failed ||= Boolean(error);
      python.ran.set(other, source);
    }
    const source = cell.read();
    cell.clear();
    const ended = await execute(cell, source, cell.print);
    python.ran.set(cell, source);
    return { ...ended, earlier: failed && ended.error };
  }

  // ---- what was right is a part of the reader's progress
  function remember(verdicts) {
    if (!verdicts.length) return;
    progress.change((data) => {
      data.quizzes[record] ??= { passed: 0, answers: {} };
      const { answers } = data.quizzes[record];
      for (const [name, right] of verdicts) {
        if (right || !answers[name]?.[1].right) answers[name] = [Date.now(), { right }];
      }
    });
  }
  // The points of an assignment: running.py says what each exercise gives.
  function showPoints() {
    const line = document.querySelector(".points");
    if (!line) return;
    const [n, of] = progress.points(JSON.parse(line.dataset.points));
    line.textContent = words.points(n, of);
  }
  function markRight() {
    const answers = progress.load().quizzes[record]?.answers ?? {};
    for (const cell of cells) {
      const name = cell.original.match(/\bcheck\(\s*["'](\w+)["']/)?.[1];
      const line = cell.node.closest(".exercise-fold")?.querySelector("summary");
      if (!line || !answers[name]?.[1].right || line.querySelector(".run-right")) continue;
      add(line, "span", "run-right", words.right);
    }
  }

  // ---- one cell
  function makeCell(node) {
    const block = node.querySelector(".cell_input > div");
    const pre = block.querySelector("pre");
    const original = pre.textContent.trimEnd();
    const cell = {
      node,
      original,
      id: node.id.replace("cell-", ""),
      checks: CHECKS.test(original)
    };
    const bar = add(block, "div", "run-bar");
    const runButton = button(bar, "run", words.run, () => {
      if (!running) run();
      else if (python) end(words.stopped);
    });
    const editButton = button(bar, "run-edit", words.edit, () =>
      editor ? reset() : edit().focus()
    );
    let [editor, panel] = [null, null];
    let running = false;
    let saving = 0;
    let timers = [];

    cell.read = () => editor?.read() ?? original;

    function save() {
      clearTimeout(saving);
      saving = 0;
      progress.change((data) => {
        data.code[page] ??= {};
        data.code[page][cell.id] = [Date.now(), cell.read()];
      });
      showTake();
    }
    cell.flush = () => saving && save();

    function edit(text = cell.read()) {
      if (!editor) {
        const begin = () => running || run();
        const changed = () => {
          clearTimeout(saving);
          saving = setTimeout(save, 300);
        };
        editor = globalThis.courseEditor(pre, { label: words.code, begin, changed });
        editButton.textContent = words.reset;
      }
      editor.write(text);
      return editor;
    }
    pre.addEventListener("click", () => getSelection().isCollapsed && edit().focus());

    function close() {
      panel?.remove();
      panel = null;
      showStored(true);
    }
    function reset() {
      edit(original).focus();
      close();
      save();
    }

    function showStored(stored) {
      const kept = ":scope > .cell_output, :scope > details:has(.cell_output)";
      for (const one of node.querySelectorAll(kept)) one.hidden = !stored;
    }

    // Below the cell: what it printed, and what there is to say about it.
    function open() {
      if (panel) return panel;
      showStored(false);
      panel = add(node, "div", "run-output");
      panel.setAttribute("role", "group");
      panel.ariaLabel = words.output;
      add(panel, "pre", "run-printed").hidden = true;
      add(panel, "div", "run-said").setAttribute("role", "status");
      add(panel, "pre", "run-error").setAttribute("role", "alert");
      return panel;
    }
    const part = (name) => open().querySelector(`.run-${name}`);
    cell.show = (text) => part("said").replaceChildren(text);
    cell.clear = () => {
      Object.assign(part("printed"), { textContent: "", hidden: true });
      part("error").textContent = "";
    };
    cell.print = (text) => {
      part("printed").hidden = false;
      part("printed").append(text);
    };
    cell.showProgress = ({ loaded, total }) => {
      if (loaded >= total) {
        cell.show(words.starting);
        return;
      }
      const bar = part("said").querySelector("progress") ?? document.createElement("progress");
      const text = words.loading(megabytes(loaded), megabytes(total));
      Object.assign(bar, { max: total, value: loaded, ariaLabel: text });
      const line = document.createElement("span");
      line.textContent = text;
      line.ariaHidden = "true"; // it changes many times a second
      part("said").replaceChildren(bar, line);
    };
    function showElsewhere(text) {
      const ways = [".launch a[href*=binder]", ".launch a[href*=colab]", ".launch a[download]"];
      const links = document.querySelectorAll(ways.join());
      cell.show(`${text} `);
      for (const link of links) part("said").append(link.cloneNode(true), " ");
    }

    function setRunning(now) {
      running = now;
      runButton.textContent = now ? words.stop : words.run;
      runButton.classList.toggle("run-stop", now);
    }
    cell.watch = () => {
      timers = [setTimeout(() => cell.show(words.slow), SLOW * 1000)];
      if (cell.checks) timers.push(setTimeout(() => end(words.limit(LIMIT)), LIMIT * 1000));
    };

    // Before the first load in this browser the reader is asked.
    function mayLoad() {
      if (python || hasAgreed()) return Promise.resolve(true);
      cell.show(words.ask);
      return new Promise((resolve) => {
        const answer = (yes) => () => {
          runButton.focus();
          resolve(yes);
        };
        button(part("said"), "run-load", words.load, answer(true)).focus();
        button(part("said"), "", words.notNow, answer(false));
      });
    }

    function showEnd({ error, line, verdicts, earlier }) {
      const silent = !error && !part("printed").textContent;
      cell.show((earlier && words.earlier) || (silent && words.done) || "");
      part("error").textContent = error ?? "";
      if (line) edit();
      editor?.paint(line);
      remember(verdicts);
      markRight();
    }

    async function run() {
      if (location.protocol === "file:") return showElsewhere(words.file);
      if (!globalThis.WebAssembly || !globalThis.DecompressionStream) {
        return showElsewhere(words.old);
      }
      if (!(await mayLoad())) return close();
      agree();
      setRunning(true);
      cell.clear();
      const mine = turn.then(() => runCell(cell));
      turn = mine.catch(() => {});
      try {
        showEnd(await mine);
      } catch ({ said, message }) {
        if (python) end();
        if (said) cell.show(said);
        else showElsewhere(words.failed(message));
      }
      timers.forEach(clearTimeout);
      setRunning(false);
    }

    const kept = progress.load().code[page]?.[cell.id];
    if (kept && kept[1] !== original) edit(kept[1]);
    return cell;
  }

  const AGREED = "python";
  function hasAgreed() {
    try {
      return localStorage.getItem(AGREED) === "yes";
    } catch {
      return false;
    }
  }
  function agree() {
    try {
      localStorage.setItem(AGREED, "yes");
    } catch {} // then it asks on the next page too
  }

  // ---- the notebook of this page, with what was typed in its cells
  async function take() {
    const answer = await fetch(location.pathname.replace(/\.html$/, ".ipynb"));
    const notebook = await answer.json();
    const typed = progress.load().code[page] ?? {};
    for (const cell of notebook.cells) {
      if (cell.id in typed) cell.source = typed[cell.id][1];
    }
    const name = location.pathname
      .split("/")
      .pop()
      .replace(/\.html$/, ".ipynb");
    download(name, JSON.stringify(notebook, null, 1));
  }
  function showTake() {
    const launch = document.querySelector(".launch");
    if (!launch || launch.querySelector(".run-take") || !progress.load().code[page]) return;
    button(launch, "run-take", words.take, take);
  }

  const cells = [...document.querySelectorAll(".runnable")].map(makeCell);
  addEventListener("pagehide", () => {
    for (const cell of cells) cell.flush();
  });
  markRight();
  showPoints();
  showTake();
  document.addEventListener("progress", showPoints); // imported, forgotten, or from another tab
})();
