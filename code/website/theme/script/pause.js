// Nothing. A browser that has the rest of a page parses it in one long task, which blocks the event
// loop of a slow phone for a quarter of a second. Where it meets a script, the parser yields.
