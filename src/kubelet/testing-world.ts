import { Namespaces } from '../api/core/namespace';
import { defaultSettings } from '../api/settings';
import { ApiServer } from '../apiserver/server';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { ClusterFirewall } from './cluster-firewall';
import { ImageCatalog } from './image/image-catalog';
import { Machine } from './machine';
import { Disks } from './outside';
import { giveRange } from './testing-range';

/** For tests: an API server and one node of 4 CPUs and 8Gi with its kubelet, and nobody else. */
export class TestingWorld {
  readonly loop = new Loop(Date.UTC(2026, 0, 5));
  readonly trace = new Trace(this.loop);
  readonly random = new Random(1);
  readonly server = new ApiServer({
    loop: this.loop,
    trace: this.trace,
    random: this.random,
    admission: [],
  });
  readonly admin = this.server.as({ name: 'admin', groups: ['system:masters'] });
  readonly images = new ImageCatalog();
  readonly machine: Machine;

  constructor() {
    for (const name of ['default', 'kube-node-lease']) {
      this.admin.create(Namespaces, { metadata: { name }, spec: {} } as never);
    }
    const network = { request: () => undefined, connects: () => false };
    const firewall = new ClusterFirewall(this.server.store);
    const supplies = { images: this.images, disks: new Disks(), network, firewall };
    const spec = { name: 'node-1', cpu: '4', memory: '8Gi', pods: 110, zone: 'a' };
    this.machine = new Machine(this, spec, supplies, defaultSettings, 1);
    this.machine.start();
    giveRange(this.admin, 'node-1');
  }
}
