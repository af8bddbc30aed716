import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Cluster } from '../cluster';
import { splitEnvironment } from './command-line';
import { Kubeconfig } from './config/kubeconfig';
import { kubectl, splitCommand } from './index';

/**
 * Whole sessions: `$ command`, what it says, and its exit code. The real kubectl v1.34.5 was asked the same against a
 * served cluster; WAVETANK_UPDATE=1 writes them anew.
 */
const FOLDER = resolve('src/kubectl/testdata/transcripts');
const UPDATE = process.env.WAVETANK_UPDATE === '1';
const MINUTE = 60_000;

/** Runs the commands of a session; a line `# a minute passes` lets one pass. */
function play(lines: readonly string[]): string {
  const cluster = new Cluster({});
  cluster.addMachine({ name: 'node-1', cpu: '4', memory: '16Gi', pods: 110 });
  cluster.pass(MINUTE);
  const kubeconfig = Kubeconfig.preset();
  let text = '';
  for (const line of lines) {
    if (line.startsWith('# ')) {
      if (line === '# a minute passes') cluster.pass(MINUTE);
      text += `${line}\n`;
      continue;
    }
    const { environment, words } = splitEnvironment(splitCommand(line.slice(2)));
    const { stdout, stderr, exitCode } = kubectl(cluster, words.slice(1), {
      namespace: 'default',
      roots: [join(FOLDER, 'files')],
      kubeconfig,
      environment,
    });
    const said = stdout + stderr;
    text += `${line}\n${said}${said === '' || said.endsWith('\n') ? '' : '\n'}[${exitCode}]\n`;
  }
  return text;
}

describe('a session with kubectl', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.txt'))) {
    it(name.replace('.txt', ''), () => {
      const file = join(FOLDER, name);
      const expected = readFileSync(file, 'utf8');
      const played = play(expected.split('\n').filter((line) => /^[$#] /.test(line)));
      if (UPDATE) writeFileSync(file, played);
      else assert.equal(played, expected);
    });
  }
});
