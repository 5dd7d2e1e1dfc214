// Lines below a figure that take a while to work out: written when nothing has changed for a
// moment, one a task.

import { element } from "./dom.js";

const REST = 120; // ms without a change

// Gives { tell(texts), write() }; `lineOf(i)` works out line number i.
export function slowLines(s, className, label, count, lineOf) {
  const list = s.block("ol", className, s.built);
  list.ariaLabel = label;
  const lines = Array.from({ length: count }, () => element(list, "li"));
  let timer = 0;

  function tell(texts) {
    lines.forEach((line, i) => {
      line.textContent = texts[i] ?? "";
    });
  }

  function writeFrom(i) {
    lines[i].textContent = lineOf(i);
    if (i + 1 < count) timer = setTimeout(writeFrom, 0, i + 1);
  }

  function write() {
    clearTimeout(timer);
    timer = setTimeout(writeFrom, REST, 0);
  }

  s.removes.push(() => clearTimeout(timer));
  return { tell, write };
}
