const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** True for a name that CEL takes as an identifier. */
export function isCelIdentifier(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** The name that a property has in expressions; undefined when it has none. upstream: apiserver/pkg/cel, Escape */
export function escapedName(property: string): string | undefined {
  if (RESERVED.has(property)) return `__${property}__`;
  const escaped = property.replace(/__|[.\-/]/g, (text) => ESCAPES[text] ?? text);
  return isCelIdentifier(escaped) ? escaped : undefined;
}
