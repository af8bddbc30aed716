import { type JsonPath, JsonPathError, parseJsonPath, relaxedJsonPath } from '../api/jsonpath';
import { CommandError } from './errors';

/** Reads a path of which braces and the first dot may be left out. A CommandError when it is none. */
export function relaxedPath(expression: string): JsonPath {
  try {
    return parseJsonPath(relaxedJsonPath(expression));
  } catch (error) {
    if (error instanceof JsonPathError) throw new CommandError(error.message);
    throw error;
  }
}
