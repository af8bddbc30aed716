import type { Library } from '../engine';
import { evaluationError } from './conversion';

const TYPE = 'kubernetes.Semver';
const PATTERN =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

class Semver {
  constructor(
    readonly numbers: readonly bigint[],
    readonly pre: readonly string[],
  ) {}
}

function read(text: string): Semver | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const pre = match[4]?.split('.') ?? [];
  if (pre.some((part) => /^0\d+$/.test(part))) return undefined;
  return new Semver(
    [match[1], match[2], match[3]].map((part) => BigInt(part ?? '0')),
    pre,
  );
}

/** Without the "v", missing parts and leading zeros. upstream: library, normalizeAndParse */
function normalized(text: string): string {
  const [core = '', ...rest] = text.replace(/^v/, '').split(/(?=[-+])/);
  const parts = core.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return `${parts.join('.')}${rest.join('')}`;
}

function semver(text: string): Semver {
  const found = read(text);
  if (found !== undefined) return found;
  throw evaluationError('No Major.Minor.Patch elements found');
}

function orderOf<T>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function orderOfParts(a: string, b: string): number {
  const isNumber = (text: string) => /^\d+$/.test(text);
  if (isNumber(a) && isNumber(b)) return orderOf(BigInt(a), BigInt(b));
  return isNumber(a) === isNumber(b) ? orderOf(a, b) : isNumber(a) ? -1 : 1;
}

/** upstream: semver.org, precedence: a pre-release comes before its release */
function order(a: Semver, b: Semver): number {
  for (let i = 0; i < 3; i++) {
    const found = orderOf(a.numbers[i] ?? 0n, b.numbers[i] ?? 0n);
    if (found !== 0) return found;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return orderOf(b.pre.length > 0, a.pre.length > 0);
  for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
    const found = orderOfParts(a.pre[i] ?? '', b.pre[i] ?? '');
    if (found !== 0) return found;
  }
  return orderOf(a.pre.length, b.pre.length);
}

/** Versions. upstream: apiserver/pkg/cel/library, Semver */
export const semverLibrary: Library = (environment) => {
  const number = (name: string, index: number) =>
    environment.registerFunction(`${TYPE}.${name}(): int`, ({ numbers }: Semver) => numbers[index]);
  const ofTwo = (name: string, type: string, run: (a: Semver, b: Semver) => unknown) =>
    environment.registerFunction(`${TYPE}.${name}(${TYPE}): ${type}`, run);
  const prepared = (text: string, isLoose: boolean) => (isLoose ? normalized(text) : text);
  environment
    .registerType(TYPE, Semver)
    .registerFunction(`semver(string): ${TYPE}`, semver)
    .registerFunction(`semver(string, bool): ${TYPE}`, (text: string, isLoose: boolean) =>
      semver(prepared(text, isLoose)),
    )
    .registerFunction('isSemver(string): bool', (text: string) => read(text) !== undefined)
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, isLoose: boolean) => read(prepared(text, isLoose)) !== undefined,
    )
    .registerOperator(`${TYPE} == ${TYPE}`, (a: Semver, b: Semver) => order(a, b) === 0);
  number('major', 0);
  number('minor', 1);
  number('patch', 2);
  ofTwo('isGreaterThan', 'bool', (a, b) => order(a, b) > 0);
  ofTwo('isLessThan', 'bool', (a, b) => order(a, b) < 0);
  ofTwo('compareTo', 'int', (a, b) => BigInt(order(a, b)));
};
