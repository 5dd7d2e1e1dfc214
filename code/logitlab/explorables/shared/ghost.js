// The last state stays behind as a ghost: a faint copy, without labels, of the marks that a figure
// names. It is there from the first change of a move until the next move, and not where the figure
// is as it began, or as it was when the move did: after Reset and Undo.

const LEFT = new WeakMap(); // by the model: a copy of a figure beside the page shows the same

const isSame = (one, other) =>
  Object.keys(one).every((name) => String(one[name]) === String(other[name]));

// Options: read() gives the state; a copy shows ghosts, and leaves none. begin() is to be called
// when a move begins, changed() after each change, draw() in each frame, and forget() when a move
// is taken back. keep(marks) names the marks of a chart, or handles.
export function ghosts(model, { read, copy }) {
  if (!(copy && LEFT.has(model))) LEFT.set(model, { first: read(), last: null });
  const left = LEFT.get(model);
  const echoes = [];
  let drawn = left.first; // the state that is drawn
  let next = null; // what is left behind if something changes now

  return {
    keep: (marks) => echoes.push(...marks.map(({ echo }) => echo())),
    begin() {
      next = { state: drawn, marks: echoes.map(({ now }) => now()) };
    },
    changed() {
      if (next && !copy) left.last = next;
      next = null;
    },
    forget() {
      next = null;
      left.last = null;
    },
    draw() {
      const { first, last } = left;
      drawn = read();
      const isThere = last && !isSame(drawn, first) && !isSame(drawn, last.state);
      echoes.forEach(({ put }, k) => {
        put(isThere ? last.marks[k] : null);
      });
    }
  };
}
