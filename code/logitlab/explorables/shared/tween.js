// What a button changes is not there at once: share() runs from 0 to 1 while the figure is redrawn,
// and is 1 for readers who want no motion.
import { clamp } from "./maths.js";

const TIME = 400; // ms

export function tween(redraw) {
  let since = -Infinity;
  const start = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    since = calm ? -Infinity : performance.now();
  };
  const share = () => {
    const part = clamp((performance.now() - since) / TIME, 0, 1);
    if (part < 1) redraw();
    return 1 - (1 - part) ** 3; // fast at first, then it settles
  };
  return { start, share };
}
