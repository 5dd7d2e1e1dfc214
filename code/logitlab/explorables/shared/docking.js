// A figure that is out of view, shown at the side, or at the foot of a phone, while a link acts on
// it: a live copy, which draws the same model.
import { element, wordsOf } from "./dom.js";

const WORDS = {
  "en": {
    "dock": "{title}, a live copy",
    "go": "Go to the figure",
    "close": "Close the copy"
  }
};

const SEEN = 0.6; // of a chart: less is out of view
const LEFT = "40% 0px"; // of the screen, above and below it: a link beyond was left behind

export const titleOf = (root) => root.querySelector(".explorable-title").textContent;

// Gives what shows the copy, until the figure is in view, the link is left behind, or the reader
// closes it.
export function copies() {
  const words = wordsOf(WORDS);
  let close = () => {};

  function inView(chart) {
    const { top, bottom, height } = chart.getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
    return seen > SEEN * Math.min(height, innerHeight);
  }

  function watch(target, check, options) {
    const observer = new IntersectionObserver(([entry]) => check(entry) && close(), options);
    observer.observe(target);
    return observer;
  }

  function show({ root, model, render }, link) {
    close();
    const chart = root.querySelector(".explorable-chart") ?? root;
    if (inView(chart)) return;
    const dock = document.createElement("div");
    dock.className = "dock";
    dock.popover = "manual"; // in the top layer, above the sections that follow
    dock.setAttribute("role", "group");
    dock.setAttribute("aria-label", words.dock.replace("{title}", titleOf(root)));
    const head = element(dock, "p", { class: "dock-head" });
    element(head, "span", {}, titleOf(root));
    element(head, "a", { href: `#${root.id}` }, words.go);
    const shut = element(head, "button", { type: "button", "aria-label": words.close }, "×");
    shut.addEventListener("click", () => {
      close();
      link.focus({ preventScroll: true });
    });
    const copy = element(dock, "div", { inert: "", "data-ready": "" });
    link.closest("section > *, article > *").after(dock); // next to the link for the keyboard
    dock.showPopover?.();
    const remove = render({ model, el: copy });
    document.documentElement.classList.add("docked");
    const steps = Array.from({ length: 21 }, (_, i) => i / 20);
    const observers = [
      watch(chart, () => inView(chart), { threshold: steps }),
      watch(link, ({ isIntersecting }) => !isIntersecting, { rootMargin: LEFT })
    ];
    close = async () => {
      close = () => {};
      for (const observer of observers) observer.disconnect();
      document.documentElement.classList.remove("docked");
      dock.remove();
      (await remove)?.();
    };
    link.scrollIntoView({ block: "nearest" }); // not below the copy, at the foot of a phone
  }

  addEventListener("keydown", ({ key }) => key === "Escape" && close());
  return show;
}
