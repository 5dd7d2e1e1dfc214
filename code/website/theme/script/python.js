// The Worker in which a page runs Python. run.js starts it, and ends it where a cell does not end
// by itself. All files come from the site, are kept by the browser (Cache Storage), and count only
// if their hashes are those of the list.

const BASE = new URL("python/", location.href);
const CACHE = "course-python";
let runner;

const hash = async (bytes) => {
  if (!self.crypto?.subtle) return null; // a page over plain http: the server is all there is
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

async function unpack(bytes) {
  const packed = new Uint8Array(bytes, 0, 2);
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// The bytes of an answer, told of as they come.
async function read(answer, tell) {
  const pieces = [];
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value);
    tell(part.value.length);
  }
  return new Blob(pieces).arrayBuffer();
}

// One file: as the browser has kept it, if that is still whole, else from the site.
async function bring({ name, size, sha256 }, cache, tell) {
  const address = new URL(`${name}?${sha256.slice(0, 8)}`, BASE).href;
  const isWhole = async (bytes) => [null, sha256].includes(await hash(bytes));
  const kept = await cache?.match(address).catch(() => null);
  if (kept) {
    const bytes = await unpack(await kept.arrayBuffer()).catch(() => null);
    if (bytes && (await isWhole(bytes))) {
      tell(size);
      return bytes;
    }
    await cache.delete(address);
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const packed = await read(answer, tell);
  const bytes = await unpack(packed);
  if (!(await isWhole(bytes))) throw new Error(`${name}: damaged`);
  await cache?.put(address, new Response(packed)).catch(() => {}); // the storage may be full
  return bytes;
}

async function forgetOthers(cache, files) {
  const wanted = files.map(({ name, sha256 }) => `${name}?${sha256.slice(0, 8)}`);
  wanted.push("files.json");
  for (const { url } of await cache.keys()) {
    if (!wanted.some((name) => url.endsWith(`/${name}`))) await cache.delete(url);
  }
}

async function load(setup) {
  const cache = await self.caches?.open(CACHE).catch(() => undefined);
  const list = new URL("files.json", BASE).href;
  const answer = await fetch(list, { cache: "no-cache" }).catch(() => cache?.match(list));
  if (!answer?.ok) throw new Error("files.json");
  await cache?.put(list, answer.clone()).catch(() => {});
  const { files, lock } = await answer.json();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  const tell = (bytes) => {
    loaded += bytes;
    postMessage({ type: "progress", loaded, total });
  };
  const brought = await Promise.all(
    files.map(async (file) => [file.name, await bring(file, cache, tell)])
  );
  if (cache) await forgetOthers(cache, files).catch(() => {});
  const bytes = Object.fromEntries(brought);
  bytes["pyodide-lock.json"] = JSON.stringify(lock);

  // Pyodide asks for its files by itself: it gets those that have been brought.
  const fetchFromSite = self.fetch;
  self.fetch = (request, options) => {
    const name = String(request.url ?? request)
      .split("/")
      .pop();
    if (!(name in bytes)) return fetchFromSite(request, options);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return Promise.resolve(new Response(bytes[name], { headers: { "Content-Type": type } }));
  };
  importScripts(new URL("pyodide.js", BASE).href);
  const pyodide = await self.loadPyodide({ indexURL: BASE.href });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  const site = pyodide.runPython("import site; site.getsitepackages()[0]");
  pyodide.unpackArchive(bytes["logitlab.zip"], "zip", { extractDir: site });
  runner = pyodide.pyimport("course_page");
  runner.prepare(setup);
}

// What a cell prints goes to the page in pieces: a message for each print would drown it.
function sender(id) {
  let waiting = "";
  let last = 0;
  const flush = () => {
    if (waiting) postMessage({ type: "printed", id, text: waiting });
    waiting = "";
    last = performance.now();
  };
  const send = (text) => {
    waiting += text;
    if (performance.now() - last > 100) flush();
  };
  return { send, flush };
}

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "load") {
      await load(data.setup);
      postMessage({ type: "ready" });
    } else {
      const { send, flush } = sender(data.id);
      const right = JSON.stringify(data.right ?? []);
      const ended = JSON.parse(runner.run(data.source, `cell ${data.id}`, send, right));
      flush();
      postMessage({ type: "ended", id: data.id, ...ended });
    }
  } catch (error) {
    postMessage({ type: "failed", id: data.id, what: String(error?.message ?? error) });
  }
};
