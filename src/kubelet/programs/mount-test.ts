import type { ContainerFiles } from '../container/container-files';
import { permissions } from '../container/file-mode';
import type { Process, Surroundings } from '../container/process';
import { flag } from './program-flags';

const NEW_FILE = 'mount-tester new file\n';
const RETRY = 2000;
/** What statfs says of the file system that most nodes have (ext4). */
const DISK = '61267';

/** What a check says, and whether it went well. */
interface Finding {
  readonly text: string;
  readonly ok: boolean;
}

type Check = (files: ContainerFiles, path: string) => Finding;

function failed(what: string, path: string, cause: string): Finding {
  return { text: `${what} ${JSON.stringify(path)}: ${cause}\n`, ok: false };
}

const fileSystem: Check = (files, path) => {
  if (files.modeOf(path) === undefined) {
    return {
      text: `error from statfs(${JSON.stringify(path)}): no such file or directory\n`,
      ok: false,
    };
  }
  const type = files.inMemory(path) ? 'tmpfs' : DISK;
  return { text: `mount type of ${JSON.stringify(path)}: ${type}\n`, ok: true };
};

function mode(words: string, withType: boolean): Check {
  return (files, path) => {
    const found = files.modeOf(path);
    if (found === undefined) {
      const cause = `stat ${path}: no such file or directory`;
      return { text: `error from Stat(${JSON.stringify(path)}): ${cause}\n`, ok: false };
    }
    const type = withType && !files.isFile(path) ? 'd' : '-';
    return { text: `${words} ${JSON.stringify(path)}: ${type}${permissions(found)}\n`, ok: true };
  };
}

const content: Check = (files, path) => {
  const text = files.read(path);
  if (text === undefined) {
    const cause = `open ${path}: no such file or directory`;
    return failed('error reading file content for', path, cause);
  }
  return { text: `content of file ${JSON.stringify(path)}: ${text}\n`, ok: true };
};

const owner: Check = (files, path) => {
  const found = files.ownerOf(path);
  const quoted = JSON.stringify(path);
  if (found === undefined) return failed('error from stat', path, 'no such file or directory');
  return {
    text: `owner UID of ${quoted}: ${found.uid}\nowner GID of ${quoted}: ${found.gid}\n`,
    ok: true,
  };
};

function newFile(permission: number): Check {
  return (files, path) => {
    if (!files.write(path, NEW_FILE, false)) {
      return failed('error writing new file', path, `open ${path}: read-only file system`);
    }
    files.changeMode(path, permission);
    return content(files, path);
  };
}

/** The checks in the order in which the program makes them, by their flags. */
const CHECKS: readonly (readonly [flag: string, check: Check])[] = [
  ['fs_type', fileSystem],
  ['new_file_0644', newFile(0o644)],
  ['new_file_0666', newFile(0o666)],
  ['new_file_0660', newFile(0o660)],
  ['new_file_0777', newFile(0o777)],
  ['file_mode', mode('mode of file', true)],
  ['file_perm', mode('perms of file', false)],
  ['file_owner', owner],
  ['file_content', content],
];

/** `agnhost mounttest`: says what it finds of the files that it is told; 1 when something was not there. */
export function* mountTest(words: readonly string[], around: Surroundings): Process {
  let ok = true;
  for (const [name, check] of CHECKS) {
    const path = flag(words, name);
    if (path === undefined || path === '') continue;
    const finding = check(around.files, path);
    around.write(finding.text);
    ok &&= finding.ok;
  }
  const watched = flag(words, 'file_content_in_loop');
  if (watched !== undefined && watched !== '')
    ok = (yield* readAgain(words, watched, around)) && ok;
  return ok ? 0 : 1;
}

/** Reads a file every two seconds, until it holds what a new file holds, or for as long as it is told. */
function* readAgain(
  words: readonly string[],
  path: string,
  around: Surroundings,
): Generator<{ readonly sleep: number; readonly endless: boolean }, boolean, void> {
  const end = around.now() + Number(flag(words, 'retry_time') ?? '180') * 1000;
  const breaks = flag(words, 'break_on_expected_content') !== 'false';
  let ok = true;
  while (around.now() < end) {
    const text = around.files.read(path);
    ok = text !== undefined;
    if (text === undefined) {
      around.write(
        `Error reading file ${path}: open ${path}: no such file or directory, retrying\n`,
      );
    } else {
      around.write(`content of file ${JSON.stringify(path)}: ${text}\n`);
      if (breaks && text === NEW_FILE) break;
      if (breaks) around.write(`Unexpected content. Expected: ${NEW_FILE}. Retrying`);
    }
    yield { sleep: RETRY, endless: false };
  }
  return ok;
}
