// Places for labels where no curve, knob or other label is. Boxes are [left, top, right, bottom],
// in px from the upper left corner of a plot.
import { widthOf } from "./chart.js";
import { clamp } from "./maths.js";

const RISE = 13; // px of a letter above the line that it stands on
const FALL = 4; // px below it
const KNOB = 10; // px, its radius
const DOT = 4;
const LINE = 15; // px between two labels, one above the other

// Whether a straight piece of a curve goes through a box.
function crosses([x0, y0], [x1, y1], [left, top, right, bottom]) {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [
    [x0, x1 - x0, left, right],
    [y0, y1 - y0, top, bottom]
  ]) {
    if (way === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [one, other] = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return from < to;
}

// What stands on a chart as it is drawn now: curve(points) and knob(x, y) take room, and so do
// dots(points), which a label covers only where it has no other place.
// put() draws a label at the first of its places [x, y, { dx, dy, anchor }] that is free, with so
// many px of room to each curve; where none is, at the first one, or, if it may, nowhere.
export function labels(figure) {
  const { view } = figure;
  const [across, up] = figure.scale();
  const [width, height] = [(view.x[1] - view.x[0]) * across, (view.y[1] - view.y[0]) * up];
  const pixels = ([x, y]) => [(x - view.x[0]) * across, (view.y[1] - y) * up];
  const curves = [];
  const boxes = [];
  const spots = [];

  function knob(...place) {
    const [x, y] = pixels(place);
    const [middle, level] = [clamp(x, 0, width), clamp(y, 0, height)];
    boxes.push([middle - KNOB, level - KNOB, middle + KNOB, level + KNOB]);
  }

  function dots(points) {
    for (const [x, y] of points.map(pixels)) spots.push([x - DOT, y - DOT, x + DOT, y + DOT]);
  }

  function boxOf(node, content, [x, y, { dx = 0, dy = 0, anchor = "start" }]) {
    const long = widthOf(node, content);
    const [px, py] = pixels([x, y]);
    const before = { start: 0, middle: long / 2, end: long }[anchor];
    const left = clamp(px + dx - before, 0, Math.max(width - long, 0));
    return [left, py + dy - RISE, left + long, py + dy + FALL];
  }

  const inside = ([, top, , bottom]) => top >= 0 && bottom <= height;

  function free(box, room, clear) {
    if (!inside(box)) return false;
    const [left, top, right, bottom] = box;
    const covers = ([l, t, r, b]) => l < right && left < r && t < bottom && top < b;
    if (boxes.some(covers) || (clear && spots.some(covers))) return false;
    const wide = [left - room, top - room, right + room, bottom + room];
    return !curves.some((points) => points.some((p, i) => i && crosses(points[i - 1], p, wide)));
  }

  function put(text, content, places, { room = 1, mayGo = false } = {}) {
    const find = (fits) => places.find((place) => fits(boxOf(text.node, content, place)));
    const found = find((box) => free(box, room, true)) ?? find((box) => free(box, room, false));
    const place = found ?? find(inside) ?? places[0];
    const shown = found || !mayGo ? content : "";
    text.draw(place[0], place[1], shown, place[2]);
    if (shown) boxes.push(boxOf(text.node, content, place));
  }

  return { curve: (points) => curves.push(points.map(pixels)), knob, dots, put };
}

// Heights in px, moved apart: each at least LINE above the next lower one, near where it was.
export function apart(heights) {
  const order = heights.map((_, k) => k).sort((a, b) => heights[a] - heights[b]);
  const clusters = [];
  for (const k of order) {
    let own = { members: [k], middle: heights[k] };
    while (clusters.length) {
      const below = clusters.at(-1);
      const [m, n] = [below.members.length, own.members.length];
      if (own.middle - below.middle >= (LINE * (m + n)) / 2) break;
      clusters.pop();
      const middle = (below.middle * m + own.middle * n) / (m + n);
      own = { members: [...below.members, ...own.members], middle };
    }
    clusters.push(own);
  }
  const places = [];
  for (const { members, middle } of clusters) {
    members.forEach((k, i) => {
      places[k] = middle + LINE * (i - (members.length - 1) / 2);
    });
  }
  return places;
}
