// The frame that every explorable stands in: title, charts, controls, read-outs, reset, and the
// loop "a trait changes -> the figure is drawn -> the change is announced".
import { chart, setAttributes } from "./chart.js";
import { element, wordsOf } from "./dom.js";
import { ghosts } from "./ghost.js";
import { clamp } from "./maths.js";
import { calm, mover } from "./tween.js";
import { undoing } from "./undo.js";

const WIDE = 700; // px inside a figure from which on its panel stands beside its view
const SHARE = 0.6; // of the room that the view gets then
const GAP = 28; // px between the two; this and the share are those of explorable.css
const LOW = 0.45; // of the screen's height: a lower view stays in sight while its panel is used
const SAVE_EVERY = 60; // ms, the throttle of messages to a kernel while a handle is dragged
const PACE = 400; // ms for a step of what plays
const SAY_AFTER = 600; // ms, the debounce of what the live region announces to a screen reader

let stages = 0;
let width = 0; // of the explorables on this page, in px: all stand in the same column of text

// A sentence with its {places} filled in.
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function number(value, digits) {
  const text = value.toFixed(digits);
  return text.replace("-", Number(text) === 0 ? "" : "−"); // a zero has no sign
}

// A whole number as an exponent: -12 is ⁻¹².
export function raised(power) {
  const digit = (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]);
  return [...String(power)].map(digit).join("");
}

// The same for a positive number that may be tiny: 3.35·10⁻⁴ below a thousandth.
export function small(value, digits = 4) {
  if (value === 0 || value >= 0.001) return number(value, digits);
  const [front, power] = value.toExponential(2).split("e");
  return `${front}·10${raised(power)}`;
}

// A whole number below 10²¹ with commas. The browser's toLocaleString would first load its tables
// of all languages: a tenth of a second on a slow phone.
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

// A number for a native control: a decimal point, whatever the language of the page.
const plain = (value) => String(Number(value.toFixed(6)));

export function stage({ model, el }, WORDS, traits) {
  const words = wordsOf(WORDS);
  const state = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
  const first = state();
  stages += 1;
  const id = `explorable-${stages}`;
  const parts = { draws: [], syncs: [], removes: [] };
  const ghost = ghosts(model, { read: state, copy: el.inert });
  let own = false; // whether a trait is set here, or else by a link or a kernel
  let judged = false; // whether a guess was just committed, whose verdict is still to be said
  let rest = true; // whether all is said: a change from elsewhere is a new move then
  let frame = 0;
  let saveTimer = 0;
  let sayTimer = 0;
  let sentence = () => "";

  el.classList.add("explorable");
  el.setAttribute("role", "group");
  el.setAttribute("aria-labelledby", id);
  // JupyterLab hears what comes through: an arrow leads to another cell there, and a letter, which
  // finds a word in a list, is a command.
  el.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, target } = event;
    const needs = key.startsWith("Arrow") ? "input, select" : "select";
    if (target.matches(needs) && !ctrlKey && !metaKey && key !== "Escape") event.stopPropagation();
  });
  // Hydration: what stands on the page already stays, as a new element would be painted again.
  const heads = ["title", "prompt"].map((part) => {
    const head =
      el.querySelector(`.explorable-${part}`) ?? element(el, "p", { class: `explorable-${part}` });
    if (head.textContent !== words[part]) head.textContent = words[part];
    return head;
  });
  heads[0].setAttribute("id", id);
  const built = document.createDocumentFragment(); // what follows the heads, until it is shown
  const tools = element(built, "div", { class: "explorable-tools" });
  const view = element(built, "div", { class: "explorable-view" });
  const panel = element(built, "div", { class: "explorable-panel" });
  const live = element(built, "p", { class: "visually-hidden", "aria-live": "polite" });
  let row = null; // the row of controls that the next control joins
  let home = panel; // or a phase in it
  let inside = panel; // home, or a fold in it

  // Charts stand in the view, all else in the panel, each in the order in which it is asked for.
  // Where there is room the two stand side by side, else the panel below the view.
  function block(tag, className, parent = inside) {
    row = null;
    return element(parent, tag, { class: className });
  }

  function control(tag, className, attributes = {}) {
    row ??= element(inside, "div", { class: "explorable-controls" });
    return element(row, tag, { class: className, ...attributes });
  }

  function draw() {
    frame = 0;
    for (const sync of parts.syncs) sync();
    for (const part of parts.draws) part();
    ghost.draw();
  }

  function say() {
    rest = true;
    const verdict = judged ? el.querySelector(".verdict")?.textContent : "";
    live.textContent = verdict ? `${verdict} ${sentence()}` : sentence();
    judged = false;
  }

  // Drawn once a frame, however many traits change before it; said after a rest (debounced).
  function changed() {
    if (!frame) frame = requestAnimationFrame(draw);
    clearTimeout(sayTimer);
    sayTimer = setTimeout(say, SAY_AFTER);
  }

  function heard() {
    if (rest && !own) ghost.begin();
    rest = false;
    ghost.changed();
    changed();
  }

  // Set traits here and now. Messages to a kernel are throttled: one every SAVE_EVERY ms at most,
  // and one for the last change.
  function set(values) {
    own = true;
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    own = false;
    if (!saveTimer) {
      saveTimer = setTimeout(() => {
        saveTimer = 0;
        model.save_changes();
      }, SAVE_EVERY);
    }
  }

  // glide(values) sets traits as set() does, but on a way that takes a moment: what a button does.
  // It stops when the reader takes hold of the figure.
  const { go: glide, stop } = mover(model, el, { set, rules: el.rules });
  parts.removes.push(stop);

  // Where a control sets one number of a trait that holds several, `read` gets that number and
  // `write` returns the traits to set.
  const whole = (trait) => ({
    read: () => model.get(trait),
    write: (value) => ({ [trait]: value })
  });

  function slider(trait, options) {
    const { low, high, step, digits, read, write } = { ...whole(trait), ...options };
    const spoken = options.say ?? ((value) => number(value, digits)); // the value as people read it
    const field = control("div", "explorable-slider");
    const input = `${id}-${trait}`;
    element(field, "label", { for: input }, words[trait]);
    // the slider itself says its value, so the text beside it is for the eye
    const silent = { for: input, "aria-hidden": "true" };
    if (traits.includes(trait)) silent["data-number"] = trait;
    const output = element(field, "output", silent);
    const bounds = { type: "range", min: low, max: high, step, id: input };
    const range = element(field, "input", bounds);
    range.addEventListener("input", () => set(write(Number(range.value))));
    parts.syncs.push(() => {
      const value = read();
      const text = spoken(value);
      range.value = plain(value);
      setAttributes(range, { "aria-valuetext": text });
      if (output.textContent !== text) output.textContent = text;
    });
    return field;
  }

  function toggle(trait) {
    const label = control("label", "explorable-toggle");
    const input = element(label, "input", { type: "checkbox" });
    label.append(words[trait]);
    input.addEventListener("change", () => set({ [trait]: input.checked }));
    parts.syncs.push(() => {
      input.checked = model.get(trait);
    });
  }

  // One choice among several; words[option] is its label.
  function choice(trait, options) {
    const group = control("fieldset", "explorable-choice");
    element(group, "legend", {}, words[trait]);
    const inputs = options.map((option) => {
      const label = element(group, "label");
      const radio = { type: "radio", name: `${id}-${trait}`, value: option };
      const input = element(label, "input", radio);
      label.append(words[option]);
      input.addEventListener("change", () => set({ [trait]: option }));
      return input;
    });
    parts.syncs.push(() => {
      for (const input of inputs) input.checked = input.value === model.get(trait);
    });
  }

  // A button that does something once; its label is the word of that name.
  function button(word, press) {
    const node = control("button", "explorable-button", { type: "button" });
    node.textContent = words[word];
    node.addEventListener("click", press);
    return node;
  }

  // A button that plays a trait that counts steps, from the first one if all are done. It pauses at
  // the end, and when the reader, or something else, sets the trait. Its words are `word` and
  // "pause". Readers who want no motion see the last step at once.
  function player(
    trait,
    { low, high, step, pace = PACE, word = "play", write = whole(trait).write }
  ) {
    let timer = 0;
    let last = 0; // what this has set
    const node = button(word, () => {
      if (timer) return pause();
      if (calm()) return set(write(high));
      last = model.get(trait) < high ? model.get(trait) : low;
      set(write(last));
      node.textContent = words.pause;
      timer = setInterval(next, pace);
    });
    function pause() {
      clearInterval(timer);
      timer = 0;
      node.textContent = words[word];
    }
    function next() {
      if (!el.isConnected || el.inert || model.get(trait) !== last) return pause();
      if (document.hidden) return;
      last = Math.min(last + step, high);
      set(write(last));
      if (last === high) pause();
    }
    for (const type of ["pointerdown", "keydown", "input"]) {
      el.addEventListener(type, ({ target }) => target !== node && pause());
    }
    parts.removes.push(pause);
    return node;
  }

  // A slider to scrub through the steps, and the button that plays them.
  function stepper(trait, options) {
    slider(trait, options);
    return player(trait, options);
  }

  // What follows stands in a fold, closed at first.
  function fold(word) {
    inside = block("details", "explorable-fold", home);
    element(inside, "summary", {}, words[word]);
  }

  // A figure with phases, such as before and after a guess: `prompts` are the words that it says in
  // each. What is made after into(k) belongs to phase k, after into() to all; show(k) shows one,
  // show(k, j) with the prompt j, which may be one more.
  // The phases share one place, and so do their prompts, so the height stays. commit(word, press,
  // next) makes the button that ends the first one: it does what `press` does and shows the second.
  // The button is gone then, so the keyboard goes on at the node that `next` gives, made later.
  function phases(prompts) {
    const place = block("div", "explorable-phases", panel);
    const parts = prompts.map(() => element(place, "div"));
    const texts = prompts.map((word) => element(place, "span", {}, words[word]));
    texts[1].id = `${id}-then`;
    heads[1].replaceChildren(...texts);
    const into = (k) => {
      row = null;
      home = parts[k] ?? panel;
      inside = home;
    };
    let told; // the node that says the second prompt
    const show = (shown, prompt = shown) => {
      if (shown === 0) told?.removeAttribute("aria-describedby");
      for (const [nodes, own] of [
        [parts, shown],
        [texts, prompt]
      ]) {
        nodes.forEach((node, k) => {
          node.classList.toggle("explorable-elsewhere", k !== own);
        });
      }
    };
    const commit = (word, press, next) => {
      const made = button(word, () => {
        press();
        judged = true;
        show(1);
        told = next();
        told.setAttribute("aria-describedby", `${id}-then`);
        told.classList.remove("explorable-elsewhere"); // a handle is drawn there in the next frame
        told.focus({ preventScroll: true });
      });
      made.classList.add("explorable-main");
    };
    show(0); // until the first drawing, which may be a frame later
    return { into, show, commit };
  }

  // Named numbers, in this order: an object of functions that write them. An empty text hides its
  // number.
  function readouts(names) {
    const numbers = block("dl", "explorable-numbers");
    const writers = {};
    for (const name of names) {
      const pair = element(numbers, "div", { hidden: "" });
      element(pair, "dt", {}, words[name]);
      const value = element(pair, "dd", { "data-number": name });
      writers[name] = (text) => {
        if (value.textContent === text) return;
        value.textContent = text;
        pair.hidden = text === "";
        pair.classList.toggle("long", text.length > 24);
      };
    }
    return writers;
  }

  // `aside` puts a chart into the panel: one that is there to be dragged, or that can be small.
  function addChart({ aside = false, ...options }) {
    width ||= heads[0].clientWidth; // asked for once: each time, the browser may lay out the page
    // exact, so that no chart is laid out twice
    const share = aside ? 1 - SHARE : SHARE;
    const room = width < WIDE ? width : Math.round(share * (width - GAP));
    const parent = block("div", "explorable-chart", aside ? inside : view);
    const made = chart(parent, { width: room, ...options });
    parts.removes.push(made.remove);
    made.onLayout(changed);
    return made;
  }

  // What a handle does to one trait. A value that the keys reach is free of rounding noise.
  function along(trait, { low, high, step, digits, ...options }) {
    const { read, write } = { ...whole(trait), ...options };
    const move = (value) => set(write(clamp(value, low, high)));
    const stepBy = (steps) => move(Number((read() + steps * step).toFixed(9)));
    return { low, high, read, move, stepBy, spoken: () => number(read(), digits) };
  }

  // A knob on a chart that sets one trait: onDrag turns the pointer's place into a value. Arrow
  // keys move it by `step`, Page Up, Page Down and Shift by ten steps, Home and End to the limits.
  // A tap on one of the charts in `taps` moves it there.
  // A knob that moves both ways sets a second trait, `upward: { trait, low, high, step, digits }`:
  // onDrag gives both values, and the keys that point up and down are for the second.
  // Keys go the way the picture goes. Where the knob goes left, or down, when its trait grows,
  // `ways` says so: { x: -1 } or { y: -1 }, as a function where it depends on the state.
  function handle(onChart, trait, options) {
    const { className, label, letter, onDrag, square, taps = [], upward, ways = {} } = options;
    const across = along(trait, options);
    const up = upward && along(upward.trait, upward);
    const goTo = (place) => {
      const goal = onDrag(place);
      if (!up) return across.move(goal);
      across.move(goal[0]);
      up.move(goal[1]);
    };
    const knob = onChart.handle({
      className,
      label,
      letter,
      square,
      onDrag: goTo,
      onStep(direction, size, axis) {
        const way = ways[axis] ?? 1;
        const steps = direction * size * (typeof way === "function" ? way() : way);
        (axis === "y" && up ? up : across).stepBy(steps);
      },
      onEnd: (end) => across.move(end < 0 ? across.low : across.high)
    });
    if (up) knob.node.dataset.ways = "2"; // for the tests
    for (const tapped of taps) tapped.onTap(goTo);
    const saying = () => [across, ...(up ? [up] : [])].map(({ spoken }) => spoken()).join(", ");
    const draw = (x, y, spoken = saying()) => {
      const { low, high, read } = across;
      knob.draw(x, y, { low, high, value: read(), spoken });
    };
    return Object.assign(draw, { node: knob.node, echo: knob.echo });
  }

  // Call last: `part` draws everything from the traits, `spoken` says the result in one sentence.
  // Gives what takes the explorable off the page again. It is built in one task and drawn in
  // another, so that no long task blocks the event loop; until then the stored text stays.
  async function onDraw(part, spoken) {
    parts.draws.push(part);
    sentence = spoken;
    // beside the title of a figure; at the end of what has no chart, a quiz
    if (!view.children.length) {
      view.remove();
      inside = panel;
      block("div", "explorable-controls").append(tools);
    } else {
      const { begin, forget } = ghost;
      parts.draws.push(undoing(el, tools, { read: state, go: glide, begin, forget }));
    }
    const reset = element(tools, "button", { class: "explorable-reset", type: "button" });
    reset.textContent = words.reset;
    reset.addEventListener("click", () => glide(first));
    await new Promise((resolve) => setTimeout(resolve));
    for (const name of traits) model.on(`change:${name}`, heard);
    draw();
    for (const node of [...el.childNodes]) if (!heads.includes(node)) node.remove();
    el.classList.add("explorable-live");
    if (view.children.length) {
      fit(width);
      for (const node of [el, view]) observer.observe(node);
    }
    el.append(built);
    return remove;
  }

  const fit = (room) => el.classList.toggle("explorable-wide", room >= WIDE);
  // An observer brings the sizes: to ask for them would cost a layout for each figure.
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (!contentRect.width) continue; // folded away
      if (target === el) fit(contentRect.width);
      else el.classList.toggle("explorable-low", contentRect.height < innerHeight * LOW);
    }
  });

  function remove() {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(saveTimer);
    clearTimeout(sayTimer);
    for (const name of traits) model.off(`change:${name}`, heard);
    for (const part of parts.removes) part();
  }

  return {
    words,
    set,
    glide,
    block,
    phases,
    fold,
    slider,
    player,
    stepper,
    toggle,
    choice,
    button,
    readouts,
    handle,
    chart: addChart,
    ghost: (...marks) => ghost.keep(marks),
    onDraw,
    built,
    view,
    redraw: changed,
    removes: parts.removes
  };
}
