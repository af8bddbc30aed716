import { Namespaces } from '../api/core/namespace';
import { ServiceAccounts } from '../api/core/service-account';
import type { Cluster } from '../cluster';

/** Makes a namespace when it is not there, and waits the moment until its account is, which Pods need. */
export function makeNamespace(cluster: Cluster, name: string): void {
  const { admin, server } = cluster;
  if (admin.find(Namespaces, { name }) !== undefined) return;
  admin.create(Namespaces, { metadata: { name }, spec: {} });
  const account = `${name}/default`;
  cluster.runUntil(() => server.store.get(ServiceAccounts, account) !== undefined, 1000);
}
