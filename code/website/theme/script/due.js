// The box of the start page that leads to the page Review: how many questions come back today.
// The build puts the mathematics of the schedule in front.

(() => {
  const WORDS = {
    en: {
      none: "Five questions a day, from the chapters that you have read, keep them in mind.",
      due: (n) => (n === 1 ? "One question comes back today." : `${n} questions come back today.`),
      later: "Nothing comes back today.",
      kept: (n) => ` You have known ${n} for a week or more.`
    }
  };
  const words = globalThis.coursePage.wordsOf(WORDS);
  const { dayOf, statesAfter } = logitlab.schedule;
  const block = document.querySelector(".review-box");

  // There is something to come back to once half of a chapter is read, or a quiz is passed.
  const hasRead = ({ pages, quizzes }) =>
    Object.values(pages).some(({ of, read }) => of > 0 && read.length * 2 >= of) ||
    Object.values(quizzes).some(({ passed }) => passed);

  function draw(data) {
    const { log } = data;
    const now = Date.now();
    const zone = new Date().getTimezoneOffset();
    const states = [...statesAfter(log, now, zone).values()];
    const due = states.filter((one) => one.due <= dayOf(now, zone) && one.step < 5).length;
    const kept = states.filter(({ step }) => step >= 4).length;
    const text = due ? words.due(due) : words.later;
    const said = states.length ? text + (kept ? words.kept(kept) : "") : words.none;
    block.querySelector(".review-due").textContent = said;
    block.hidden = !(states.length || hasRead(data));
  }
  document.addEventListener("progress", ({ detail }) => draw(detail));
  draw(globalThis.courseProgress.load());
})();
