import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A flag as the real kubectl has it: its name, its letter, and its default in the words of its help. */
type FlagRow = readonly [name: string, letter: string, preset: string];

interface CommandRow {
  readonly usage?: string;
  readonly flags: readonly FlagRow[];
  readonly subcommands?: readonly string[];
  readonly aliases?: readonly string[];
}

interface FlagData {
  readonly version: string;
  readonly global: readonly FlagRow[];
  readonly commands: Readonly<Record<string, CommandRow>>;
}

/** The flags of kubectl v1.34.5, made by generate-flags.mjs from the help of the real one. */
const data: FlagData = JSON.parse(readFileSync(join(__dirname, 'kubectl-flags.json'), 'utf8'));

/** The commands that help lists, and the one that it only speaks of. */
const rows: FlagData['commands'] = { ...data.commands, options: { flags: [] } };

export const KUBECTL_VERSION: string = data.version;

/** What a flag takes; `small` is a number of 32 bits, `pairs` are texts `a=b,c=d`. */
export type FlagForm =
  | 'boolean'
  | 'number'
  | 'small'
  | 'duration'
  | 'text'
  | 'texts'
  | 'list'
  | 'pairs';

export interface FlagDefinition {
  readonly name: string;
  readonly letter: string;
  readonly form: FlagForm;
  readonly preset: string;
  /** What the flag means without a value; undefined when it must have one. */
  readonly bare?: string;
  readonly deprecated?: string;
}

/** Lists whose values may have commas in them. */
const TEXTS = new Set([
  'from-literal',
  'env',
  'annotation',
  'annotations',
  'as-group',
  'hard',
  'rule',
]);
const PAIRS = new Set(['aggregation-rule', 'set-image']);
const SMALL = new Set(['max', 'min', 'port', 'value']);
const BARE: Readonly<Record<string, string>> = {
  'dry-run': 'unchanged',
  validate: 'strict',
  cascade: 'background',
};

function formOf(name: string, preset: string): FlagForm {
  if (PAIRS.has(name)) return 'pairs';
  if (preset === 'true' || preset === 'false') return 'boolean';
  if (preset === '[]') return TEXTS.has(name) ? 'texts' : 'list';
  if (/^-?\d+$/.test(preset)) return SMALL.has(name) ? 'small' : 'number';
  return /^(\d+[hms]+)+$/.test(preset) ? 'duration' : 'text';
}

function definitionOf([name, letter, preset]: FlagRow): FlagDefinition {
  const form = formOf(name, preset);
  const bare = form === 'boolean' ? 'true' : BARE[name];
  return {
    name,
    letter,
    form,
    preset: preset.replace(/^'(.*)'$/, '$1').replace(/^\[\]$/, ''),
    ...(bare === undefined ? {} : { bare }),
  };
}

const RECORD: FlagDefinition = {
  name: 'record',
  letter: '',
  form: 'boolean',
  preset: 'false',
  bare: 'true',
  deprecated: '--record will be removed in the future',
};

const CPU_PERCENT: FlagDefinition = {
  name: 'cpu-percent',
  letter: '',
  form: 'number',
  preset: '-1',
  deprecated:
    "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
};

/** Flags that help does not show any more. */
const HIDDEN: Readonly<Record<string, readonly FlagDefinition[]>> = {
  'set image': [RECORD],
  'set resources': [RECORD],
  'set env': [RECORD],
  'set selector': [RECORD],
  'set serviceaccount': [RECORD],
  scale: [RECORD],
  autoscale: [RECORD, CPU_PERCENT],
  annotate: [RECORD],
  label: [RECORD],
  apply: [RECORD],
  create: [RECORD],
  patch: [RECORD],
  expose: [RECORD],
  run: [RECORD],
  edit: [RECORD],
  'rollout undo': [RECORD],
  'create deployment': [{ ...RECORD, deprecated: RECORD.deprecated ?? '' }],
};

/** Short forms that commands have beside their aliases. */
const ALIASES: Readonly<Record<string, string>> = { 'api-resource': 'api-resources' };

/** The names of the commands at the top. */
export const topCommands: readonly string[] = Object.keys(rows).filter(
  (path) => !path.includes(' '),
);

/** The subcommands of a command; undefined when there is no such command. */
export function subcommandsOf(path: string): readonly string[] | undefined {
  const row = rows[path];
  return row === undefined ? undefined : (row.subcommands ?? []);
}

/** The full name of a subcommand that may be called by an alias. */
export function commandNamed(parent: string, word: string): string | undefined {
  const path = parent === '' ? (ALIASES[word] ?? word) : `${parent} ${word}`;
  if (rows[path] !== undefined) return path;
  return Object.keys(rows).find(
    (candidate) =>
      candidate.startsWith(`${parent} `) &&
      candidate.split(' ').length === parent.split(' ').length + 1 &&
      rows[candidate]?.aliases?.includes(word) === true,
  );
}

/** The flags that every command has. */
export const globalFlags: readonly FlagDefinition[] = data.global.map(definitionOf);

/** The flags of a command that its help shows. */
export function ownFlagsOf(path: string): readonly FlagDefinition[] {
  return (rows[path]?.flags ?? []).map(definitionOf);
}

/** How a command is called. */
export function usageOf(path: string): string {
  return rows[path]?.usage ?? `kubectl ${path} [options]`;
}

/** All names of a command that has others, its own among them. */
export function aliasesOf(path: string): readonly string[] {
  return rows[path]?.aliases ?? [];
}

/** All flags of a command, those of every command among them. */
export function flagsOf(path: string): readonly FlagDefinition[] {
  return [
    ...ownFlagsOf(path),
    ...(HIDDEN[path] ?? []),
    ...globalFlags,
    { name: 'help', letter: 'h', form: 'boolean', preset: 'false', bare: 'true' },
  ];
}
