// The place where a reader types code, in the place of the cell as it was: a text area without
// colors of its own above a block that has them. A full editor (CodeMirror 6) is 120 kB and asks
// for styles in the page, which the policy forbids; cells of a dozen lines need little of it.

(() => {
  const { add } = globalThis.coursePage;

  // ---- colors while typing: the words of few kinds, in the classes of highlighting.py
  const KEYWORDS =
    "and as assert break class continue def del elif else except finally for from global if " +
    "import in is lambda None nonlocal not or pass raise return True False try while with yield";
  const STRINGS = `"""[^]*?"""|'[^'\\n]*'?|"[^"\\n]*"?`;
  const WORD = `\\b(?:${KEYWORDS.replaceAll(" ", "|")})\\b`;
  const TOKENS = new RegExp(`(?<c>#.*)|(?<ni>${STRINGS})|(?<k>${WORD})`, "g");
  // Writes a text into a block; a wrong line is marked.
  function paint(pre, text, wrongLine) {
    pre.textContent = "";
    let line = 1;
    let from = 0;
    let into = pre;
    function write(piece, className) {
      for (const part of piece.split(/(?<=\n)/)) {
        into = line === wrongLine ? (pre.querySelector("mark") ?? add(pre, "mark")) : pre;
        if (className) add(into, "span", className).textContent = part;
        else into.append(part);
        if (part.endsWith("\n")) line += 1;
      }
    }
    for (const { index, 0: found, groups } of text.matchAll(TOKENS)) {
      if (index > from) write(text.slice(from, index));
      write(
        found,
        Object.keys(groups).find((name) => groups[name])
      );
      from = index + found.length;
    }
    write(`${text.slice(from)}\n`);
  }

  // ---- keys of the editor; insertText keeps the browser's own undo
  const PAIRS = { "(": ")", "[": "]", "{": "}" };
  function helpTyping(event, area, leave) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const insert = (text) => document.execCommand(text ? "insertText" : "delete", false, text);
    const lineStart = value.lastIndexOf("\n", from - 1) + 1;
    const before = value.slice(lineStart, from);
    if (event.key === "Escape") {
      leave.next = true;
      return;
    }
    if (event.key === "Tab" && !leave.next) {
      event.preventDefault();
      const first = event.shiftKey || from !== to ? lineStart : from;
      const block = value.slice(first, to);
      if (event.shiftKey) {
        const text = block.replace(/^ {1,4}/gm, "");
        area.setSelectionRange(first, to);
        if (text !== block) insert(text);
      } else if (from === to) insert(" ".repeat(4 - (before.length % 4)));
      else {
        area.setSelectionRange(first, to);
        insert(block.replace(/^(?=.)/gm, "    "));
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      const indent = before.match(/^ */)[0];
      insert(`\n${indent}${/:\s*(#.*)?$/.test(before) ? "    " : ""}`);
    } else if (event.key in PAIRS && from === to && /^(\s|[)\]}]|$)/.test(value.slice(to))) {
      event.preventDefault();
      insert(event.key + PAIRS[event.key]);
      area.setSelectionRange(from + 1, from + 1);
    } else if (Object.values(PAIRS).includes(event.key) && value[to] === event.key && from === to) {
      event.preventDefault();
      area.setSelectionRange(from + 1, from + 1);
    }
    if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) leave.next = false;
  }

  // ---- the editor of one block of code: `begin` runs it, `changed` hears of each key
  globalThis.courseEditor = (pre, { label, begin, changed }) => {
    const editor = add(pre.parentNode, "div", "run-editor");
    const shown = add(editor, "pre");
    shown.ariaHidden = "true";
    const area = add(editor, "textarea");
    Object.assign(area, { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    Object.assign(area, { ariaLabel: label, wrap: "off" });
    const leave = { next: false };
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
        event.preventDefault();
        begin();
      } else helpTyping(event, area, leave);
    });
    area.addEventListener("input", () => {
      paint(shown, area.value);
      changed();
    });
    pre.hidden = true;
    return {
      read: () => area.value,
      write(text) {
        area.value = text;
        paint(shown, text);
      },
      paint: (wrongLine) => paint(shown, area.value, wrongLine),
      focus: () => area.focus()
    };
  };
})();
