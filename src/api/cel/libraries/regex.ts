import type { RE2JS } from 're2js';
import { goPattern } from '../../go-pattern';
import { spend } from '../budget';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

function patternOf(text: string): RE2JS {
  const pattern = goPattern(text);
  if (typeof pattern === 'string') throw evaluationError(pattern);
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
