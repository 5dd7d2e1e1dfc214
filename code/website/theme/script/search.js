// The search: sections and terms that have all words of a question, the most fitting first, while
// the reader types. What it looks through is loaded with the first letter.

{
  const WORDS = {
    en: {
      none: "Nothing has all of these words. Try fewer, or other ones.",
      one: "One place",
      many: "{n} places",
      first: "{n} places; these are the {most} that fit best"
    }
  };
  const words = globalThis.coursePage.wordsOf(WORDS);

  const MOST = 40; // results that are shown
  const AROUND = [60, 160]; // letters of an excerpt before and after the first word that was found
  const script = document.currentScript;
  const form = document.querySelector(".search-large");
  const input = form.elements.q;
  const list = document.querySelector(".search-results");
  const summary = document.querySelector(".search-summary");

  // ---------------------------------------------------------------- what is found

  const load = (src) =>
    new Promise((resolve, reject) => {
      const node = Object.assign(document.createElement("script"), { src });
      node.onload = resolve;
      node.onerror = reject;
      document.head.append(node);
    });

  // What is called as the reader calls it comes first, then chapters, and whole pages before their
  // sections. An assignment explains nothing.
  function weightOf({ href, isPage, title }) {
    let weight = isPage ? 1.5 : 1;
    if (/^chapters\/\d/.test(href)) weight *= 1.6;
    if (href.includes("/assignments/")) weight *= 0.4;
    return plain(title) === plain(asked) ? 8 * weight : weight;
  }

  // A word as it is looked for: in small letters, without accents, one thing as many things.
  function plain(word) {
    const letters = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    return letters.length > 3 ? letters.replace(/(?<!s)s$/, "") : letters;
  }

  let asked = ""; // the question
  let index = null;
  function build() {
    const entries = searchData.flatMap(([href, page, found]) =>
      found.map(([id, title, text], place) => ({
        id: `${href}#${id}`,
        href: `${href}#${id}`,
        isPage: place === 0 && title === page,
        page,
        title,
        text
      }))
    );
    const made = new MiniSearch({
      fields: ["title", "page", "text"],
      storeFields: ["href", "isPage", "page", "title", "text"],
      processTerm: plain,
      searchOptions: {
        combineWith: "AND",
        prefix: true,
        fuzzy: (term) => (term.length > 3 ? 0.2 : false),
        maxFuzzy: 2,
        boost: { title: 6, page: 2 },
        boostDocument: (_id, _term, entry) => weightOf(entry)
      }
    });
    made.addAll(entries);
    return made;
  }

  async function ready() {
    index ??= Promise.all([load(script.dataset.library), load(script.dataset.known)]).then(build);
    return index;
  }

  // ---------------------------------------------------------------- what is shown

  // A piece of the text around the first word that was found, with all such words marked.
  function excerptOf({ text, terms }) {
    const isFound = (word) => terms.includes(plain(word));
    const places = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => isFound(word));
    const middle = places[0]?.index ?? 0;
    const start = middle > AROUND[0] ? text.indexOf(" ", middle - AROUND[0]) + 1 : 0;
    const end =
      middle + AROUND[1] < text.length ? text.lastIndexOf(" ", middle + AROUND[1]) : text.length;
    const parts = [start > 0 ? "… " : ""];
    let from = start;
    for (const place of places.filter(({ index }) => index < end)) {
      const mark = document.createElement("mark");
      mark.textContent = place[0];
      parts.push(text.slice(from, place.index), mark);
      from = place.index + place[0].length;
    }
    return [...parts, text.slice(from, Math.max(from, end)), end < text.length ? " …" : ""];
  }

  function itemOf(found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = found.href;
    link.textContent = found.isPage ? found.page : found.title;
    item.append(link);
    if (!found.isPage) {
      const page = document.createElement("small");
      page.textContent = found.page;
      item.append(" ", page);
    }
    const excerpt = document.createElement("p");
    excerpt.append(...excerptOf(found));
    item.append(excerpt);
    return item;
  }

  function told(n) {
    if (n === 0) return words.none;
    if (n === 1) return words.one;
    return (n > MOST ? words.first : words.many).replace("{n}", n).replace("{most}", MOST);
  }

  async function search() {
    const question = input.value.trim();
    if (question === asked) return;
    asked = question;
    const address = new URL(location.href);
    if (question) address.searchParams.set("q", question);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (!question) {
      list.replaceChildren();
      summary.textContent = "";
      return;
    }
    const found = (await ready()).search(question);
    if (question !== asked) return; // the reader has typed on
    list.replaceChildren(...found.slice(0, MOST).map(itemOf));
    summary.textContent = told(found.length);
  }

  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // it is all there already
    search();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (matchMedia("(hover: hover)").matches) input.focus(); // a phone would open its keyboard
  search();
}
