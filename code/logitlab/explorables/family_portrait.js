const WORDS = {
  "en": {
    "title": "Family portrait",
    "prompt": [
      "Five S-shaped curves, all with slope ¼ in the middle: the chosen one thick, the other four",
      "thin. Drag the ring far to the left. How much is left of each?"
    ],
    "figure": "Five S-shaped curves against z. The chosen one is drawn thick.",
    "lowerSlope": "Slope of the chosen curve against z.",
    "lowerLogOdds": "Log-odds of the chosen curve against z.",
    "z": "z",
    "member": "curve",
    "logistic": "logistic",
    "tanh": "tanh",
    "arctan": "arctan",
    "normal": "normal CDF",
    "clipped": "clipped line",
    "below": "below, draw",
    "slope": "slope",
    "log_odds": "log-odds",
    "probe": "probe z",
    "value": "f(z)",
    "complement": "1 − f(z)",
    "probeHandle": "probe z on the curve",
    "one_in": "{value} (1 in {n})",
    "exactly": "{value}, exactly",
    "said": "{member} at z = {z}: {value}",
    "reset": "Reset"
  }
};

import { clamp, logit, normalCdf, range, sigmoid, sigmoidGrad } from "./shared/maths.js";
import { fill, grouped, number, small, stage } from "./shared/stage.js";

const Z = { low: -8, high: 8, step: 0.1, digits: 2 };
const NORMAL_SCALE = Math.sqrt(2 * Math.PI) / 4;

// Each member moved and stretched to run from 0 to 1 with slope 1/4 at 0. All are symmetric,
// 1 - f(z) = f(-z), so the small tail is always computed as a small number.
const MEMBERS = {
  logistic: { value: sigmoid, slope: sigmoidGrad },
  tanh: {
    // (1 + tanh(z/2)) / 2, written with e^z so that the lower tail keeps its digits
    value: (z) => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : (1 + Math.tanh(z / 2)) / 2),
    slope: (z) => 1 / (4 * Math.cosh(z / 2) ** 2)
  },
  arctan: {
    // 1/2 + arctan(pi z / 4) / pi, and far to the left the same without the loss of digits
    value(z) {
      const angle =
        z < -1 ? Math.atan(-4 / (Math.PI * z)) : Math.PI / 2 + Math.atan((Math.PI * z) / 4);
      return angle / Math.PI;
    },
    slope: (z) => 0.25 / (1 + ((Math.PI * z) / 4) ** 2)
  },
  normal: {
    value: (z) => normalCdf(NORMAL_SCALE * z),
    slope: (z) => Math.exp(-((NORMAL_SCALE * z) ** 2) / 2) / 4
  },
  clipped: {
    value: (z) => clamp(0.5 + z / 4, 0, 1),
    slope: (z) => (Math.abs(z) < 2 ? 0.25 : 0)
  }
};
const NAMES = Object.keys(MEMBERS);

function logOdds(member, z) {
  const p = member.value(z);
  return p > 0.25 && p < 0.75 ? logit(p) : Math.log(p) - Math.log(member.value(-z));
}

// Tails differ by many factors of ten, so a small value is also said as "1 in so many".
function chance(value, words) {
  if (value === 0 || value === 1) return fill(words.exactly, { value });
  if (value >= 0.1) return number(value, 4);
  const n = grouped(Number((1 / value).toPrecision(2)));
  return fill(words.one_in, { value: small(value), n });
}

function infinite(value) {
  if (Number.isFinite(value)) return number(value, 4);
  return value > 0 ? "∞" : "−∞";
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["member", "probe", "below"]);
  const { words } = s;
  const xAxis = { x: [Z.low, Z.high], xLabel: words.z };
  const yAxis = { y: [0, 1], height: 250, yLabel: words.value };
  const upper = s.chart({ ...xAxis, ...yAxis, label: words.figure });
  const write = s.readouts(["value", "complement", "slope", "log_odds"]);
  const lower = s.chart({ ...xAxis, y: [0, 1], height: 190, yLabel: "", label: words.lowerSlope });
  const zs = range(Z.low, Z.high, 160);
  const others = NAMES.map(() => upper.path("muted thin"));
  const lowerOthers = NAMES.map(() => lower.path("muted thin"));
  const curve = upper.path("probability thick");
  const lowerCurve = lower.path("gradient thick");
  const lines = [upper, lower].map((chart) => chart.path("score dashed"));
  const drawProbe = s.handle(upper, "probe", {
    ...Z,
    className: "score",
    label: words.probeHandle,
    onDrag: ({ x }) => x,
    taps: [upper, lower]
  });
  s.choice("member", NAMES);
  s.slider("probe", Z);
  s.choice("below", ["slope", "log_odds"]);

  function numbers() {
    const member = MEMBERS[model.get("member")];
    const z = model.get("probe");
    const slopes = model.get("below") === "slope";
    return {
      value: chance(member.value(z), words),
      complement: chance(member.value(-z), words),
      slope: slopes ? small(member.slope(z)) : "",
      log_odds: slopes ? "" : infinite(logOdds(member, z))
    };
  }

  let drawn = "";
  function draw() {
    const member = MEMBERS[model.get("member")];
    const z = model.get("probe");
    const slopes = model.get("below") === "slope";
    const limits = slopes ? [0, 0.28] : [-9, 9];
    const lowerValue = (f) => (slopes ? f.slope : (x) => logOdds(f, x));
    const points = (f) => zs.map((x) => [x, clamp(f(x), -99, 99)]); // ±∞ runs off the chart
    lower.setY(limits, slopes ? words.slope : words.log_odds);
    lower.setLabel(slopes ? words.lowerSlope : words.lowerLogOdds);
    // The curves change with the choices and the axes, and not with the probe.
    const wanted = [model.get("member"), slopes, upper.view.axes, lower.view.axes].join();
    if (wanted !== drawn) {
      NAMES.forEach((other, i) => {
        others[i].draw(points(MEMBERS[other].value));
        lowerOthers[i].draw(points(lowerValue(MEMBERS[other])));
      });
      curve.draw(points(member.value));
      lowerCurve.draw(points(lowerValue(member)));
      lowerCurve.node.setAttribute("class", slopes ? "gradient thick" : "score thick");
      drawn = wanted;
    }
    const upright = (low, high) => [
      [z, low],
      [z, high]
    ];
    lines[0].draw(upright(0, 1));
    lines[1].draw(upright(...limits));
    const shown = numbers();
    drawProbe(z, member.value(z), `${number(z, 2)}, ${words.value} ${shown.value}`);
    for (const [word, text] of Object.entries(shown)) write[word](text);
  }

  return s.onDraw(draw, () => {
    const member = words[model.get("member")];
    return fill(words.said, { ...numbers(), member, z: number(model.get("probe"), 2) });
  });
}

export default { render };
