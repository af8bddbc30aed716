import { Nodes } from '../api/core/node';
import { isApiError } from '../api/errors';
import { ADMINISTRATOR } from '../apiserver/administrator';
import type { Api } from '../apiserver/api';
import type { World } from '../runtime/process';
import type { Duration } from '../sim/loop';
import { type MachineSpec, ownerLabels } from './node-object';

/** The pause before a label that could not be given is tried again. */
const RETRY: Duration = 1000;

/**
 * Gives Nodes the labels that their machines were ordered with and kubelets may not set, such as roles, whenever one
 * registers. upstream: what installers do in an administrator's name, as kubeadm's phase mark-control-plane
 */
export class OwnerLabels {
  private readonly wanted = new Map<string, Readonly<Record<string, string>>>();
  private readonly owner: Api;

  constructor(private readonly world: World) {
    this.owner = world.server.as(ADMINISTRATOR);
  }

  /** From now on the Node of this machine gets what its kubelet cannot give it. */
  add(spec: MachineSpec): void {
    const labels = ownerLabels(spec);
    if (Object.keys(labels).length === 0) return;
    if (this.wanted.size === 0) this.begin();
    this.wanted.set(spec.name, labels);
  }

  private begin(): void {
    this.world.server.store.watch(Nodes, ({ type, object: { metadata } }) => {
      const labels = this.wanted.get(metadata.name);
      if (type === 'ADDED' && labels !== undefined) this.label(metadata.name, labels, 0);
    });
  }

  private label(name: string, labels: Readonly<Record<string, string>>, delay: Duration): void {
    this.world.loop.after(delay, 'node labels', () => {
      try {
        const patch = { metadata: { labels } };
        this.owner.patch(Nodes, { name }, patch, { type: 'merge', fieldManager: 'kubectl-label' });
      } catch (error) {
        // a Node that is gone gets its labels when it comes back
        if (isApiError(error, 'NotFound')) return;
        if (!isApiError(error)) throw error;
        this.label(name, labels, RETRY);
      }
    });
  }
}
