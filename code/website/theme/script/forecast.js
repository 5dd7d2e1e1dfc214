// The reader as a forecaster: the diagram of their own probabilities, drawn from the log of
// progress.js on the start page, on the page Review, and in chapter 8 below the dial that it is an
// example of. sure.js asks; the build puts the mathematics (questions/shared/honesty.js) in front.

(() => {
  const LEAST = 20; // answers; below that nothing is drawn
  const WORDS = {
    en: {
      title: "How sure are you?",
      offer:
        "If you like, quizzes, predictions and reviews ask how sure you are of an answer. After " +
        "20 answers you see here whether your probabilities come true.",
      on: "Ask me how sure I am",
      off: "Stop asking",
      asks: "Beside each answer you are asked how sure you are. ",
      few: (n) =>
        n === 1
          ? `A diagram needs ${LEAST} answers; so far there is 1.`
          : `A diagram needs ${LEAST} answers; so far there are ${n}.`,
      share: (n, said, right) =>
        `In ${n} answers you said ${said}% on average, and ${right}% were right.`,
      mean: (mine, steady, right) =>
        `Your mean surprise is ${mine} nats. A forecaster who always says ${right}% has ` +
        `${steady}; the lower is the better.`,
      sure: (t) => `You are too sure: T = ${t}.`,
      modest: (t) => `You are too modest: T = ${t}.`,
      honest: (t) => `T = ${t}, which does not show that you are too sure, or too modest.`,
      temperature: (low, high) =>
        " Your log-odds divided by T would be honest; 1 leaves them as they are. The 95% " +
        `interval of T reaches from ${low} to ${high}.`,
      nothing:
        "What you said has not told right answers from wrong ones, so no temperature makes it " +
        "honest.",
      tied: "You always said 50%, so there is no temperature to find.",
      unlimited: "no limit",
      axis: ["said", "right"],
      picture: "Your reliability diagram.",
      bin: (from, to, n, right, low, high) =>
        `Said ${from} to ${to}%: ${n} answers, ${right}% right, interval ${low} to ${high}%.`,
      caption:
        "Each dot holds the answers for which you said about the same; the number above its bar " +
        "counts them, and the bar is a 95% interval. On the diagonal, what you said came true.",
      limits: "What this can and cannot show",
      can:
        "It shows whether your words “80%” come true about 80 times in 100, for questions like " +
        "these. It cannot judge a single answer, and a bin with few answers says little, as its " +
        "long bar shows. The answers are no random sample: you chose when to learn, and a " +
        "question that comes back is easier. The temperature is one number for all of you, and " +
        "says nothing about other subjects. Nobody else sees any of this.",
      example:
        "Your own answers make such a diagram, too: this is how sure you were, and how often you " +
        "were right."
    }
  };
  const { add, button, svg, wordsOf } = globalThis.coursePage;
  const words = wordsOf(WORDS);
  const progress = globalThis.courseProgress;
  const { verdictOn } = logitlab.honesty;
  const percent = (share) => String(Math.round(100 * share));
  const short = (t) => (t > 99 ? words.unlimited : t.toFixed(t < 2 ? 2 : 1));

  const forecasts = (log) =>
    log
      .filter((entry) => entry[5] > 0)
      .map(([, , , , right, said]) => ({ said: said / 100, right }));

  // ---- the picture: what was said across, what came true up
  const SIZE = 230;
  const LEFT = 44;
  const HEIGHT = 300;
  const x = (share) => LEFT + SIZE * share;
  const y = (share) => 30 + SIZE * (1 - share);

  function drawDiagram(parent, bins) {
    const told = bins.map(({ from, to, n, share, interval }) =>
      words.bin(...[from, to].map(percent), n, ...[share, ...interval].map(percent))
    );
    const picture = svg(parent, "svg", {
      viewBox: `0 0 ${LEFT + SIZE + 24} ${HEIGHT}`,
      class: "forecast-diagram",
      role: "img",
      "aria-label": [words.picture, ...told].join(" ")
    });
    for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
      svg(picture, "path", {
        class: "grid",
        d: `M${x(0)} ${y(tick)}H${x(1)}M${x(tick)} ${y(0)}V${y(1)}`
      });
      const [label, below] = [`${100 * tick}%`, y(0) + 16];
      svg(picture, "text", { x: x(0) - 6, y: y(tick) + 4, "text-anchor": "end" }, label);
      svg(picture, "text", { x: x(tick), y: below, "text-anchor": "middle" }, label);
    }
    svg(picture, "path", { class: "honest", d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}` });
    const [across, up] = words.axis;
    svg(picture, "text", { x: x(0.5), y: y(0) + 34, "text-anchor": "middle" }, across);
    svg(picture, "text", { x: x(0), y: 12, "text-anchor": "middle" }, up);
    for (const { n, said, share, interval } of bins) {
      const [low, high] = interval;
      const bar = `M${x(said)} ${y(low)}V${y(high)}m-4 0h8M${x(said) - 4} ${y(low)}h8`;
      svg(picture, "path", { class: "interval", d: bar });
      const r = Math.min(9, 3 + Math.sqrt(n) / 2);
      svg(picture, "circle", { cx: x(said), cy: y(share), r });
      svg(
        picture,
        "text",
        { x: x(said), y: y(high) - 5, "text-anchor": "middle", class: "count" },
        n
      );
    }
  }

  function temperatureText(found) {
    if (!found) return words.tied;
    const { best, interval } = found;
    if (best > 99) return words.nothing;
    const [low, high] = interval;
    const verdict = (low > 1 && words.sure) || (high < 1 && words.modest) || words.honest;
    return verdict(short(best)) + words.temperature(short(low), short(high));
  }

  function tell(parent, verdict) {
    const { n, share, mean, steady, bins, temperature } = verdict;
    const said = bins.reduce((sum, bin) => sum + bin.n * bin.said, 0) / n;
    const nats = (value) => value.toFixed(2);
    const figure = add(parent, "div", "forecast-view");
    drawDiagram(figure, bins);
    const text = add(figure, "div");
    add(text, "p", "", words.share(n, percent(said), percent(share)));
    add(text, "p", "", words.mean(nats(mean), nats(steady), percent(share)));
    add(text, "p", "forecast-temperature", temperatureText(temperature));
    add(text, "p", "forecast-caption", words.caption);
  }

  function addLimits(parent) {
    const fold = add(parent, "details");
    add(fold, "summary", "", words.limits);
    add(fold, "p", "", words.can);
  }

  // ---- the block of the start page and of the page Review
  function fill(block, { log, sure }, known) {
    const hadFocus = block.contains(document.activeElement);
    const wasOpen = block.querySelector("details")?.open;
    block.replaceChildren();
    const on = sure[1];
    const given = forecasts(log);
    block.hidden = !on && !given.length && !known;
    if (block.hidden) return;
    if (block.matches("section")) add(block, "h2", "", words.title).id = "how-sure";
    if (given.length >= LEAST) {
      tell(block, verdictOn(given));
      addLimits(block);
      block.querySelector("details").open = Boolean(wasOpen);
    } else {
      const few = given.length || on ? words.few(given.length) : "";
      add(block, "p", "", on ? words.asks + few : `${words.offer} ${few}`);
    }
    const flip = button(block, "explorable-button forecast-switch", on ? words.off : words.on, () =>
      globalThis.courseSure.turn(!on)
    );
    if (hadFocus) flip.focus({ preventScroll: true });
  }

  // The offer comes once the first chapter is done.
  function hasBegun({ pages, quizzes }) {
    const first = Object.keys(pages).sort()[0];
    const { of = 0, read = [] } = pages[first] ?? {};
    return Object.values(quizzes).some(({ passed }) => passed) || (of > 0 && read.length >= of);
  }

  // ---- the example of chapter 8: nothing stands there until there is something to draw
  let example = null;
  function fillExample(dial, { log }) {
    const given = forecasts(log);
    if (given.length < LEAST) {
      example?.remove();
      example = null;
      return;
    }
    if (!example) {
      example = document.createElement("div");
      example.className = "forecaster forecast-example";
      dial.after(example);
    }
    example.replaceChildren();
    add(example, "p", "", words.example);
    tell(example, verdictOn(given));
  }

  const block = document.querySelector(".forecaster");
  const dial = document.querySelector("[data-explorable='reliability-dial']");
  function draw(data) {
    if (block) fill(block, data, block.dataset.always !== undefined || hasBegun(data));
    if (dial) fillExample(dial, data);
  }
  document.addEventListener("progress", ({ detail }) => draw(detail));
  draw(progress.load());
})();
