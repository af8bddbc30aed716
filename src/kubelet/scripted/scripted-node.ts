import { Leases } from '../../api/coordination/lease';
import { Nodes } from '../../api/core/node';
import type { Lease, NodeStatus } from '../../api/schema/objects';
import { microTimestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import { healthyConditions, kubeletLabels, type MachineSpec } from '../node-object';
import { regardless } from './scripted-pod';

const LEASE_PERIOD = 2500;
const STATUS_PERIOD = 10_000;
const LEASE_NAMESPACE = 'kube-node-lease';

/** A Node object and its Lease, kept as the kubelets of the recordings kept theirs. */
export class ScriptedNode {
  private lease: Lease | undefined;

  constructor(
    private readonly spec: MachineSpec,
    private readonly nodeIP: string,
  ) {}

  /** Registers the node, and gives signs of life from now on. */
  begin(env: Env): void {
    const { name, taints = [] } = this.spec;
    if (env.api.find(Nodes, { name }) === undefined) {
      env.api.create(Nodes, {
        metadata: { name, labels: kubeletLabels(this.spec) },
        spec: taints.length === 0 ? {} : { taints },
        status: this.status(env, undefined),
      });
    }
    this.post(env);
    this.renew(env);
    env.scope.every(LEASE_PERIOD, 'lease', () => this.tryTo(() => this.renew(env)));
    env.scope.every(STATUS_PERIOD, 'node status', () => this.tryTo(() => this.post(env)));
  }

  private tryTo(act: () => void): void {
    // after a failure the Lease is read anew
    if (!regardless(act)) this.lease = undefined;
  }

  private renew(env: Env): void {
    const renewTime = microTimestamp(env.loop.now);
    const ref = { namespace: LEASE_NAMESPACE, name: this.spec.name };
    const found = this.lease ?? env.api.find(Leases, ref);
    const spec = { holderIdentity: this.spec.name, leaseDurationSeconds: 40, renewTime };
    this.lease =
      found === undefined
        ? env.api.create(Leases, { metadata: ref, spec })
        : env.api.update(Leases, { ...found, spec: { ...found.spec, renewTime } });
  }

  private post(env: Env): void {
    const node = env.api.find(Nodes, { name: this.spec.name });
    if (node === undefined) return;
    env.api.updateStatus(Nodes, { ...node, status: this.status(env, node.status) });
  }

  private status(env: Env, old: NodeStatus | undefined): NodeStatus {
    const { name, cpu, memory, pods } = this.spec;
    const capacity = { cpu, 'ephemeral-storage': '100Gi', memory, pods: String(pods) };
    return {
      ...old,
      capacity,
      allocatable: capacity,
      conditions: healthyConditions(old?.conditions ?? [], env.clock.shown(env.loop.now)),
      addresses: [
        { type: 'InternalIP', address: this.nodeIP },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: '0-sim',
        osImage: 'sim',
        containerRuntimeVersion: 'sim://1',
        kubeletVersion: 'v1.20.2',
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    };
  }
}
