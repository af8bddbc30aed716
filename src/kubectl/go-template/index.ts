import { functions, LAZY } from './functions';
import { Runner } from './run';
import { TemplateError } from './tokens';
import { parseTree } from './tree';

export { TemplateError } from './tokens';

/** What a template printed; the error is what ended it, in Go's words. */
export interface TemplateResult {
  readonly text: string;
  readonly error?: string;
}

const NAMES: ReadonlySet<string> = new Set([...functions.keys(), ...LAZY]);

/**
 * Reads a Go template as `-o go-template` takes it and returns what runs it on a value; a missing key is an error
 * unless `allowMissing`. Nothing of a template is ever evaluated but the functions listed. Throws
 * {@link TemplateError}. upstream: text/template
 */
export function parseTemplate(
  template: string,
): (value: unknown, allowMissing: boolean) => TemplateResult {
  const tree = parseTree(template, NAMES);
  return (value, allowMissing) => {
    const runner = new Runner(template, tree, allowMissing);
    try {
      runner.run(value);
      return { text: runner.text };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { text: runner.text, error: error.message };
    }
  };
}
