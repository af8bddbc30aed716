import { Input } from '../container/input';
import { fileCommands } from './file-commands';
import { type Filter, filters } from './filters';
import { modeCommands } from './mode-commands';
import { networkCommands } from './network-commands';
import { at, type Builtin, operands } from './shell-command';
import { test } from './test-command';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '0': '\0',
};

function unescaped(text: string): string {
  return text.replace(/\\([ntr\\0])/g, (_, c: string) => ESCAPES[c] as string);
}

const echo: Builtin = (args, io) => {
  let rest = args;
  let end = '\n';
  let escapes = false;
  while (/^-[neE]+$/.test(rest[0] ?? '')) {
    if (rest[0]?.includes('n')) end = '';
    if (rest[0]?.includes('e')) escapes = true;
    rest = rest.slice(1);
  }
  const text = rest.join(' ');
  io.out((escapes ? unescaped(text) : text) + end);
  return 0;
};

const printf: Builtin = ([format = '', ...args], io) => {
  const values = [...args];
  do {
    io.out(
      unescaped(format).replace(/%(?:[-0-9.]*)([sdi%])/g, (_, c: string) => {
        if (c === '%') return '%';
        const value = values.shift() ?? '';
        return c === 's' ? value : String(Math.trunc(Number(value) || 0));
      }),
    );
  } while (values.length > 0 && /%[-0-9.]*[sdi]/.test(format));
  return 0;
};

function leave(kind: 'exit' | 'break' | 'continue'): Builtin {
  return ([code], _io, state) => {
    state.leave = kind;
    return kind === 'exit' ? (code === undefined ? state.code : Number(code) & 255) : 0;
  };
}

const set: Builtin = (args, _io, state) => {
  for (const arg of args) {
    if (/^-\w*e/.test(arg)) state.exitOnError = true;
    if (/^\+\w*e/.test(arg)) state.exitOnError = false;
  }
  return 0;
};

const assign: Builtin = (args, _io, state) => {
  for (const arg of operands(args)) {
    const equals = arg.indexOf('=');
    if (equals > 0) state.variables.set(arg.slice(0, equals), arg.slice(equals + 1));
  }
  return 0;
};

const env: Builtin = (args, io, state) => {
  const [name] = operands(args);
  if (name !== undefined) {
    const value = state.variables.get(name);
    if (value === undefined) return 1;
    io.out(`${value}\n`);
    return 0;
  }
  for (const [key, value] of state.variables) io.out(`${key}=${value}\n`);
  return 0;
};

const trap: Builtin = ([action = '', ...signals], _io, state) => {
  for (const signal of signals) {
    const name = signal.replace(/^SIG/, '').replace(/^15$/, 'TERM').replace(/^0$/, 'EXIT');
    if (action === '-') state.traps.delete(name);
    else state.traps.set(name, action);
  }
  return 0;
};

const date: Builtin = (args, io, _state, around) => {
  const now = new Date(around.now());
  const format = args.find((arg) => arg.startsWith('+'));
  if (format === '+%s') io.out(`${Math.floor(now.getTime() / 1000)}\n`);
  else if (format !== undefined) io.out(`${now.toISOString()}\n`);
  else {
    const [day, month, number, year] = [
      now.toUTCString().slice(0, 3),
      ...now.toUTCString().slice(5).split(' '),
    ] as [string, string, string, string];
    io.out(`${day} ${number} ${Number(month)} ${now.toISOString().slice(11, 19)} UTC ${year}\n`);
  }
  return 0;
};

/** A filter that reads the files it is given; its first `own` operands are its own affair. */
function reading(filter: Filter, own: number): Builtin {
  return (args, io, state, around) => {
    const texts = operands(args)
      .slice(own)
      .flatMap((path) => around.files.read(at(path, state)) ?? []);
    return filter(args, texts.length === 0 ? io : { ...io, input: Input.of(texts.join('')) });
  };
}

const id: Builtin = (args, io, _state, { user }) => {
  const { uid, gid, groups } = user;
  const all = [...new Set([gid, ...groups])];
  const named = (n: number) => (n === 0 ? '0(root)' : String(n));
  if (args.includes('-u')) io.out(`${uid}\n`);
  else if (args.includes('-g')) io.out(`${gid}\n`);
  else if (args.includes('-G')) io.out(`${all.join(' ')}\n`);
  else io.out(`uid=${named(uid)} gid=${named(gid)} groups=${all.map(named).join(',')}\n`);
  return 0;
};

/** `sysctl NAME`: a setting that the Pod was given; others are the kernel's, and unknown. The privileged may change them. */
const sysctl: Builtin = (args, io, _state, { files, isPrivileged }) => {
  for (const name of operands(args)) {
    const [key = '', given] = name.split('=');
    if (given !== undefined && isPrivileged) {
      io.out(`${key} = ${given}\n`);
      continue;
    }
    if (given !== undefined) {
      io.err(`sysctl: error setting key '${key}': Read-only file system\n`);
      return 1;
    }
    const value = files.read(`/proc/sys/${name.replaceAll('.', '/')}`);
    if (value === undefined) {
      io.err(`sysctl: error: '${name}' is an unknown key\n`);
      return 1;
    }
    io.out(`${name} = ${value}`);
  }
  return 0;
};

const succeed: Builtin = () => 0;

/** The commands that containers understand, by name; those that pause are the shell's own. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['true', succeed],
  [':', succeed],
  ['false', () => 1],
  ['echo', echo],
  ['printf', printf],
  ['exit', leave('exit')],
  ['return', leave('exit')],
  ['break', leave('break')],
  ['continue', leave('continue')],
  ['test', test],
  ['[', test],
  ['[[', test],
  ['set', set],
  ['export', assign],
  ['readonly', assign],
  ['local', assign],
  ['env', env],
  ['printenv', env],
  ['trap', trap],
  ['date', date],
  ...filters.map(([name, filter, own]): [string, Builtin] => [name, reading(filter, own)]),
  ['id', id],
  ['sysctl', sysctl],
  ...fileCommands,
  ...modeCommands,
  ...networkCommands,
  [
    'cd',
    ([path = '/'], _io, state) => {
      state.directory = at(path, state);
      return 0;
    },
  ],
  [
    'pwd',
    (_args, io, state) => {
      io.out(`${state.directory}\n`);
      return 0;
    },
  ],
  ...['ln', 'sync', 'ulimit', 'umask', 'unset'].map((name): [string, Builtin] => [name, succeed]),
]);

/** Commands that read their input unless they are told of files, with how many operands are no files. */
const READERS: ReadonlyMap<string, number> = new Map([
  ['cat', 0],
  ...filters.map(([name, , own]): [string, number] => [name, own]),
]);

/** True when a command reads its input to the end. */
export function readsInput(name: string, args: readonly string[]): boolean {
  if (name === 'tar') return args.includes('-') && /^-?\w*[xt]/.test(args[0] ?? '');
  if (name === 'nc') return args.some((arg) => /^-\w*u/.test(arg));
  const own = READERS.get(name);
  return own !== undefined && operands(args).length <= own && name !== 'seq';
}
