import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf, KUBECTL_VERSIONS, type KubectlVersion } from './testing-binaries';
import { type ServedCluster, servedCluster } from './testing-cluster';
import { kubectlCommands, wordsOf } from './testing-commands';

/** Two of them each time, all in CI. */
const VERSIONS: readonly KubectlVersion[] =
  process.env.WAVETANK_CLIENTS === 'all' ? KUBECTL_VERSIONS : ['1.31', '1.34'];

for (const version of VERSIONS) {
  const kubectl = binaryOf('kubectl', version) ?? '';
  const skip = kubectl === '' ? 'there is no kubectl for this machine' : false;

  describe(`the real kubectl ${version}`, { skip, timeout: 240_000 }, () => {
    let world: ServedCluster;

    before(async () => {
      world = await servedCluster(3, { speed: 10 });
    });
    after(() => world.close());

    for (const { line, stdin, says, code = 0, since = '1.30' } of kubectlCommands) {
      it(line, { skip: since > version ? `new in ${since}` : false }, async () => {
        const printed = await world.run(kubectl, wordsOf(line), { stdin });
        assert.equal(printed.code, code, printed.stderr);
        const { stdout, stderr } = printed;
        // a diff says by its exit code that there is one
        assert.match(stdout !== '' || code === 0 ? stdout : stderr, says, stderr);
      });
    }
  });
}
