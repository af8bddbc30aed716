import type { Session } from './session';

/** One command of kubectl. */
export interface Command {
  /** `get`, `rollout status`. */
  readonly path: string;
  /** The flags that it acts on, beside those of every command; the others are refused when set. */
  readonly flags: readonly string[];
  /** Flags without which it fails. */
  readonly required?: readonly string[];
  /** True when it reads and prints objects by Go's types: Kubernetes' own kinds alone, JSON in their order. */
  readonly typed?: boolean;
  /** The exit code of a failure, 1 unless told otherwise. */
  readonly failureCode?: number;
  /** Writes to the session and returns the exit code, 0 unless told otherwise; failures are thrown. */
  run(session: Session): number | undefined;
}
