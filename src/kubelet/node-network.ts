/** Why a Pod gets no address. */
export interface NetworkProblem {
  readonly reason: string;
  readonly message: string;
}

/** Who gives Pods their addresses. */
export interface Addresses {
  /** A free address, or why there is none. */
  take(): string | NetworkProblem;
  release(address: string): void;
}

/** What the kubelet says of a node without a range of addresses. upstream: cri-o and containerd, NetworkReady=false */
export const NETWORK_NOT_READY =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';

const UNINITIALIZED: NetworkProblem = {
  reason: 'NetworkNotReady',
  message: `network is not ready: ${NETWORK_NOT_READY}`,
};
const EXHAUSTED: NetworkProblem = {
  reason: 'FailedCreatePodSandBox',
  message:
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type="host-local" failed (add): failed to allocate for range 0: no IP addresses available in range set',
};

function numberOf(address: string): number {
  return address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
}

function addressAt(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** The addresses of a range, each given out again only when all later ones were. upstream: CNI host-local */
export class HostLocalAddresses implements Addresses {
  private readonly used = new Set<number>();
  private readonly base: number;
  private readonly size: number;
  private last = 1;

  /** `range` as `10.244.1.0/24`; its first address is the bridge's. */
  constructor(range: string) {
    const [address = '', bits = '24'] = range.split('/');
    this.base = numberOf(address);
    this.size = 2 ** (32 - Number(bits));
  }

  take(): string | NetworkProblem {
    for (let i = 0; i < this.size - 3; i++) {
      this.last = this.last >= this.size - 2 ? 2 : this.last + 1;
      if (this.used.has(this.last)) continue;
      this.used.add(this.last);
      return addressAt(this.base + this.last);
    }
    return EXHAUSTED;
  }

  release(address: string): void {
    this.used.delete(numberOf(address) - this.base);
  }
}

/** The network of a node's Pods: there is none until the node has a range. upstream: a CNI plugin that follows podCIDR */
export class NodeNetwork implements Addresses {
  private range: string | undefined;
  private addresses: HostLocalAddresses | undefined;

  get isReady(): boolean {
    return this.addresses !== undefined;
  }

  /** Pods get their addresses from this range from now on. */
  use(range: string): void {
    if (range === this.range) return;
    this.range = range;
    this.addresses = new HostLocalAddresses(range);
  }

  take(): string | NetworkProblem {
    return this.addresses?.take() ?? UNINITIALIZED;
  }

  release(address: string): void {
    this.addresses?.release(address);
  }
}
