// "How sure?": beside an answer, a slider for the probability that it is right. It is off until the
// reader turns it on. What is said before an answer is checked for the first time is kept in the
// log of progress.js, and scored by the surprise. The review (review.js) uses the same slider.

(() => {
  const WORDS = {
    en: {
      ask: "How sure are you?",
      unsaid: "not said",
      said: (percent) => `${percent}%`,
      before: (percent, yes, no) => `${percent}%: surprise ${yes} nats if right, ${no} if wrong`,
      right: (percent, nats) =>
        `You said ${percent}%, and you were right: ${nats} nats of surprise.`,
      wrong: (percent, nats) =>
        `You said ${percent}%, and you were wrong: ${nats} nats of surprise.`
    }
  };
  const { add, wordsOf } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const progress = globalThis.courseProgress;
  const TOP = 99; // nobody is asked to be certain: one error would cost more than all else
  const nats = (percent) => (-Math.log(percent / 100)).toFixed(2);
  const isOn = () => progress.load().sure[1];
  const turn = (on) =>
    progress.change((data) => {
      data.sure = [Date.now(), on];
    });

  // How often a guess without a thought is right, in percent, at least 1: there the slider begins.
  function chanceOf(kind, n) {
    const ways = { choice: n, several: 2 ** n - 2, order: [1, 1, 2, 6, 24][n] ?? 120 }[kind] ?? 100;
    return Math.min(50, Math.max(1, Math.round(100 / ways)));
  }

  // The slider, before `next`. Until it is moved, nothing is said. `settle` ends it, and gives what
  // was said, in percent, or 0.
  function slider(next, chance) {
    const node = document.createElement("div");
    node.className = "sure";
    next.before(node);
    const label = add(node, "label", "", `${words.ask} `);
    const input = add(label, "input");
    Object.assign(input, { type: "range", min: chance, max: TOP, step: 1, value: chance });
    const output = add(label, "output", "", words.unsaid);
    const hint = add(node, "p", "sure-hint");
    input.setAttribute("aria-valuetext", words.unsaid);
    let said = 0;
    function say() {
      said = Number(input.value);
      output.textContent = words.said(said);
      const text = words.before(said, nats(said), nats(100 - said));
      hint.textContent = text.slice(text.indexOf(":") + 2);
      input.setAttribute("aria-valuetext", text);
    }
    for (const event of ["input", "pointerup", "keydown"]) {
      input.addEventListener(event, ({ type, key }) => {
        if (type !== "keydown" || key === "Enter" || key === " ") say(); // to say chance itself
      });
    }
    function settle(isRight) {
      label.hidden = true;
      const scored = isRight ? nats(said) : nats(100 - said);
      hint.textContent = said ? words[isRight ? "right" : "wrong"](said, scored) : "";
      return said;
    }
    return { node, settle };
  }

  // ---- the places that ask: each question of a quiz, each prediction
  const places = new Map(); // "chapter/id": { place, chapter, id, check, chance, asked }

  function isAnswered({ quizzes, log }, { chapter, id }) {
    const kept = quizzes[chapter]?.answers[id]?.[1];
    const isLogged = log.some(([, , one, question]) => one === chapter && question === id);
    return kept?.checked || kept?.committed || isLogged;
  }

  function sync() {
    const data = progress.load();
    const on = data.sure[1];
    for (const place of places.values()) {
      if (on && !place.slider && !place.done && !isAnswered(data, place)) {
        place.slider = slider(place.check, place.chance);
      }
      if (place.slider) place.slider.node.hidden = !on;
    }
  }

  function know(place, chapter, id, group) {
    const check = group.querySelector(".quiz-check, .predict-check");
    const count = (what) => group.querySelectorAll(what).length;
    const [radios, boxes, items] = ["[type=radio]", "[type=checkbox]", "ol > li"].map(count);
    const kind = (radios && "choice") || (boxes && "several") || (items && "order");
    const chance = chanceOf(kind, radios || boxes || items);
    places.set(`${chapter}/${id}`, { place, chapter, id, check, chance });
  }

  document.addEventListener("quiz-start", ({ target, detail: { chapter } }) => {
    for (const group of target.querySelectorAll("[data-question]")) {
      know("quiz", chapter, group.dataset.question, group);
    }
    if (target === document) {
      for (const box of target.querySelectorAll("[data-predict]")) {
        know("prediction", chapter, box.id, box.querySelector("form"));
      }
    }
    sync();
  });

  document.addEventListener("quiz-answers", ({ detail: { chapter, answers, right } }) => {
    for (const [id, answer] of Object.entries(answers)) {
      const place = places.get(`${chapter}/${id}`);
      if (!place || !(answer?.checked || answer?.committed) || place.done) continue;
      place.done = true;
      if (!place.slider || place.slider.node.hidden) continue;
      const isRight = right.includes(id);
      const said = place.slider.settle(isRight);
      if (said) note(place.place, chapter, id, isRight, said);
    }
  });

  function note(place, chapter, id, isRight, said) {
    progress.change(({ log }) => {
      log.push([Date.now(), place, chapter, id, Number(isRight), said]);
    });
  }

  document.addEventListener("progress", sync);
  globalThis.courseSure = { isOn, turn, slider, chanceOf, note };
})();
