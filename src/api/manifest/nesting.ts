/** YAML that is nested deeper than this is refused before it is parsed: the parser would exhaust the stack. */
const NESTING_MAX = 500;

/**
 * Where a text is nested too deeply, as an offset; undefined when it is not. Counts brackets and the
 * beginnings of lines, so quoted brackets count as well: no manifest has hundreds of them open.
 */
export function tooDeepAt(text: string): number | undefined {
  let flow = 0;
  let line = 0;
  let isStart = true;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\n') {
      line = 0;
      isStart = true;
    } else if (char === '[' || char === '{') flow++;
    else if (char === ']' || char === '}') flow = Math.max(0, flow - 1);
    else if (isStart && (char === '-' || char === '?' || char === ' ')) line++;
    else isStart = false;
    if (flow > NESTING_MAX || line > 4 * NESTING_MAX) return i;
  }
  return undefined;
}
