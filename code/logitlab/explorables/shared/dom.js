// What all figures and quizzes need of the page: new elements, and words in its language.

export function element(parent, tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  parent.append(node);
  return node;
}

// A table of words in the page's language. A long text stands there as a list of its lines, which
// words_in in linker.py joins, too.
export function wordsOf(WORDS) {
  const words = WORDS[document.documentElement.lang?.slice(0, 2)] ?? WORDS.en;
  const joined = (text) => (Array.isArray(text) ? text.join(" ") : text);
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, joined(text)]));
}
