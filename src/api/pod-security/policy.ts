import { type FieldError, invalid } from '../field-error';
import { baselineChecks } from './baseline';
import type { Check, CheckedPod, Violation } from './check';
import { restrictedChecks } from './restricted';

const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
type Level = (typeof LEVELS)[number];

/** A level of the Pod Security Standards as one version of Kubernetes has it. */
export interface LevelVersion {
  readonly level: Level;
  /** `latest`, or `v1.25`. */
  readonly version: string;
}

/** What becomes of Pods in a namespace. */
export interface PodSecurityPolicy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
}

/** The labels of a namespace that speak of Pod security begin so. */
export const POD_SECURITY = 'pod-security.kubernetes.io/';

const FREE: LevelVersion = { level: 'privileged', version: 'latest' };

function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/**
 * The policy that a namespace's labels ask for, and what is wrong with them: what cannot be read enforces the
 * strictest, and neither warns nor audits. upstream: pod-security-admission/api, PolicyToEvaluate
 */
export function podSecurityPolicy(labels: Readonly<Record<string, string>> | undefined): {
  readonly policy: PodSecurityPolicy;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const read = (mode: string, otherwise: Level): LevelVersion => {
    const levelLabel = `${POD_SECURITY}${mode}`;
    const versionLabel = `${levelLabel}-version`;
    let { level, version } = FREE;
    const given = labels?.[levelLabel];
    if (given !== undefined) {
      if (isLevel(given)) level = given;
      else {
        level = otherwise;
        const detail = `must be one of ${LEVELS.join(', ')}`;
        errors.push(invalid(`metadata.labels[${levelLabel}]`, given, detail));
      }
    }
    const asked = labels?.[versionLabel];
    if (asked !== undefined) {
      if (asked === 'latest' || /^v1\.(\d|[1-9]\d*)$/.test(asked)) version = asked;
      else
        errors.push(
          invalid(`metadata.labels[${versionLabel}]`, asked, 'must be "latest" or "v1.x"'),
        );
    }
    return { level, version };
  };
  const policy = {
    enforce: read('enforce', 'restricted'),
    audit: read('audit', 'privileged'),
    warn: read('warn', 'privileged'),
  };
  return { policy, errors };
}

/** `restricted:latest`, as messages name it. */
export function levelText({ level, version }: LevelVersion): string {
  return `${level}:${version}`;
}

/** True when the first level forbids more than the second. */
export function isStricter(a: Level, b: Level): boolean {
  return LEVELS.indexOf(a) > LEVELS.indexOf(b);
}

function lookAt(check: Check, minor: number) {
  return check.versions.findLast(([since]) => since <= minor)?.[1];
}

/** All that a Pod does and the level forbids, in the order in which it is told. upstream: policy/registry */
export function violations(
  { level, version }: LevelVersion,
  pod: CheckedPod,
): readonly Violation[] {
  if (level === 'privileged') return [];
  const minor = version === 'latest' ? Number.POSITIVE_INFINITY : Number(version.slice(3));
  const stricter = level === 'restricted' ? restrictedChecks : [];
  const active = stricter.filter((check) => lookAt(check, minor) !== undefined);
  const covered = new Set(active.map(({ covers }) => covers));
  const checks = [...baselineChecks.filter(({ name }) => !covered.has(name)), ...active];
  return checks.flatMap((check) => lookAt(check, minor)?.(pod) ?? []);
}

/** The violations with what broke them. */
export function violationDetails(found: readonly Violation[]): string {
  return found.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');
}

/** The violations in a word each. */
export function violationReasons(found: readonly Violation[]): string {
  return found.map(({ reason }) => reason).join(', ');
}
