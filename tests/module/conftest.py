"""What the tests of the module share: one thread for matrices, and JavaScript without a browser.

Nothing here may need the built site or a browser.
"""

import json
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer
from threadpoolctl import threadpool_limits

import logitlab

# On small matrices several BLAS threads mostly wait for each other: with another test process
# beside this one, training on the digits took ten times as long. The answers of the checks train
# when they are imported, so a fixture would come too late.
ONE_THREAD = threadpool_limits(limits=1)

# Makes the exports global, and writes what JSON has no word for: infinity, NaN, the zero below 0.
JAVASCRIPT = """
for (const [file, exports] of Object.entries(logitlab)) {
  for (const [name, value] of Object.entries(exports)) {
    if (name in globalThis) throw Error(`${file}.js: another module exports ${name}, too`);
    globalThis[name] = value;
  }
}
const inJson = (_, value) => {
  if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { number: value === 0 ? "-0" : String(value) };
};
"""


def read(found):
    """An object from JSON, or the number that it stands for."""
    return float(found["number"]) if found.keys() == {"number"} else found


@pytest.fixture(scope="session")
def javascript():
    """A function that calls a JavaScript function with one argument, in an engine without a page.

    The exports of all shared modules are global there. What draws in a page is tested in
    tests/site/explorables/test_charts.py.
    """
    from logitlab.explorables import linker  # loads all widgets, which few tests need

    shared = sorted(Path(logitlab.__file__).parent.glob("*/shared/*.js"))
    modules = dict.fromkeys(path for module in shared for path in linker.with_imports(module))
    engine = MiniRacer()
    engine.eval(f"const logitlab = {{}};\n{''.join(map(linker.script, modules))}{JAVASCRIPT}")

    def call(function, argument=None):
        # Python writes Infinity and NaN as JavaScript does
        text = engine.eval(f"JSON.stringify(({function})({json.dumps(argument)}), inJson)")
        return json.loads(text, object_hook=read)

    yield call
    # When Python closes an engine itself, at its exit, 3.13 may wait for a stopped thread for ever.
    engine.close()
