import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import { NetworkPolicies } from '../api/networking/network-policy';
import {
  type Barrier,
  barrierTo,
  type Party,
  type PolicyWorld,
} from '../api/networking/policy-rules';
import type { Pod } from '../api/schema/objects';
import type { Store } from '../apiserver/store';

/** A Pod that serves the cluster's names, as policies see it where there is none. upstream: CoreDNS' manifest */
const DNS_SERVER: Party = {
  address: '',
  pod: {
    metadata: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: {
      containers: [
        {
          name: 'coredns',
          ports: [
            { name: 'dns', containerPort: 53, protocol: 'UDP' },
            { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          ],
        },
      ],
    },
  },
};
const DNS_PORT = 53;

/** A connection between addresses, which are Pods' or somebody else's. */
export interface Attempt {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP' | undefined;
}

/** What NetworkPolicies let pass, as a CNI plugin that enforces them does. */
export class ClusterFirewall implements PolicyWorld {
  private readonly pods = new Map<string, Pod>();
  private revision = -1;

  constructor(private readonly store: Store) {}

  /** What keeps a connection from being made; undefined when nothing does. */
  barrier({ from, to, port, protocol = 'TCP' }: Attempt): Barrier | undefined {
    if (this.isOpen) return undefined;
    return barrierTo({ from: this.party(from), to: this.party(to), port, protocol }, this);
  }

  /** True when who has the address may ask for names. */
  letsAskForNames(from: string): boolean {
    if (this.isOpen) return true;
    const flow = {
      from: this.party(from),
      to: DNS_SERVER,
      port: DNS_PORT,
      protocol: 'UDP',
    } as const;
    return barrierTo(flow, this) === undefined;
  }

  policiesIn(namespace: string) {
    return this.store.objects(NetworkPolicies, namespace).values();
  }

  labelsOf(namespace: string) {
    return this.store.get(Namespaces, namespace)?.metadata.labels;
  }

  /** Without policies nobody needs to be known. */
  private get isOpen(): boolean {
    return this.store.objects(NetworkPolicies).size === 0;
  }

  private party(address: string): Party {
    return { address, pod: this.podAt(address) };
  }

  private podAt(address: string): Pod | undefined {
    if (this.revision !== this.store.revision) this.readPods();
    return this.pods.get(address);
  }

  private readPods(): void {
    this.pods.clear();
    this.revision = this.store.revision;
    for (const pod of this.store.objects(Pods).values()) {
      const { podIP, phase } = pod.status;
      const isOver = phase === 'Succeeded' || phase === 'Failed';
      // the address of a Pod that has ended may be another's by now
      if (podIP !== undefined && !isOver && pod.spec.hostNetwork !== true)
        this.pods.set(podIP, pod);
    }
  }
}
