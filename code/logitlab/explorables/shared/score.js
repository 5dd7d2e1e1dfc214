// The handle of a figure with one score: it stands where the score is, in hundredths.
export const scoreHandle = (s, figure, limits) =>
  s.handle(figure, "score", {
    ...limits,
    className: "score",
    label: s.words.handle,
    onDrag: ({ x }) => x,
    write: (score) => ({ score: Math.round(100 * score) / 100 || 0 }), // 0 has no sign
    taps: [figure]
  });
