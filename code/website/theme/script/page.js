// What a page does beyond its explorables: switch the theme, copy code, let the keyboard reach
// whatever scrolls sideways, and lay itself out in small steps.

const WORDS = {
  en: {
    theme: { light: "Dark", dark: "Light" },
    switchTo: "Switch to the {theme} theme",
    copy: "Copy",
    copied: "Copied",
    scrolls: "Scrolls sideways",
    code: { false: "Show code", true: "Hide code" }
  }
};
const words = globalThis.coursePage.wordsOf(WORDS);

const root = document.documentElement;
const themeButton = document.querySelector("button.theme");

function nameTheme() {
  const other = words.theme[root.dataset.theme];
  themeButton.querySelector("span").textContent = other;
  themeButton.setAttribute("aria-label", words.switchTo.replace("{theme}", other.toLowerCase()));
}

themeButton.addEventListener("click", () => {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {} // forbidden or full: the choice lasts for this page
  nameTheme();
});
nameTheme();
themeButton.hidden = false;

// The code of a cell stands behind a small button at its edge; one switch opens all of a page, and
// is remembered for the next. theme.js has read what is remembered.
const codeSwitch = document.querySelector("button.code");
function showCode(shown) {
  root.toggleAttribute("data-code", shown);
  for (const code of document.querySelectorAll(".above-input")) code.open = shown;
  codeSwitch.querySelector("span").textContent = words.code[shown];
  codeSwitch.setAttribute("aria-label", words.code[shown]); // a phone shows the icon alone
}
if (codeSwitch) {
  showCode(root.hasAttribute("data-code"));
  codeSwitch.hidden = false;
  codeSwitch.addEventListener("click", () => {
    showCode(!root.hasAttribute("data-code"));
    try {
      localStorage.setItem("code", root.hasAttribute("data-code") ? "shown" : "folded");
    } catch {} // forbidden or full: the choice lasts for this page
  });
}

// A region that scrolls sideways takes part in the tab order while it is wider than its place.
// Until it is laid out, it counts as one: what waits is never out of the keyboard's reach.
const STOP = { tabindex: 0, role: "group", "aria-label": words.scrolls };
function letReach(region, scrolls) {
  for (const [name, value] of Object.entries(STOP)) {
    if (scrolls) region.setAttribute(name, value);
    else region.removeAttribute(name);
  }
}
const observer = new ResizeObserver((entries) => {
  // all are read before one is written: reads between writes would force a layout each (thrashing)
  const measured = entries.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
  for (const [region, scrolls] of measured) letReach(region, scrolls);
});
for (const region of document.querySelectorAll("pre, .formula, .table")) {
  letReach(region, true);
  observer.observe(region);
}

// The name of the open page is in view, however long the list above it. A phone shows the list when
// it is asked for.
const contents = document.getElementById("contents");
function showOpenPage() {
  const place = contents.querySelector("a.current")?.getBoundingClientRect();
  if (place?.bottom > innerHeight) contents.scrollTop += place.top - innerHeight / 3;
}
requestAnimationFrame(showOpenPage);
contents.addEventListener("toggle", showOpenPage);

// An address may lead to what is folded away: its folds open. Or to a section that has left the
// page: then on to where its text stands now.
function followAddress() {
  const place = document.getElementById(location.hash.slice(1)); // ids of pages are ASCII
  if (place?.matches(".moved")) {
    location.replace(place.querySelector("a").href);
    return;
  }
  let opened = false;
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) place.scrollIntoView();
}
followAddress();
addEventListener("hashchange", followAddress);

// Lazy layout: the stylesheet lets the blocks of all sections but the first wait
// (content-visibility). They are laid out here, for a part of each frame, so that a long task does
// not block the event loop and the page stays responsive.
const BUDGET = 4; // ms of a frame
function layOut(blocks) {
  const end = performance.now() + BUDGET;
  while (blocks.length && performance.now() < end) {
    const block = blocks.pop();
    block.classList.add("laid-out");
    block.getBoundingClientRect(); // lays it out now, and not all of them after the last
  }
  if (blocks.length) requestAnimationFrame(() => layOut(blocks));
}
const later = document.querySelectorAll(
  ":is(section[id] ~ section[id], section[id] ~ section[id] section) > :not(section, :empty)"
);
requestAnimationFrame(() => layOut([...later].reverse()));

for (const pre of document.querySelectorAll(".cell_input pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
    }, 1500);
  });
  pre.parentElement.append(button);
}
