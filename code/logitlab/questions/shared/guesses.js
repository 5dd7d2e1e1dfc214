// The numbers that a reader types; guesses.py reads them in the same way.

// The number that a reader typed, such as 1,320 or −0.5 or 1/11 or 50%; NaN if it is none. A comma
// is a decimal one wherever it can be, but that 1,320 is more than a thousand in English alone.
export function readGuess(typed, language = globalThis.document?.documentElement.lang || "en") {
  let text = typed.replaceAll("−", "-").replace(/[\s%]/g, "");
  const isEnglish = language.startsWith("en");
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text);
  const isOne = /^[^,]*,\d{3}$/.test(text); // 1,320 may be either
  if (grouped && (isEnglish || !isOne)) text = text.replaceAll(",", "");
  if (/^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(text)) text = text.replaceAll(".", "");
  const parts = text.replaceAll(",", ".").split("/");
  const isNumber = (part) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part);
  if (parts.length > 2 || !parts.every(isNumber)) return NaN;
  const [top, bottom = 1] = parts.map(Number);
  return bottom ? top / bottom : NaN;
}

// The number that answers a question with this unit, which may stand behind it: 75% is 0.75 unless
// the question asks for percent; then 3/4 is 75.
export function readNumber(text, unit) {
  const value = readGuess(unit ? text.replace(unit, "") : text);
  if (unit === "%") return text.includes("/") ? value * 100 : value;
  return text.includes("%") ? value / 100 : value;
}

// Whether a number is near enough; one just at the limit counts, whatever its last digit.
export function near(value, wanted, tolerance) {
  return Math.abs(value - wanted) <= tolerance * (1 + 1e-9);
}
