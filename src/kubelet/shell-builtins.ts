import type { HttpReply } from './pod-http';
import type { Process, Surroundings } from './process';
import { type Filter, filters } from './shell-filters';

/** Where a command's output goes and what it reads. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly input: string;
}

/** What a shell remembers. */
export interface ShellState {
  readonly variables: Map<string, string>;
  readonly args: readonly string[];
  code: number;
  leave: 'exit' | 'break' | 'continue' | undefined;
  exitOnError: boolean;
  readonly traps: Map<string, string>;
  readonly jobs: Process[];
  directory: string;
}

type Builtin = (args: readonly string[], io: Io, state: ShellState, around: Surroundings) => number;

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

function at(path: string, state: ShellState): string {
  if (path.startsWith('/')) return path;
  return `${state.directory === '/' ? '' : state.directory}/${path}`;
}

function operands(args: readonly string[]): string[] {
  return args.filter((arg) => !arg.startsWith('-') || arg === '-');
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

const cat: Builtin = (args, io, state, around) => {
  const paths = operands(args);
  if (paths.length === 0) {
    io.out(io.input);
    return 0;
  }
  let code = 0;
  for (const path of paths) {
    const text = around.files.read(at(path, state));
    if (text === undefined) {
      io.err(`cat: can't open '${path}': No such file or directory\n`);
      code = 1;
    } else io.out(text);
  }
  return code;
};

const ls: Builtin = (args, io, state, around) => {
  const [path = '.'] = operands(args);
  const full = at(path === '.' ? '' : path, state);
  if (around.files.isFile(full)) {
    io.out(`${path}\n`);
    return 0;
  }
  if (!around.files.isDirectory(full)) {
    io.err(`ls: ${path}: No such file or directory\n`);
    return 1;
  }
  for (const name of around.files.list(full)) io.out(`${name}\n`);
  return 0;
};

const rm: Builtin = (args, io, state, around) => {
  const force = args.some((arg) => /^-\w*f/.test(arg));
  let code = 0;
  for (const path of operands(args)) {
    if (around.files.remove(at(path, state)) || force) continue;
    io.err(`rm: can't remove '${path}': No such file or directory\n`);
    code = 1;
  }
  return code;
};

function copy(remove: boolean): Builtin {
  return (args, _io, state, around) => {
    const paths = operands(args);
    const to = paths.pop();
    if (to === undefined) return 1;
    for (const path of paths) {
      const text = around.files.read(at(path, state));
      // what came with the image is not modelled, and copying it works
      if (text === undefined) continue;
      const target = at(to, state);
      const name = path.slice(path.lastIndexOf('/') + 1);
      const full =
        around.files.isDirectory(target) || to.endsWith('/') ? `${target}/${name}` : target;
      around.files.write(full, text, false);
      if (remove) around.files.remove(at(path, state));
    }
    return 0;
  };
}

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function judge(args: readonly string[], state: ShellState, around: Surroundings): boolean {
  const or = args.indexOf('-o');
  if (or > 0) {
    return judge(args.slice(0, or), state, around) || judge(args.slice(or + 1), state, around);
  }
  const and = args.indexOf('-a');
  if (and > 0) {
    return judge(args.slice(0, and), state, around) && judge(args.slice(and + 1), state, around);
  }
  const [first = '', operator = '', third = ''] = args;
  if (first === '!') return !judge(args.slice(1), state, around);
  if (args.length === 1) return first !== '';
  if (args.length === 2) {
    const path = at(operator, state);
    switch (first) {
      case '-n':
        return operator !== '';
      case '-z':
        return operator === '';
      case '-f':
      case '-r':
        return around.files.isFile(path);
      case '-s':
        return (around.files.read(path) ?? '') !== '';
      case '-d':
        return around.files.isDirectory(path);
      case '-e':
        return around.files.isFile(path) || around.files.isDirectory(path);
      default:
        return false;
    }
  }
  if (operator === '=' || operator === '==') return first === third;
  if (operator === '!=') return first !== third;
  return NUMBERS[operator]?.(Number(first), Number(third)) ?? false;
}

const test: Builtin = (args, _io, state, around) => {
  const plain = args.at(-1) === ']' || args.at(-1) === ']]' ? args.slice(0, -1) : args;
  return judge(plain, state, around) ? 0 : 1;
};

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function hostAndPort(text: string): Url {
  const match = /^(?:(https?):\/\/)?([^/:]+)(?::(\d+))?(\/.*)?/.exec(text);
  const port = match?.[3] ?? (match?.[1] === 'https' ? '443' : '80');
  return { host: match?.[2] ?? text, port: Number(port), path: match?.[4] ?? '/' };
}

const nslookup: Builtin = (args, io, _state, around) => {
  const [host = ''] = operands(args);
  const addresses = around.outside.resolve(host, around.namespace);
  if (addresses.length === 0) {
    io.out(`** server can't find ${host}: NXDOMAIN\n`);
    return 1;
  }
  for (const address of addresses) io.out(`Name:\t${host}\nAddress: ${address}\n`);
  return 0;
};

/** What curl and wget make of an answer: curl takes errors for answers unless it is told `-f`. */
function received(program: string, args: readonly string[], reply: HttpReply, io: Io): number {
  const { status, body } = reply;
  const verbose = args.includes('-S') || args.includes('--server-response');
  if (program === 'wget' && verbose) io.err(`  HTTP/1.1 ${status}${status === 200 ? ' OK' : ''}\n`);
  if (status >= 400 && program === 'wget') {
    io.err(`wget: server returned error: HTTP/1.1 ${status}\n`);
    return 1;
  }
  if (status >= 400 && args.some((arg) => arg === '--fail' || /^-\w*f/.test(arg))) {
    io.err(`curl: (22) The requested URL returned error: ${status}\n`);
    return 22;
  }
  const shown = program === 'curl' || args.some((arg) => /^-\w*O-?$/.test(arg));
  if (shown) io.out(body);
  return 0;
}

function fetch(program: string): Builtin {
  return (args, io, _state, around) => {
    const urls = operands(args).filter((arg) => /[./:a-z]/i.test(arg) && !/^\d+$/.test(arg));
    const { host, port, path } = hostAndPort(urls.at(-1) ?? '');
    const reply = around.outside.request(host, { port, path }, around.namespace);
    if (reply !== undefined) return received(program, args, reply, io);
    if (around.outside.connects(host, port, around.namespace)) {
      if (args.includes('-S') || args.includes('--server-response')) io.err('  HTTP/1.1 200 OK\n');
      return 0;
    }
    const known = around.outside.resolve(host, around.namespace).length > 0;
    if (program === 'curl') {
      io.err(
        known
          ? `curl: (7) Failed to connect to ${host} port ${port}\n`
          : `curl: (6) Could not resolve host: ${host}\n`,
      );
      return known ? 7 : 6;
    }
    io.err(
      known
        ? `wget: can't connect to remote host: Connection refused\n`
        : `wget: bad address '${host}'\n`,
    );
    return 1;
  };
}

const nc: Builtin = (args, _io, _state, around) => {
  const plain = operands(args).filter((arg, i, all) => !(i < all.length - 2 && /^\d+$/.test(arg)));
  const [host = '', port = '0'] = plain.slice(-2);
  return around.outside.connects(host, Number(port), around.namespace) ? 0 : 1;
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
    return filter(args, texts.length === 0 ? io : { ...io, input: texts.join('') });
  };
}

const id: Builtin = (args, io, _state, { user }) => {
  const { uid, gid } = user;
  const named = (n: number) => (n === 0 ? '0(root)' : String(n));
  if (args.includes('-u')) io.out(`${uid}\n`);
  else if (args.includes('-g')) io.out(`${gid}\n`);
  else io.out(`uid=${named(uid)} gid=${named(gid)} groups=${named(gid)}\n`);
  return 0;
};

/** The network of a container may be changed by the privileged. */
const ip: Builtin = (args, io, _state, { isPrivileged }) => {
  const changes = args.some((arg) => ['add', 'del', 'delete', 'set'].includes(arg));
  if (!changes || isPrivileged) return 0;
  io.err('ip: RTNETLINK answers: Operation not permitted\n');
  return 2;
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
  ['cat', cat],
  ['ls', ls],
  ['rm', rm],
  ['cp', copy(false)],
  ['mv', copy(true)],
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
  ['nslookup', nslookup],
  ['wget', fetch('wget')],
  ['curl', fetch('curl')],
  ['nc', nc],
  ...filters.map(([name, filter, own]): [string, Builtin] => [name, reading(filter, own)]),
  ['id', id],
  ['ip', ip],
  [
    'touch',
    (args, io, state, around) => {
      const refused = operands(args).filter((path) => !around.files.touch(at(path, state)));
      for (const path of refused) io.err(`touch: ${path}: Read-only file system\n`);
      return refused.length === 0 ? 0 : 1;
    },
  ],
  [
    'mkdir',
    (args, _io, state, around) => {
      for (const path of operands(args)) around.files.makeDirectory(at(path, state));
      return 0;
    },
  ],
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
  [
    'hostname',
    (_args, io, _state, around) => {
      io.out(`${around.hostname}\n`);
      return 0;
    },
  ],
  ...['chmod', 'chown', 'ln', 'sync', 'sysctl', 'ulimit', 'umask', 'tar', 'unset'].map(
    (name): [string, Builtin] => [name, succeed],
  ),
]);
