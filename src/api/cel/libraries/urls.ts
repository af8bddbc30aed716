import type { Library } from '../engine';
import { evaluationError } from './conversion';

/** A URL as expressions see it. */
class CelUrl {
  constructor(
    readonly text: string,
    readonly parts: URL,
  ) {}
}

function read(text: string): CelUrl | undefined {
  try {
    // upstream: url.ParseRequestURI: an absolute URI or an absolute path
    const isPath = text.startsWith('/');
    return new CelUrl(text, new URL(isPath ? `path://${text}` : text));
  } catch {
    return undefined;
  }
}

function url(text: string): CelUrl {
  const found = read(text);
  if (found !== undefined) return found;
  throw evaluationError(
    `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
  );
}

const scheme = ({ parts }: CelUrl) => parts.protocol.replace(/:$/, '').replace(/^path$/, '');

/** The authority as it is written: the parser leaves out ports that are usual. */
function authority({ text }: CelUrl): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(text)?.[1] ?? '';
}

function query({ parts }: CelUrl): Record<string, string[]> {
  const made: Record<string, string[]> = {};
  for (const [key, value] of parts.searchParams) {
    const values = made[key] ?? [];
    values.push(value);
    made[key] = values;
  }
  return made;
}

/** URLs. upstream: apiserver/pkg/cel/library, URLs */
export const urlLibrary: Library = (environment) => {
  environment
    .registerType('kubernetes.URL', CelUrl)
    .registerFunction('url(string): kubernetes.URL', url)
    .registerFunction('isURL(string): bool', (text: string) => read(text) !== undefined)
    .registerFunction('kubernetes.URL.getScheme(): string', scheme)
    .registerFunction('kubernetes.URL.getHost(): string', authority)
    .registerFunction('kubernetes.URL.getHostname(): string', (value: CelUrl) =>
      authority(value)
        .replace(/:\d*$/, '')
        .replace(/^\[(.*)\]$/, '$1'),
    )
    .registerFunction(
      'kubernetes.URL.getPort(): string',
      (value: CelUrl) => /:(\d*)$/.exec(authority(value))?.[1] ?? '',
    )
    .registerFunction('kubernetes.URL.getEscapedPath(): string', ({ text, parts }: CelUrl) =>
      /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*$/i.test(text) ? '' : parts.pathname,
    )
    .registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', query)
    .registerOperator(
      'kubernetes.URL == kubernetes.URL',
      (a: CelUrl, b: CelUrl) => a.text === b.text,
    );
};
