import { RE2JS, RE2JSException } from 're2js';
import { spend } from '../budget';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

const patterns = new Map<string, RE2JS>();
const PATTERNS_MAX = 1_000;

/** A pattern as Go's regexp reads it: it takes time linear in the text, whatever it is. */
function patternOf(text: string): RE2JS {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    try {
      pattern = RE2JS.compile(text);
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      throw evaluationError(
        `error parsing regexp: ${error.message.replace(/^error parsing regexp: /, '')}`,
      );
    }
    if (patterns.size >= PATTERNS_MAX) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}

function matches(text: string, pattern: string): boolean {
  spend((text.length * pattern.length) / 40);
  return patternOf(pattern).matcher(text).find();
}

function findAll(text: string, pattern: string, limit: number): string[] {
  spend((text.length * pattern.length) / 40);
  const matcher = patternOf(pattern).matcher(text);
  const found: string[] = [];
  while ((limit < 0 || found.length < limit) && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}

/** Regular expressions. upstream: cel-go matches; apiserver/pkg/cel/library, Regex */
export const regexLibrary: Library = (environment) => {
  environment
    .registerFunction('string.kubernetes_matches(string): bool', matches)
    .registerFunction('kubernetes_matches(string, string): bool', matches)
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => findAll(text, pattern, 1)[0] ?? '',
    )
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      findAll(text, pattern, -1),
    )
    .registerFunction(
      'string.findAll(string, int): list<string>',
      (text: string, pattern: string, limit: bigint) => findAll(text, pattern, Number(limit)),
    );
};
