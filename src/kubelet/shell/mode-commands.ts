import type { ContainerFiles } from '../container/container-files';
import { changedMode } from '../container/file-mode';
import { at, type Builtin, operands } from './shell-command';

/** A path and, when it is a directory, all below it. */
function* below(files: ContainerFiles, path: string): Generator<string> {
  yield path;
  if (!files.isDirectory(path)) return;
  for (const name of files.list(path))
    yield* below(files, path === '/' ? `/${name}` : `${path}/${name}`);
}

/** Does something to each file that is named, and with -R to all below; says which are not there. */
function toEach(
  name: string,
  change: (files: ContainerFiles, path: string, how: string) => boolean,
): Builtin {
  return (args, io, state, around) => {
    const [how = '', ...paths] = args.filter(
      (arg) => !/^-[A-Za-z]+$/.test(arg) || /^-[rwx]+$/.test(arg),
    );
    const isDeep = args.some((arg) => /^-\w*R/.test(arg));
    let code = 0;
    for (const path of paths) {
      const full = at(path, state);
      const all = isDeep ? [...below(around.files, full)] : [full];
      // what came with the image is not modelled, and changing it works
      if (around.files.modeOf(full) === undefined) continue;
      for (const each of all) {
        if (change(around.files, each, how)) continue;
        io.err(`${name}: ${path}: Read-only file system\n`);
        code = 1;
      }
    }
    return code;
  };
}

const chmod = toEach('chmod', (files, path, how) => {
  const mode = changedMode(files.modeOf(path) ?? 0, how);
  return mode === undefined || files.changeMode(path, mode);
});

/** Names of users other than root are the image's affair. */
const idOf = (text: string | undefined, old: number): number =>
  text === 'root' ? 0 : text !== undefined && /^\d+$/.test(text) ? Number(text) : old;

const chown = toEach('chown', (files, path, how) => {
  const old = files.ownerOf(path) ?? { uid: 0, gid: 0 };
  const [user, group] = how.split(':');
  return files.changeOwner(path, { uid: idOf(user, old.uid), gid: idOf(group, old.gid) });
});

/** `stat -c FORMAT PATH`: of the format, modes, owners, sizes, names and kinds. */
const stat: Builtin = (args, io, state, around) => {
  const given = args.indexOf('-c');
  const format = given < 0 ? '%n %s %a %u:%g %F' : (args[given + 1] ?? '');
  const paths = operands(given < 0 ? args : args.toSpliced(given, 2));
  let code = 0;
  for (const path of paths) {
    const full = at(path, state);
    const mode = around.files.modeOf(full);
    if (mode === undefined) {
      io.err(`stat: can't stat '${path}': No such file or directory\n`);
      code = 1;
      continue;
    }
    const { uid, gid } = around.files.ownerOf(full) ?? { uid: 0, gid: 0 };
    const isFile = around.files.isFile(full);
    const said: Readonly<Record<string, string>> = {
      a: mode.toString(8),
      u: String(uid),
      g: String(gid),
      U: uid === 0 ? 'root' : 'UNKNOWN',
      G: gid === 0 ? 'root' : 'UNKNOWN',
      s: String(Buffer.byteLength(around.files.read(full) ?? '')),
      n: path,
      F: isFile ? 'regular file' : 'directory',
    };
    io.out(`${format.replace(/%([augUGsnF])/g, (_, letter: string) => said[letter] ?? '')}\n`);
  }
  return code;
};

/** `find [PATH] [-name PATTERN] [-type f|d]` */
const find: Builtin = (args, io, state, around) => {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  const [path = '.'] = first === 0 ? [] : args;
  const option = (name: string) => {
    const index = args.indexOf(name);
    return index < 0 ? undefined : args[index + 1];
  };
  const [name, type] = [option('-name'), option('-type')];
  const full = at(path === '.' ? '' : path, state);
  if (around.files.modeOf(full) === undefined) {
    io.err(`find: ${path}: No such file or directory\n`);
    return 1;
  }
  const pattern =
    name === undefined
      ? /^/
      : new RegExp(
          `^${name
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replace(/\*/g, '.*')
            .replace(/\?/g, '.')}$`,
        );
  for (const each of below(around.files, full)) {
    const isFile = around.files.isFile(each);
    if (type !== undefined && (type === 'f') !== isFile) continue;
    if (!pattern.test(each.slice(each.lastIndexOf('/') + 1))) continue;
    io.out(`${path}${each.slice(full.length)}\n`);
  }
  return 0;
};

const DD_MAX = 1 << 24;
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1 << 10, K: 1 << 10, M: 1 << 20 };

function amount(text: string | undefined, otherwise: number): number {
  const [, digits = '', unit = ''] = /^(\d+)([kKM]?)B?$/.exec(text ?? '') ?? [];
  return digits === '' ? otherwise : Number(digits) * (UNITS[unit] ?? 1);
}

/** `dd if=FILE of=FILE bs=N count=N`, of at most 16 MiB. */
const dd: Builtin = (args, io, state, around) => {
  const options = new Map(args.map((arg) => arg.split(/=(.*)/s, 2) as [string, string]));
  const [from, to] = [options.get('if') ?? '', options.get('of')];
  const block = amount(options.get('bs'), 512);
  const size = Math.min(block * amount(options.get('count'), Number.POSITIVE_INFINITY), DD_MAX);
  const isEndless = /^\/dev\/(?:zero|u?random)$/.test(from);
  const text = isEndless ? '\0'.repeat(size) : around.files.read(at(from, state));
  if (text === undefined) {
    io.err(`dd: can't open '${from}': No such file or directory\n`);
    return 1;
  }
  const copied = text.slice(0, size);
  if (to === undefined) io.out(copied);
  else if (!around.files.write(at(to, state), copied, false)) {
    io.err(`dd: can't open '${to}': Read-only file system\n`);
    return 1;
  }
  const whole = Math.floor(copied.length / block);
  const records = `${whole}+${copied.length > whole * block ? 1 : 0} records`;
  io.err(`${records} in\n${records} out\n`);
  return 0;
};

const uname: Builtin = (args, io, _state, { hostname }) => {
  const parts: Readonly<Record<string, string>> = {
    s: 'Linux',
    n: hostname,
    r: '6.8.0-71-generic',
    m: 'x86_64',
  };
  const asked = args.join('').includes('a') ? 'snrm' : args.join('').replace(/-/g, '') || 's';
  io.out(`${[...asked].flatMap((letter) => parts[letter] ?? []).join(' ')}\n`);
  return 0;
};

const whoami: Builtin = (_args, io, _state, { user }) => {
  if (user.uid === 0) io.out('root\n');
  else io.err(`whoami: unknown uid ${user.uid}\n`);
  return user.uid === 0 ? 0 : 1;
};

/** The commands that look at files from outside, change whose they are, and tell of the machine. */
export const modeCommands: readonly (readonly [name: string, command: Builtin])[] = [
  ['chmod', chmod],
  ['chown', chown],
  ['stat', stat],
  ['find', find],
  ['dd', dd],
  ['uname', uname],
  ['whoami', whoami],
];
