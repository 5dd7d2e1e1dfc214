// Nothing. A browser that has the rest of a page reads it in one go, and on a slow phone does not
// answer a finger for a quarter of a second. Where it meets a script, it takes a break.
