import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf } from './testing-binaries';
import { type ServedCluster, servedCluster } from './testing-cluster';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
`;

const kubectl = binaryOf('kubectl', '1.34') ?? '';
const skip = kubectl === '' ? 'there is no kubectl for this machine' : false;

describe('the real kubectl', { skip, timeout: 120_000 }, () => {
  let world: ServedCluster;

  before(async () => {
    world = await servedCluster(3);
  });
  after(() => world.close());

  it('sees the nodes', async () => {
    const { stdout, code } = await world.run(kubectl, ['get', 'nodes', '--no-headers']);
    assert.equal(code, 0);
    assert.match(stdout, /^(node-\d +Ready +<none> +\S+ +v1\.34\.0\n){3}$/);
  });

  it('applies a Deployment and waits for it', async () => {
    const applied = await world.run(kubectl, ['apply', '-f', '-'], DEPLOYMENT);
    assert.equal(applied.stdout, 'deployment.apps/web created\n', applied.stderr);
    const status = await world.run(kubectl, ['rollout', 'status', 'deploy/web']);
    assert.match(status.stdout, /deployment "web" successfully rolled out\n$/);
  });
});
