// The course's own language model and its tokens. Python's twin is language.py; both compute the
// same scores from the same stored bytes.

const BYTES = 256;
const PIECE = / ?[A-Za-z]+| ?[0-9]| ?[^A-Za-z0-9 \n]+|[ \n]/gu;
const NEWLINE = 10;

// The matrix of a stored layer as one list, row by row: bytes from -127 to 127, and a factor for
// each row.
function unpacked({ shape: [rows, columns], factors, bytes }) {
  const text = atob(bytes);
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < values.length; i += 1) {
    const byte = text.charCodeAt(i);
    values[i] = (byte < 128 ? byte : byte - 256) * factors[Math.floor(i / columns)];
  }
  return values;
}

// b + W x, with W row by row.
function linear(W, b, x) {
  return b.map((bias, row) => {
    let sum = bias;
    const from = row * x.length;
    for (let i = 0; i < x.length; i += 1) sum += W[from + i] * x[i];
    return sum;
  });
}

// What each token stands for, as bytes; pair number m of the merges is token 256 + m.
function bytesOf(merges) {
  const tokens = Array.from({ length: BYTES }, (_, byte) => [byte]);
  for (const [a, b] of merges) tokens.push([...tokens[a], ...tokens[b]]);
  return tokens;
}

// From the pairs that were joined: encode(text), decode(ids), size.
export function tokenizer(merges) {
  const tokens = bytesOf(merges);
  const rank = new Map(merges.map(([a, b], m) => [a * 65536 + b, m]));
  const pieces = new Map(); // what has been encoded already

  // Of all neighbors that are a pair, the pair learned first is joined, again and again.
  function encodePiece(piece) {
    let ids = [...new TextEncoder().encode(piece)];
    for (;;) {
      const first = Math.min(...ids.map((id, i) => rank.get(id * 65536 + ids[i + 1]) ?? Infinity));
      if (first === Infinity) return ids;
      const [a, b] = merges[first];
      const joined = [];
      for (let i = 0; i < ids.length; i += 1) {
        const here = ids[i] === a && ids[i + 1] === b;
        joined.push(here ? BYTES + first : ids[i]);
        if (here) i += 1;
      }
      ids = joined;
    }
  }

  function encode(text) {
    return (text.match(PIECE) ?? []).flatMap((piece) => {
      if (!pieces.has(piece)) pieces.set(piece, encodePiece(piece));
      return pieces.get(piece);
    });
  }

  // Bytes that are no character become the sign �.
  function decode(ids) {
    return new TextDecoder().decode(new Uint8Array(ids.flatMap((id) => tokens[id])));
  }

  return { encode, decode, size: tokens.length };
}

// From what is stored: scores(ids), and what the tokenizer does.
export function languageModel({ window, merges, E, W1, b1, W2, b2 }) {
  const [embedding, hidden, last] = [E, W1, W2].map(unpacked);
  const size = E.shape[1];

  // The score of each token as the next one after these.
  function scores(ids) {
    const seen = ids.slice(-window);
    const ends = Array(window - seen.length).fill(NEWLINE);
    const x = [...ends, ...seen].flatMap((id) => [
      ...embedding.subarray(id * size, (id + 1) * size)
    ]);
    return linear(last, b2, linear(hidden, b1, x).map(Math.tanh));
  }

  return { ...tokenizer(merges), scores };
}

// The stored model: from the kernel, where there is one, else from a script beside that of the
// figures. It is a script because a page opened by double click may load nothing else.
let loading = null;
function load(model) {
  const sent = model.get("_stored");
  if (sent) return Promise.resolve(languageModel(JSON.parse(sent)));
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const own = document.querySelector('script[src*="_static/explorables.js"]');
    script.src = new URL("language_model.js", own.src).href;
    script.onload = () => resolve(languageModel(globalThis.courseLanguageModel));
    script.onerror = () => {
      loading = null; // so that it is asked for again
      reject(new Error("the language model could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

// The language model of a figure. A page holds the tokens, and the scores for the text with which
// the figure begins; the rest, 200 kB, comes when `ask` asks for it. `tell` then hears "loading",
// and "there" or "missing".
const begun = new WeakSet(); // the states of which a view has been drawn
export const lateLanguageModel = async (model, tell) => {
  const isFirst = Boolean(model.get("merges")) && !begun.has(model);
  begun.add(model);
  let whole = isFirst ? null : await load(model);
  const known = new WeakMap(); // scores by the list of the tokens before them
  if (isFirst) known.set(model.get("text"), model.get("scores"));
  let asking = false;

  async function ask() {
    if (asking) return;
    asking = true;
    tell("loading");
    try {
      whole = await load(model);
      tell("there");
    } catch (error) {
      tell("missing");
      console.warn(error);
    }
    asking = false;
  }

  function scores(text) {
    if (!known.has(text)) known.set(text, whole.scores(text));
    return known.get(text);
  }

  return {
    ...(whole ?? tokenizer(model.get("merges"))),
    scores,
    ask,
    isFirst,
    isWhole: () => whole !== null,
    knows: (text) => whole !== null || known.has(text)
  };
};
