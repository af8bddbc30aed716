import { isApiError } from '../api/errors';
import { parseGoDuration } from '../api/go-duration';
import type { Kind } from '../api/kind';
import type { Manifest } from '../api/manifest';
import type { KubeObject } from '../api/object';
import { microTimestamp } from '../api/timestamp';
import { ADMINISTRATOR } from '../apiserver/administrator';
import type { Api, User, WriteOptions } from '../apiserver/api';
import { impersonate } from '../apiserver/impersonation';
import type { Duration, Time } from '../sim/loop';
import { Kubeconfig } from './config/kubeconfig';
import { CommandError, isExpected, UsageError } from './errors';
import type { Flags } from './flags';
import { blaming } from './manifest-problems';
import type { KubectlContext, KubectlTarget } from './target';

/** So late a watch tells of a change, in milliseconds. */
const NEWS: Duration = 1;
const PATIENCE: Duration = 3_600_000;

/** How far a command goes: `none` is all the way. */
export type DryRun = 'none' | 'client' | 'server';

/** A command line that was understood. */
export interface CommandLine {
  readonly flags: Flags;
  /** The words without flags. */
  readonly words: readonly string[];
  /** How many of them stand before `--`. */
  readonly dash?: number | undefined;
  /** All of it, for --record. */
  readonly argv: readonly string[];
  /** See {@link Command.typed}. */
  readonly typed?: boolean;
}

/** One run of a command: who asks, where, and what has been said so far. */
export class Session {
  stdout = '';
  stderr = '';
  readonly api: Api;
  readonly namespace: string;
  /** True when the command line names the namespace. */
  readonly namespaceGiven: boolean;
  readonly started: Time;
  readonly flags: Flags;
  readonly words: readonly string[];
  readonly dash: number | undefined;
  readonly argv: readonly string[];
  readonly typed: boolean;
  private readonly warned = new Set<string>();

  constructor(
    readonly target: KubectlTarget,
    readonly context: KubectlContext,
    line: CommandLine,
  ) {
    const { flags, words, dash, argv, typed = false } = line;
    this.flags = flags;
    this.words = words;
    this.dash = dash;
    this.argv = argv;
    this.typed = typed;
    this.namespaceGiven = flags.has('namespace');
    this.namespace = flags.text('namespace') || context.kubeconfig?.namespace || context.namespace;
    this.started = target.now;
    requestTimeout(flags);
    this.api = target.server.as(userOf(target, context, flags), this.warnOnce);
  }

  get now(): Time {
    return this.target.now;
  }

  /** Writes a line to stdout. */
  print(line: string): void {
    this.stdout += `${line}\n`;
  }

  /** Writes text to stdout as it is. */
  write(text: string): void {
    this.stdout += text;
  }

  /** Writes a line to stderr. */
  warn(line: string): void {
    this.stderr += `${line}\n`;
  }

  /** Writes what kubectl logs as a warning: when, in which process, and where in its source. */
  log(place: string, text: string): void {
    const [date = '', time = ''] = microTimestamp(this.now)
      .slice(5, -1)
      .replace('-', '')
      .split('T');
    this.warn(`W${date} ${time}       1 ${place}] ${text}`);
  }

  /** A failure of the command line itself. */
  usage(message: string): UsageError {
    return new UsageError(message, this.flags.command);
  }

  /** Lets time pass until the goal holds; with 0 as long as the user's patience lasts. True when it holds. */
  wait(goal: () => boolean, timeout: Duration): boolean {
    if (goal()) return true;
    if (timeout > 0) return this.hearOf(goal, timeout);
    const { patience } = this;
    const left = this.started + patience - this.now;
    if (left > 0 && this.hearOf(goal, left)) return true;
    throw new CommandError(
      `the command would wait for ever: nothing came of it within ${Math.round(patience / 1000)} seconds; a --timeout ends it earlier`,
    );
  }

  /** Lets time pass until the goal holds and a watch has told of it, which others hear of as well; true when it holds. */
  hearOf(goal: () => boolean, timeout: Duration): boolean {
    if (!this.target.waitUntil(goal, timeout)) return false;
    this.sleep(NEWS);
    return true;
  }

  /** How long a command may last that has no limit of its own. */
  get patience(): Duration {
    return this.context.patience ?? PATIENCE;
  }

  /** How long a watch lasts: as long as a request may take, else as long as the user's patience. */
  get watchLength(): Duration {
    const length = requestTimeout(this.flags);
    return length > 0 ? length : this.patience;
  }

  /** Lets time pass. */
  sleep(duration: Duration): void {
    const until = this.now + duration;
    this.target.waitUntil(() => this.now >= until, duration);
  }

  /** Does something for each object, one after the other; what fails is gathered and returned. */
  each<T extends { readonly manifest?: Manifest }>(
    items: readonly T[],
    act: (item: T) => void,
  ): unknown[] {
    const { pace = 0 } = this.context;
    let isFirst = true;
    return forEach(items, (item) => {
      if (!isFirst && pace > 0) this.sleep(pace);
      isFirst = false;
      blaming(item.manifest, () => act(item));
    });
  }

  get dryRun(): DryRun {
    const value = this.flags.text('dry-run');
    switch (value) {
      case '':
      case 'none':
        return 'none';
      case 'client':
      case 'server':
        return value;
      case 'unchanged':
        return 'client';
      default:
        throw new CommandError(
          `Invalid dry-run value (${value}). Must be "none", "server", or "client".`,
        );
    }
  }

  /** What every write of this command says beside the object. */
  get writeOptions(): WriteOptions {
    const manager = this.flags.text('field-manager') || 'kubectl';
    return {
      dryRun: this.dryRun === 'server',
      fieldManager: manager,
      fieldValidation: this.fieldValidation,
      warn: this.warnOnce,
    };
  }

  /** A command tells each of the server's warnings once. */
  private readonly warnOnce = (message: string): void => {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.warn(`Warning: ${message}`);
  };

  private get fieldValidation(): 'Strict' | 'Warn' | 'Ignore' {
    // what has no such flag leaves the matter to the server
    if (this.flags.definition('validate') === undefined) return 'Warn';
    const value = this.flags.text('validate') || 'strict';
    switch (value.toLowerCase()) {
      case 'strict':
      case 'true':
        return 'Strict';
      case 'warn':
        return 'Warn';
      case 'ignore':
      case 'false':
        return 'Ignore';
      default:
        throw new CommandError(
          `invalid - validate option "${value}"; must be one of: strict (or true), warn, ignore (or false)`,
        );
    }
  }

  /** The kind that a word of the command line means; the command fails when there is none. */
  kind(word: string): Kind {
    const kind = this.api.kinds.find(word);
    if (kind === undefined || kind.verbs.length === 0) {
      const [resource = ''] = word.split('.');
      throw new CommandError(`the server doesn't have a resource type "${resource}"`);
    }
    return kind;
  }

  /** The kinds that a word means: a category such as `all`, or one. */
  kindsNamed(word: string): readonly Kind[] {
    const members = this.api.kinds.inCategory(word);
    return members.length > 0 ? members : [this.kind(word)];
  }

  /** How objects of the kind are patched: what the server knows of their lists, it knows of its own kinds only. */
  patchType({ rules }: Kind): 'strategic' | 'merge' {
    return rules.patchTypes === undefined ? 'strategic' : 'merge';
  }

  /** The namespace in which objects of the kind are looked for. */
  scope(kind: Kind): string | undefined {
    return kind.namespaced ? this.namespace : undefined;
  }
}

/** How long one request may take; 0 without a limit. upstream: clientcmd, ParseTimeout */
function requestTimeout(flags: Flags): Duration {
  const text = flags.text('request-timeout');
  if (text === '') return 0;
  if (/^[+-]?\d+$/.test(text)) return Number(text) * 1000;
  const length = parseGoDuration(text);
  if (typeof length === 'number') return length;
  throw new CommandError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}

function userOf({ server }: KubectlTarget, context: KubectlContext, flags: Flags): User {
  const uid = flags.text('as-uid') || undefined;
  const identity = { name: flags.text('as'), groups: flags.list('as-group'), uid };
  if (identity.name === '' && (identity.groups.length > 0 || uid !== undefined)) {
    // upstream: clientcmd, which says whose entry of the kubeconfig it is
    const entry = context.kubeconfig?.user ?? Kubeconfig.preset().user;
    throw new CommandError(
      `requesting uid, groups or user-extra for ${entry} without impersonating a user`,
    );
  }
  return impersonate(context.user ?? ADMINISTRATOR, identity, server.authorizer);
}

/** Does something for each; what fails is gathered and thrown at the end. */
export function forEach<T>(items: readonly T[], act: (item: T) => void): unknown[] {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      act(item);
    } catch (error) {
      if (!isExpected(error)) throw error;
      errors.push(error);
    }
  }
  return errors;
}

/** The object as it is now; undefined when it is gone. */
export function current(session: Session, kind: Kind, object: KubeObject): KubeObject | undefined {
  try {
    const { namespace, name } = object.metadata;
    return session.api.get(kind, { namespace, name });
  } catch (error) {
    if (isApiError(error, 'NotFound')) return undefined;
    throw error;
  }
}
