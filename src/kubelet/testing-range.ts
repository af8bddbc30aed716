import { Nodes } from '../api/core/node';
import type { Api } from '../apiserver/api';

/** For tests: gives a Node its range of Pod addresses, as the controller manager does. */
export function giveRange(api: Api, name: string, range = '10.244.1.0/24'): void {
  const spec = { podCIDR: range, podCIDRs: [range] };
  api.patch(Nodes, { name }, { spec }, { type: 'merge' });
}
