// The index of the search is the largest file of the site: the page lazy-loads it when it has a
// question. Sphinx's own scripts do the rest.

// They would leave the words in the reader's storage, for pages to mark, which ours do not do.
// biome-ignore lint/correctness/noUnusedVariables: Sphinx's searchtools.js reads it
const SPHINX_HIGHLIGHT_ENABLED = false;

const question = new URLSearchParams(location.search).get("q");
const plain = (text) => text.trim().toLowerCase().replaceAll("-", " ");

// What Sphinx's script asks for: how much the kinds of places count that a word was found in, and
// a last word on each result. The chapter about a word comes first, then its entry in the glossary,
// then other chapters; solved assignments come last.
globalThis.Scorer = {
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {},
  objPrioDefault: 0,
  score(result) {
    const [page, title, anchor, , score] = result;
    if (page.endsWith("/glossary") && anchor)
      result[1] += `: ${plain(anchor.replace("#term-", ""))}`;
    if (page.includes("/source/")) return score - 20;
    if (!/^chapters\/\d/.test(page)) return score;
    return score + (plain(title).includes(plain(question)) && !anchor ? 200 : 20);
  }
};

const { index } = document.currentScript.dataset;
const loadIndex = () =>
  document.head.append(Object.assign(document.createElement("script"), { src: index }));
if (question) addEventListener("DOMContentLoaded", loadIndex);
