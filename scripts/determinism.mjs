// Runs the project's features twice, serially and with two workers in random order, and compares the digests of
// all traces: the same scenario and seed must give the same trace, byte for byte. So must explored seeds with their faults.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What tells a scenario from all others: examples of one outline may differ in what their steps carry alone. */
function nameOf({ uri, name, steps }) {
  return `${uri} ${name} ${JSON.stringify(steps.map(({ text, argument }) => [text, argument]))}`;
}

function digests(dir, args) {
  const run = spawnSync(process.execPath, ['dist/src/cli/main.js', 'run', 'features', '--out', dir, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`run ${args.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  const pickles = new Map();
  const cases = new Map();
  const runs = new Map();
  const found = new Map();
  for (const line of readFileSync(join(dir, 'messages.ndjson'), 'utf8').split('\n')) {
    if (line === '') continue;
    const { pickle, testCase, testCaseStarted, attachment } = JSON.parse(line);
    if (pickle) pickles.set(pickle.id, nameOf(pickle));
    if (testCase) cases.set(testCase.id, testCase.pickleId);
    if (testCaseStarted) runs.set(testCaseStarted.id, testCaseStarted.testCaseId);
    if (attachment?.fileName !== 'wavetank.json') continue;
    const body = attachment.contentEncoding === 'BASE64' ? Buffer.from(attachment.body, 'base64').toString('utf8') : attachment.body;
    found.set(pickles.get(cases.get(runs.get(attachment.testCaseStartedId))), JSON.parse(body).digest);
  }
  return found;
}

/** What exploring a few seeds of the fault features says, with the digests of all that happened. */
function explored() {
  const args = ['explore', 'features/faults', '--laws', '--digest', '--seeds', '2'];
  const run = spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return run.stdout.replace(/ \(\d+ seeds\/s\)/g, '');
}

const dir = mkdtempSync(join(tmpdir(), 'wavetank-determinism-'));
try {
  const serial = digests(join(dir, 'a'), []);
  const parallel = digests(join(dir, 'b'), ['--parallel', '2', '--order', 'random:7']);
  const different = [...serial].filter(([name, digest]) => parallel.get(name) !== digest);
  for (const [name] of different) console.log(`different: ${name}`);
  const pages = ['a', 'b'].map((run) => readFileSync(join(dir, run, 'index.html'), 'utf8'));
  if (pages[0] !== pages[1]) console.log('the pages differ');
  console.log(`${serial.size} scenarios, ${different.length} with different traces, pages ${pages[0] === pages[1] ? 'the same' : 'different'}`);
  const [once, again] = [explored(), explored()];
  console.log(`${once.trim().split('\n').at(-1)}, ${once === again ? 'twice alike' : 'not twice alike'}`);
  process.exitCode = once !== again || different.length > 0 || pages[0] !== pages[1] || serial.size !== parallel.size ? 1 : 0;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
