import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf, type KubectlVersion } from './testing-binaries';
import { type ServedCluster, servedCluster } from './testing-cluster';

const CHART = resolve('src/http/testdata/guestbook');

interface HelmCommand {
  readonly line: string;
  readonly says: RegExp;
}

const COMMANDS: readonly HelmCommand[] = [
  { line: `install r1 ${CHART} --wait`, says: /STATUS: deployed\nREVISION: 1/ },
  { line: `upgrade r1 ${CHART} --set replicas=3 --wait`, says: /has been upgraded/ },
  { line: 'list', says: /^r1 +\tdefault +\t2 +\t[^\n]*\tdeployed\tguestbook-0\.1\.0/m },
  { line: 'history r1', says: /superseded[\s\S]*Upgrade complete/ },
  { line: 'rollback r1 1 --wait', says: /Rollback was a success/ },
  { line: 'status r1', says: /STATUS: deployed\nREVISION: 3/ },
  { line: 'get manifest r1', says: /kind: Deployment/ },
  { line: 'uninstall r1 --wait', says: /release "r1" uninstalled/ },
];

/** helm 3 and helm 4, by the package in which they lie. */
const HELMS: Readonly<Record<string, KubectlVersion>> = { 'helm 3': '1.31', 'helm 4': '1.34' };

for (const [name, version] of Object.entries(HELMS)) {
  const helm = binaryOf('helm', version) ?? '';
  const skip = helm === '' ? 'there is no helm for this machine' : false;

  describe(`the real ${name}`, { skip, timeout: 240_000 }, () => {
    let world: ServedCluster;

    before(async () => {
      world = await servedCluster(3, { speed: 10 });
    });
    after(() => world.close());

    for (const { line, says } of COMMANDS) {
      it(line.replace(CHART, 'CHART'), async () => {
        const { code, stdout, stderr } = await world.run(helm, line.split(' '));
        assert.equal(code, 0, stderr);
        assert.match(stdout, says, stderr);
      });
    }
  });
}
