// A figure that asks first and answers then. Its trait `answer` is "open" until the reader has
// "checked" a guess, and "shown" where the answer is there without one. Some states can only come
// after the answer, such as one that a link sets: `beyond` says whether this is one.
export function asking(model, beyond) {
  const revealed = () => model.get("answer") !== "open" || beyond();
  const guessed = () => model.get("answer") === "checked";
  // What the moves of each phase may set. One after the answer keeps it there, wherever it leads.
  const before = (values) => (revealed() ? {} : values);
  const after = (values) =>
    revealed() ? { ...values, answer: guessed() ? "checked" : "shown" } : {};
  return { revealed, guessed, before, after };
}
