// A chart: axes that fit the width they are given, curves and dots, and handles that can be
// dragged by finger, mouse and keyboard. Positions are always in data units.
import { clamp } from "./maths.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { top: 14, right: 14, bottom: 44, left: 50 };
const PIXELS_PER_TICK = { x: 64, y: 32 };
const WIDER = 4.5; // px that a sign is wider than a letter
const STILL = 6; // px that a finger may slip on the spot that it taps
// What the keys do to a handle: move it back or on along an axis, or to its lower or upper limit.
const DIRECTIONS = {
  ArrowLeft: [-1, "x"],
  ArrowRight: [1, "x"],
  ArrowDown: [-1, "y"],
  ArrowUp: [1, "y"],
  PageDown: [-1, "y"],
  PageUp: [1, "y"]
};
const ENDS = { Home: -1, End: 1 };

export function svg(parent, tag, attributes = {}) {
  const node = document.createElementNS(SVG, tag);
  setAttributes(node, attributes);
  parent.append(node);
  return node;
}

// An attribute that is set to what it was still costs a layout (a forced reflow), so it is left
// alone.
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
}

// The px of a text's letters, on the safe side: measuring it would cost a layout.
export function widthOf(node, content) {
  const signs = content.match(/[−%∞]/g)?.length ?? 0;
  return content.length * (node.classList.contains("strong") ? 9.5 : 7.2) + signs * WIDER;
}

// Which number a text of a chart shows, by its name; none where it shows no number now.
export function setNumber({ node }, name) {
  if (name) node.dataset.number = name;
  else delete node.dataset.number;
}

// A number as assistive technology shall hear of it: without the noise of binary rounding.
const clean = (value) => Number(value.toFixed(9));

// The steps 1, 2 or 5 times a power of ten that give about `count` ticks between low and high.
export function ticks(low, high, count) {
  const raw = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function tickText(value, step) {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(digits).replace("-", "−");
}

// Squares [x, y, 0 to 1] in a drawing of its own units, darker the larger the third number, and
// smaller with an inset; one path for each shade.
export function shades(parent, className, levels = 5) {
  const paths = Array.from({ length: levels }, (_, level) =>
    svg(parent, "path", { class: className, "fill-opacity": (level + 1) / levels })
  );
  return (squares, inset = 0) => {
    const marks = paths.map(() => "");
    const side = 1 - 2 * inset;
    for (const [x, y, size] of squares) {
      const mark = `M${x + inset} ${y + inset}h${side}v${side}h${-side}z`;
      if (size > 0) marks[Math.ceil(size * levels - 1e-9) - 1] += mark;
    }
    paths.forEach((path, level) => {
      setAttributes(path, { d: marks[level] });
    });
  };
}

// options: x and y [low, high]; width in px, until its place has another; height in px, less where
// the chart is narrow, `ratio` times its width at most; xLabel, yLabel; label, which a screen
// reader says; rows [[y, name], ...] to have names instead of numbers on the y axis, or [] for
// none; xTicks false to have none on the x axis; margin, another room for ticks and labels.
export function chart(parent, options) {
  const margin = { ...MARGIN, ...options.margin };
  const root = svg(parent, "svg", { class: "chart", role: "group", "aria-label": options.label });
  const axes = svg(root, "g", { "aria-hidden": "true" });
  const clipId = `clip-${Math.random().toString(36).slice(2)}`;
  const clip = svg(svg(svg(root, "defs"), "clipPath", { id: clipId }), "rect");
  const plot = svg(root, "g", { "clip-path": `url(#${clipId})`, "aria-hidden": "true" });
  const front = svg(root, "g");
  const { x, y, xLabel, yLabel } = options;
  const view = { x, y, xLabel, yLabel, height: 0, width: 0, axes: 0 };
  const onLayout = [];
  const handles = []; // { node, distance(event), take(event) }

  const innerWidth = () => view.width - margin.left - margin.right;
  const innerHeight = () => view.height - margin.top - margin.bottom;
  const X = (x) => margin.left + ((x - view.x[0]) / (view.x[1] - view.x[0])) * innerWidth();
  const Y = (y) => margin.top + ((view.y[1] - y) / (view.y[1] - view.y[0])) * innerHeight();

  function drawAxes() {
    view.axes += 1;
    axes.replaceChildren();
    const bottom = margin.top + innerHeight();
    const xCount = Math.floor(innerWidth() / PIXELS_PER_TICK.x);
    const xs = options.xTicks === false ? [] : ticks(...view.x, xCount);
    const names = options.rows && new Map(options.rows);
    const ys = names
      ? [...names.keys()]
      : ticks(...view.y, Math.floor(innerHeight() / PIXELS_PER_TICK.y));
    for (const x of xs) {
      svg(axes, "line", { class: "grid", x1: X(x), x2: X(x), y1: margin.top, y2: bottom });
      const text = svg(axes, "text", { x: X(x), y: bottom + 17, "text-anchor": "middle" });
      text.textContent = tickText(x, xs[1] - xs[0]);
    }
    for (const y of ys) {
      const right = margin.left + innerWidth();
      svg(axes, "line", { class: "grid", x1: margin.left, x2: right, y1: Y(y), y2: Y(y) });
      const place = { x: margin.left - 7, y: Y(y) + 4, "text-anchor": "end" };
      svg(axes, "text", place).textContent = names?.get(y) ?? tickText(y, ys[1] - ys[0]);
    }
    const middle = margin.left + innerWidth() / 2;
    const xPlace = { class: "axis-label", x: middle, y: view.height - 6, "text-anchor": "middle" };
    svg(axes, "text", xPlace).textContent = view.xLabel;
    const yMiddle = margin.top + innerHeight() / 2;
    const yPlace = {
      class: "axis-label",
      transform: `translate(12 ${yMiddle}) rotate(-90)`,
      "text-anchor": "middle"
    };
    svg(axes, "text", yPlace).textContent = view.yLabel;
  }

  function layout(width) {
    view.width = Math.max(width, 240);
    view.height = Math.min(options.height, Math.round((options.ratio ?? 0.72) * view.width));
    setAttributes(root, { viewBox: `0 0 ${view.width} ${view.height}`, height: view.height });
    const inner = { width: innerWidth(), height: innerHeight() };
    setAttributes(clip, { x: margin.left, y: margin.top, ...inner });
    drawAxes();
    for (const redraw of onLayout) redraw();
  }

  // Where a pointer event is, in the units of the drawing. The matrix knows of a drawing that was
  // scaled down because its place is narrower than the chart can be.
  function pixels(event) {
    const pointer = new DOMPoint(event.clientX, event.clientY);
    return pointer.matrixTransform(root.getScreenCTM().inverse());
  }

  // Where it is in data units; `grip` is how far beside the middle of a handle it took hold.
  function locate(event, grip = { x: 0, y: 0 }) {
    const { x, y } = pixels(event);
    return {
      x: view.x[0] + ((x - grip.x - margin.left) / innerWidth()) * (view.x[1] - view.x[0]),
      y: view.y[1] - ((y - grip.y - margin.top) / innerHeight()) * (view.y[1] - view.y[0])
    };
  }

  // One path of a class: draw(...given) writes it, by its shape. echo() is for ghost.js.
  function mark(className, shape) {
    const node = svg(plot, "path", { class: className });
    let drawn = null;
    const draw = (...given) => {
      drawn = given;
      setAttributes(node, { d: shape(...given) });
    };
    return { node, draw, echo: () => echo(node, shape, () => drawn) };
  }

  // A second picture of a mark, which may show what the mark was: put(past) draws what now() gave
  // then, on the axes of today, and nothing where these measure something else by now. It stands
  // behind the mark; a bar would cover it, so there it stands in front, as an outline.
  function echo(node, shape, drawn) {
    const behind = svg(plot, "g", { class: "ghost" });
    const copy = svg(behind, "path", { class: node.getAttribute("class"), d: "" });
    copy.classList.remove("thick");
    if (node.parentNode === plot) node[copy.matches(".bars") ? "after" : "before"](behind);
    const measured = () => [view.xLabel, view.yLabel].join();
    let put = {};
    return {
      now: () => drawn() && { given: drawn(), measured: measured() },
      put(past) {
        if (put.past === past && put.axes === view.axes) return;
        put = { past, axes: view.axes };
        setAttributes(copy, { d: past?.measured === measured() ? shape(...past.given) : "" });
      }
    };
  }

  // A curve, line or polygon through points [[x, y], ...]; draw(points) moves it.
  function path(className) {
    return mark(className, (points, closed = false) => {
      const steps = points.map(([x, y]) => `${X(x).toFixed(2)} ${Y(y).toFixed(2)}`);
      return points.length ? `M${steps.join("L")}${closed ? "Z" : ""}` : "";
    });
  }

  // Many dots as one path: a line of no length with a round end is a dot, and draws fast.
  // The same list of points on the same axes is not drawn twice. Another mark than a dot is the
  // rest of a path, from the point on.
  function dots(className, rest = "h0") {
    const made = mark(`dots ${className}`.trim(), (points) => {
      const steps = points.map(([x, y]) => `M${X(x).toFixed(1)} ${Y(y).toFixed(1)}${rest}`);
      return steps.join("");
    });
    let drawn = {};
    const draw = (points) => {
      if (drawn.points === points && drawn.axes === view.axes) return;
      drawn = { points, axes: view.axes };
      made.draw(points);
    };
    return { ...made, draw };
  }

  // Discs [[x, y, radius in px], ...], all in one path.
  function discs(className) {
    return mark(className, (list) => {
      const steps = list.map(([x, y, r]) => {
        const [size, turn] = [r.toFixed(1), (2 * r).toFixed(1)];
        const arc = `a${size} ${size} 0 1 0`;
        return `M${(X(x) - r).toFixed(1)} ${Y(y).toFixed(1)}${arc} ${turn} 0${arc} -${turn} 0`;
      });
      return steps.join("");
    });
  }

  // Many straight lines [x from, y from, x to, y to] as one path: bars, if the stroke is thick.
  function segments(className) {
    return mark(className, (lines) => {
      const steps = lines.map(([x1, y1, x2, y2]) => {
        const place = (x, y) => `${X(x).toFixed(2)} ${Y(y).toFixed(2)}`;
        return `M${place(x1, y1)}L${place(x2, y2)}`;
      });
      return steps.join("");
    });
  }

  // Bars between corners [[x0, y0, x1, y1], ...], all in one path.
  function bars(className) {
    return mark(`bars ${className}`, (corners) => {
      const steps = corners.map(([x0, y0, x1, y1]) => {
        const [left, right] = [X(x0).toFixed(2), X(x1).toFixed(2)];
        return `M${left} ${Y(y0).toFixed(2)}H${right}V${Y(y1).toFixed(2)}H${left}Z`;
      });
      return steps.join("");
    });
  }

  // Upright arrows [[x, from, to], ...] as one path; their heads shrink where there is no room.
  function arrows(className) {
    return mark(className, (list) => {
      const steps = list.map(([x, from, to]) => {
        const [px, start, tip] = [X(x), Y(from), Y(to)];
        const head = Math.sign(start - tip) * Math.min(7, Math.abs(start - tip));
        const [left, right] = [-0.6, 0.6].map(
          (side) => `${(px + side * head).toFixed(1)} ${(tip + head).toFixed(1)}`
        );
        const point = `${px.toFixed(1)} ${tip.toFixed(1)}`;
        return `M${px.toFixed(1)} ${start.toFixed(1)}L${point}M${left}L${point}L${right}`;
      });
      return steps.join("");
    });
  }

  // A label at a point, moved sideways where it would leave the chart.
  function text(className) {
    const node = svg(plot, "text", { class: className });
    const draw = (x, y, content, { dx = 0, dy = 0, anchor = "start" } = {}) => {
      const width = widthOf(node, content);
      const before = { start: 0, middle: width / 2, end: width }[anchor];
      const left = margin.left + before;
      const right = margin.left + innerWidth() - (width - before);
      if (node.textContent !== content) node.textContent = content;
      const place = { x: clamp(X(x) + dx, left, Math.max(left, right)), y: Y(y) + dy };
      setAttributes(node, { ...place, "text-anchor": anchor });
    };
    return { node, draw };
  }

  // A knob to drag. onDrag gets the pointer in data units; onStep gets (direction, size, axis): -1
  // or 1 for the arrow keys, size 10 with Page Up, Page Down or Shift, and "x" or "y" for the axis
  // along which the key points; onEnd gets -1 (Home) or 1 (End). A letter stands inside the knob.
  function handle({ className, label, letter = "", square = false, onDrag, onStep, onEnd }) {
    const attributes = { class: `handle ${className}`, role: "slider", tabindex: "0" };
    const node = svg(front, "g", { ...attributes, "aria-label": label });
    svg(node, "circle", { class: "handle-target", r: 22 });
    const knob = { class: "handle-knob" };
    if (square) svg(node, "rect", { ...knob, x: -8, y: -8, width: 16, height: 16, rx: 2 });
    else svg(node, "circle", { ...knob, r: letter ? 10 : 9 });
    if (letter) svg(node, "text", { "text-anchor": "middle", y: 4.5 }).textContent = letter;
    let middle = { x: 0, y: 0 };
    let grip = middle;
    const offset = (event) => {
      const { x, y } = pixels(event);
      return { x: x - middle.x, y: y - middle.y };
    };
    const distance = (event) => Math.hypot(offset(event).x, offset(event).y);
    const take = (event) => {
      grip = offset(event);
      node.focus({ preventScroll: true });
      node.setPointerCapture(event.pointerId);
      node.classList.add("dragged");
    };
    const own = { node, distance, take };
    handles.push(own);
    // Where two overlap, the nearer one is taken, not the one that is drawn above.
    node.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      handles
        .filter((one) => one.node.checkVisibility({ visibilityProperty: true }))
        .reduce((near, one) => (one.distance(event) < near.distance(event) ? one : near), own)
        .take(event);
    });
    // Without this the page scrolls away below the finger: Chromium does not heed the stylesheet's
    // touch-action inside an SVG.
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    node.addEventListener("pointermove", (event) => {
      if (node.hasPointerCapture(event.pointerId)) onDrag(locate(event, grip));
    });
    const release = () => node.classList.remove("dragged");
    node.addEventListener("pointerup", release);
    node.addEventListener("pointercancel", release);
    node.addEventListener("keydown", (event) => {
      const [direction, axis] = DIRECTIONS[event.key] ?? [];
      const end = ENDS[event.key];
      if (!direction && !end) return;
      event.preventDefault();
      if (end) onEnd(end);
      else onStep(direction, event.shiftKey || event.key.startsWith("Page") ? 10 : 1, axis);
    });
    const within = (x, y) => [
      clamp(X(x), margin.left, margin.left + innerWidth()),
      clamp(Y(y), margin.top, margin.top + innerHeight())
    ];
    const outline = (...place) => {
      const [px, py] = within(...place).map(Math.round);
      const round = `M${px - 8} ${py}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0`;
      return square ? `M${px - 7} ${py - 7}h14v14h-14z` : round;
    };
    let drawn = null;
    const draw = (x, y, { low, high, value, spoken }) => {
      drawn = [x, y];
      const [px, py] = within(x, y);
      middle = { x: px, y: py };
      setAttributes(node, {
        transform: `translate(${px.toFixed(2)} ${py.toFixed(2)})`,
        "aria-valuemin": clean(low),
        "aria-valuemax": clean(high),
        "aria-valuenow": clean(value),
        "aria-valuetext": spoken
      });
    };
    const look = document.createElementNS(SVG, "path");
    setAttributes(look, { class: className });
    return { node, draw, echo: () => echo(look, outline, () => drawn) };
  }

  // Another y axis: the caller draws its curves anew afterwards.
  function setY(limits, label = view.yLabel) {
    if (view.y[0] === limits[0] && view.y[1] === limits[1] && view.yLabel === label) return;
    Object.assign(view, { y: limits, yLabel: label });
    drawAxes();
  }

  // Another x axis, in the same way.
  function setX(limits, label = view.xLabel) {
    if (view.x[0] === limits[0] && view.x[1] === limits[1] && view.xLabel === label) return;
    Object.assign(view, { x: limits, xLabel: label });
    drawAxes();
  }

  // A tap is a press and a release on the same spot of the background: what was dragged from
  // elsewhere and let go here is none, nor is a released handle.
  function onTap(tapped) {
    root.classList.add("tappable");
    let pressed = null;
    const press = (event) => {
      pressed = event.target.closest(".handle") ? null : event;
    };
    root.addEventListener("pointerdown", press, true); // before a handle keeps it for itself
    root.addEventListener("click", (event) => {
      const { clientX, clientY } = pressed ?? { clientX: Infinity, clientY: Infinity };
      pressed = null;
      if (Math.hypot(event.clientX - clientX, event.clientY - clientY) < STILL) {
        tapped(locate(event));
      }
    });
  }

  const observer = new ResizeObserver(() => {
    // no width: folded away, or taken off the page
    const width = parent.clientWidth;
    if (width && Math.abs(width - view.width) > 1) layout(width); // 1 px: a fraction was rounded
  });
  layout(options.width);
  observer.observe(parent);

  return {
    root,
    view,
    path,
    dots,
    discs,
    segments,
    bars,
    arrows,
    text,
    handle,
    setX,
    setY,
    locate,
    scale: () => [X(1) - X(0), Y(0) - Y(1)], // pixels for one unit of x, and of y
    setLabel: (label) => root.setAttribute("aria-label", label),
    onLayout: (redraw) => onLayout.push(redraw),
    onTap,
    remove: () => observer.disconnect()
  };
}
