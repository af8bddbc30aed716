import { RE2JS, RE2JSException } from 're2js';

const patterns = new Map<string, RE2JS | string>();
const PATTERNS_MAX = 1_000;

/**
 * A pattern as Go's regexp reads it, which takes time linear in the text, whatever it is; Go's message when it is
 * none. Patterns are remembered.
 */
export function goPattern(text: string): RE2JS | string {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    pattern = compiled(text);
    if (patterns.size >= PATTERNS_MAX) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}

function compiled(text: string): RE2JS | string {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `error parsing regexp: ${error.message.replace(/^error parsing regexp: /, '')}`;
  }
}
