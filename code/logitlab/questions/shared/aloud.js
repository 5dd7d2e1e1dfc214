// What a live region says of a node. It holds plain text, in which 1/16 would become 116 and 10³⁸
// become 1038, so a fraction keeps its bar and a power its height.

const HIGH = { "−": "⁻", ..."⁰¹²³⁴⁵⁶⁷⁸⁹" };
const raise = (text) =>
  /^−?\d+$/.test(text) ? text.replace(/./g, (sign) => HIGH[sign]) : `^${text}`;

export function aloud(node) {
  const copy = document.createElement("div");
  copy.append(node.cloneNode(true));
  for (const power of copy.querySelectorAll("sup, msup > :last-child")) {
    power.textContent = raise(power.textContent);
  }
  for (const below of copy.querySelectorAll("mfrac > :last-child")) below.prepend("/");
  return copy.textContent;
}
