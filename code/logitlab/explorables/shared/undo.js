// Takes back what a reader did to a figure, one move after the other: by a button, or Ctrl+Z.
import { element, wordsOf } from "./dom.js";

const WORDS = {
  "en": {
    "undo": "Undo"
  }
};
const MOST = 50; // moves that are kept

// A move is all that follows from a press, or from keys on one control, until the next press or
// another control: a drag, ten arrow keys, a whole play. Options: read() gives the state, go(state)
// brings it back; begin() hears that a move begins, forget() that one is taken back. What it
// returns is to be called when a change is drawn, whoever made it.
export function undoing(root, tools, { read, go, begin, forget }) {
  const past = []; // the states before each move
  let before = null; // the state as this move began, until something changes
  let held = null; // the control that the keys are on
  const named = { type: "button", class: "explorable-undo", "aria-label": wordsOf(WORDS).undo };
  const button = element(tools, "button", named, "↶");
  const show = () => button.classList.toggle("explorable-elsewhere", !past.length);

  function look({ type, target }) {
    if (button.contains(target)) return;
    const pressed = type === "pointerdown" || (type === "click" && target.closest("button"));
    if (!pressed && target === held) return;
    changed(); // the last move, if it is not drawn yet
    held = target;
    before = read();
    begin();
  }

  function undo() {
    changed();
    if (!past.length) return;
    before = null;
    held = null;
    forget();
    go(past.pop());
    show();
    if (!past.length && document.activeElement === button) button.nextElementSibling?.focus();
  }

  function changed() {
    const isMove = before && Object.entries(read()).some(([name, now]) => now !== before[name]);
    if (!isMove) return;
    past.push(before);
    if (past.length > MOST) past.shift();
    before = null;
    show();
  }

  for (const type of ["pointerdown", "keydown", "input", "click"]) {
    root.addEventListener(type, look, true);
  }
  root.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (!isUndo || event.target.matches("[type=text], textarea")) return; // they have their own
    event.preventDefault();
    undo();
  });
  button.addEventListener("click", undo);
  show();
  return changed;
}
