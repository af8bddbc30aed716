// An operator like those that run in clusters: each Namespace with the label `team` gets a ResourceQuota, as large as
// its annotation `team-quota/pods` says. Several copies may run; one leads. It knows nothing of wavetank.
import { ApiException, CoordinationV1Api, CoreV1Api, KubeConfig, makeInformer, V1MicroTime } from '@kubernetes/client-node';
import { WorkQueue } from './work-queue.mjs';

const QUOTA = 'team-quota';
const LEASE = { namespace: 'kube-system', name: 'team-operator' };
const LEASE_SECONDS = 15;
const RETRY_SECONDS = 2;
const identity = `${process.env.HOSTNAME ?? 'operator'}-${process.pid}`;

const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
const coordination = config.makeApiClient(CoordinationV1Api);

const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const isStatus = (error, code) => error instanceof ApiException && error.code === code;

/** The object, or undefined when there is none. */
async function find(read) {
  try {
    return await read();
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Brings one Namespace to what it should be; says so when it changed something. */
async function reconcile(name) {
  const namespace = await find(() => core.readNamespace({ name }));
  if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return;
  const quota = await find(() => core.readNamespacedResourceQuota({ namespace: name, name: QUOTA }));
  const team = namespace.metadata.labels?.team;
  if (team === undefined) {
    if (quota === undefined) return;
    await core.deleteNamespacedResourceQuota({ namespace: name, name: QUOTA });
    console.log(`${name}: no quota any more`);
    return;
  }
  const hard = { pods: namespace.metadata.annotations?.['team-quota/pods'] ?? '10' };
  if (quota === undefined) {
    const body = { metadata: { name: QUOTA, labels: { team } }, spec: { hard } };
    await core.createNamespacedResourceQuota({ namespace: name, body });
  } else if (quota.spec.hard?.pods !== hard.pods) {
    quota.spec.hard = hard;
    // refused with a conflict when somebody was faster: the queue tries again
    await core.replaceNamespacedResourceQuota({ namespace: name, name: QUOTA, body: quota });
  } else return;
  console.log(`${name}: ${hard.pods} pods for team ${team}`);
}

/** Takes the Lease, or renews it; true while this copy leads. */
async function lead() {
  const now = new V1MicroTime();
  const mine = { holderIdentity: identity, leaseDurationSeconds: LEASE_SECONDS, renewTime: now };
  const lease = await find(() => coordination.readNamespacedLease(LEASE));
  try {
    if (lease === undefined) {
      const body = { metadata: { name: LEASE.name }, spec: { ...mine, acquireTime: now } };
      await coordination.createNamespacedLease({ namespace: LEASE.namespace, body });
      return true;
    }
    const { holderIdentity, renewTime } = lease.spec;
    const age = Date.now() - new Date(renewTime ?? 0).getTime();
    if (holderIdentity !== identity && age < LEASE_SECONDS * 1000) return false;
    lease.spec = { ...lease.spec, ...mine };
    await coordination.replaceNamespacedLease({ ...LEASE, body: lease });
    return true;
  } catch (error) {
    // another copy was faster
    if (isStatus(error, 409)) return false;
    throw error;
  }
}

async function work() {
  const queue = new WorkQueue(reconcile);
  const informer = makeInformer(config, '/api/v1/namespaces', () => core.listNamespace());
  for (const event of ['add', 'update', 'delete']) {
    informer.on(event, ({ metadata }) => queue.add(metadata.name));
  }
  informer.on('error', () => setTimeout(() => informer.start(), 1000));
  const quotas = makeInformer(config, '/api/v1/resourcequotas', () => core.listResourceQuotaForAllNamespaces());
  // whoever takes the quota away gets it back
  for (const event of ['update', 'delete']) {
    quotas.on(event, ({ metadata }) => metadata.name === QUOTA && queue.add(metadata.namespace));
  }
  quotas.on('error', () => setTimeout(() => quotas.start(), 1000));
  await Promise.all([informer.start(), quotas.start()]);
}

while (!(await lead())) await sleep(RETRY_SECONDS);
console.log(`${identity} leads`);
await work();
while (await lead()) await sleep(RETRY_SECONDS);
console.log(`${identity} no longer leads`);
process.exit(1);
