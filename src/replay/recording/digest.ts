import { controllerOf, type JsonObject, type KubeObject } from '../../api/object';
import { newerConditions } from '../newer/older-form';
import { inNewerWords } from '../newer/words';
import type { Digest } from './format';
import type { Names } from './names';

type Loose = { readonly [key: string]: Loose } & JsonObject;

function conditions(status: Loose): string[] {
  const list = (status?.conditions ?? []) as unknown as readonly {
    type: string;
    status: string;
    reason?: string;
  }[];
  return list
    .filter(({ type }) => !newerConditions.has(type))
    .map(({ type, status: value, reason }) => `${type}=${value}${reason ? `:${reason}` : ''}`)
    .map((text) => inNewerWords(text, 'ours'))
    .sort();
}

function imageOf(spec: Loose): unknown {
  const containers = spec?.template?.spec?.containers as unknown as readonly { image: string }[];
  return containers?.[0]?.image;
}

function podDigest(pod: Loose, names: Names): Digest {
  const { spec, status } = pod as { spec: Loose; status: Loose };
  const list = (status?.conditions ?? []) as unknown as readonly {
    type: string;
    status: string;
    reason?: string;
  }[];
  const ready = list.find((c) => c.type === 'Ready');
  const scheduled = list.find((c) => c.type === 'PodScheduled');
  const containers = (status?.containerStatuses ?? []) as unknown as readonly Loose[];
  const state = containers[0]?.state;
  const waiting = state?.waiting?.reason as unknown as string | undefined;
  const exit = state?.terminated?.exitCode;
  const restarts = containers[0]?.restartCount as unknown as number | undefined;
  const labels = (pod as unknown as KubeObject).metadata.labels;
  const hash = labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'];
  return {
    phase: status?.phase,
    hash: hash === undefined ? undefined : names.text(hash),
    node: spec?.nodeName,
    ready: ready === undefined ? undefined : ready.status === 'True' ? 1 : 0,
    wait:
      exit !== undefined ? `exit${exit}` : waiting === 'ContainerCreating' ? undefined : waiting,
    sched: scheduled?.status === 'False' ? scheduled.reason : undefined,
    restarts: restarts || undefined,
    reason: status?.reason,
    nominated: status?.nominatedNodeName,
  };
}

function named(name: unknown, names: Names): string | undefined {
  return typeof name === 'string' ? names.normal(name) : undefined;
}

function revisionDigest(object: Loose, names: Names): Digest {
  const labels = (object as unknown as KubeObject).metadata.labels;
  const hash = labels?.['controller-revision-hash'] ?? labels?.['controller.kubernetes.io/hash'];
  return { rev: object.revision, hash: hash === undefined ? undefined : names.text(hash) };
}

function workloadDigest(object: Loose, names: Names): Digest {
  const { spec, status } = object as { spec: Loose; status: Loose };
  const meta = (object as unknown as KubeObject).metadata;
  const annotations = meta.annotations ?? {};
  const prefix = 'deployment.kubernetes.io/';
  const isDaemon = (object as unknown as KubeObject).kind === 'DaemonSet';
  return {
    replicas: spec?.replicas,
    image: imageOf(spec as Loose),
    gen: meta.generation,
    obs: status?.observedGeneration,
    r: status?.replicas,
    fl: status?.fullyLabeledReplicas,
    rdy: isDaemon ? status?.numberReady : status?.readyReplicas,
    avail: isDaemon ? status?.numberAvailable : status?.availableReplicas,
    unav: isDaemon ? status?.numberUnavailable : status?.unavailableReplicas,
    upd: isDaemon ? status?.updatedNumberScheduled : status?.updatedReplicas,
    cur: isDaemon ? status?.currentNumberScheduled : status?.currentReplicas,
    des: status?.desiredNumberScheduled,
    mis: status?.numberMisscheduled,
    rev: annotations[`${prefix}revision`],
    hist: annotations[`${prefix}revision-history`],
    desired: annotations[`${prefix}desired-replicas`],
    max: annotations[`${prefix}max-replicas`],
    curRev: named(status?.currentRevision, names),
    updRev: named(status?.updateRevision, names),
    coll: status?.collisionCount,
    paused: spec?.paused,
    conds: conditions(status as Loose),
  };
}

function nodeDigest(node: Loose): Digest {
  const { spec, status } = node as { spec: Loose; status: Loose };
  const taints = (spec?.taints ?? []) as unknown as readonly {
    key: string;
    value?: string;
    effect: string;
  }[];
  const all = conditions(status as Loose);
  const ready = all.find((c) => c.startsWith('Ready='));
  return {
    ready: ready?.split(/[=:]/)[1],
    conds: all,
    taints: taints
      .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
      .sort(),
    unsched: spec?.unschedulable,
  };
}

function budgetDigest(budget: Loose): Digest {
  const { spec, status } = budget as { spec: Loose; status: Loose };
  const disrupted = Object.keys(status?.disruptedPods ?? {}).length;
  return {
    min: spec?.minAvailable,
    maxU: spec?.maxUnavailable,
    gen: (budget as unknown as KubeObject).metadata.generation,
    obs: status?.observedGeneration,
    cur: status?.currentHealthy,
    des: status?.desiredHealthy,
    exp: status?.expectedPods,
    allowed: status?.disruptionsAllowed,
    disrupted: disrupted || undefined,
  };
}

function slicePorts(ports: unknown): string | undefined {
  const list = (ports ?? []) as readonly { name?: string; port?: number }[];
  if (list.length === 0) return undefined;
  return list.map(({ name, port }) => `${name ?? ''}:${port ?? ''}`).join(',');
}

function sliceDigest(slice: Loose, names: Names): Digest {
  const list = (slice.endpoints ?? []) as unknown as readonly {
    targetRef?: { name: string };
    addresses: readonly string[];
    conditions?: { ready?: boolean; terminating?: boolean };
  }[];
  return {
    type: slice.addressType,
    ports: slicePorts(slice.ports),
    // since v1.22 those on their way out stay; before, they left at once, unless all were published
    eps: list
      .filter((e) => e.conditions?.terminating !== true || e.conditions.ready === true)
      .map((e) => {
        const who = e.targetRef === undefined ? e.addresses[0] : names.normal(e.targetRef.name);
        return `${who}:${e.conditions?.ready === false ? 'notready' : 'ready'}`;
      })
      .sort(),
  };
}

function endpointsDigest(endpoints: Loose, names: Names): Digest {
  type Address = { readonly ip: string; readonly targetRef?: { readonly name: string } };
  const subsets = (endpoints.subsets ?? []) as unknown as readonly {
    addresses?: readonly Address[];
    notReadyAddresses?: readonly Address[];
    ports?: unknown;
  }[];
  const who = (a: Address) => (a.targetRef === undefined ? a.ip : names.normal(a.targetRef.name));
  return {
    ready: subsets.flatMap((s) => (s.addresses ?? []).map(who)).sort(),
    notReady: subsets.flatMap((s) => (s.notReadyAddresses ?? []).map(who)).sort(),
    ports: slicePorts(subsets[0]?.ports),
  };
}

function jobDigest({ spec, status }: Loose): Digest {
  return {
    par: spec?.parallelism,
    comp: spec?.completions,
    act: status?.active || undefined,
    succ: status?.succeeded || undefined,
    fail: status?.failed || undefined,
    conds: conditions(status as Loose),
    started: status?.startTime && 1,
    done: status?.completionTime && 1,
  };
}

function cronJobDigest({ spec, status }: Loose, names: Names): Digest {
  const active = (status?.active ?? []) as unknown as readonly { readonly name: string }[];
  return {
    schedule: spec?.schedule,
    policy: spec?.concurrencyPolicy,
    suspend: spec?.suspend,
    active: active.map(({ name }) => names.normal(name)),
    last: status?.lastScheduleTime && 1,
  };
}

function autoscalerDigest({ spec, status }: Loose): Digest {
  type Metric = { readonly resource?: { readonly current: { averageUtilization?: number } } };
  const metrics = (status?.currentMetrics ?? []) as unknown as readonly Metric[];
  return {
    min: spec?.minReplicas,
    max: spec?.maxReplicas,
    cur: status?.currentReplicas,
    des: status?.desiredReplicas,
    metrics: metrics.map(({ resource }) => resource?.current.averageUtilization ?? null),
    conds: conditions(status as Loose),
  };
}

function sorted(object: Loose): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a recording's trace says of an object; keys without a value are left out. */
export function digestOf(object: KubeObject, names: Names): Digest {
  const loose = object as unknown as Loose;
  const own = ownDigest(object.kind, loose, names);
  const owner = controllerOf(object);
  const digest: Record<string, unknown> = {
    ...own,
    owner: owner === undefined ? undefined : `${owner.kind}/${names.normal(owner.name)}`,
    term: object.metadata.deletionTimestamp === undefined ? undefined : 1,
    fin: object.metadata.finalizers?.join(','),
  };
  for (const key of Object.keys(digest)) if (digest[key] === undefined) delete digest[key];
  return digest;
}

function ownDigest(kind: string, object: Loose, names: Names): Digest {
  switch (kind) {
    case 'Pod':
      return podDigest(object, names);
    case 'Node':
      return nodeDigest(object);
    case 'PodDisruptionBudget':
      return budgetDigest(object);
    case 'EndpointSlice':
      return sliceDigest(object, names);
    case 'Endpoints':
      return endpointsDigest(object, names);
    case 'Service':
      return {
        type: object.spec?.type,
        selector: object.spec?.selector && JSON.stringify(object.spec.selector),
        headless: (object.spec?.clusterIP as unknown) === 'None' ? 1 : undefined,
      };
    case 'Namespace':
      return {
        phase: object.status?.phase,
        conds: conditions(object.status as Loose),
        specFin: (object.spec?.finalizers as unknown as readonly string[] | undefined)?.join(','),
      };
    case 'ControllerRevision':
      return revisionDigest(object, names);
    case 'Job':
      return jobDigest(object);
    case 'CronJob':
      return cronJobDigest(object, names);
    case 'HorizontalPodAutoscaler':
      return autoscalerDigest(object);
    case 'ResourceQuota':
      return {
        hard: object.status?.hard && JSON.stringify(sorted(object.status.hard)),
        used: object.status?.used && JSON.stringify(sorted(object.status.used)),
      };
    case 'PersistentVolume':
      return {
        phase: object.status?.phase,
        claim: (object.spec?.claimRef as unknown as { name?: string } | undefined)?.name,
        policy: object.spec?.persistentVolumeReclaimPolicy,
      };
    case 'PersistentVolumeClaim':
      return {
        phase: object.status?.phase,
        sc: object.spec?.storageClassName,
        volume: object.spec?.volumeName,
        capacity: (object.status?.capacity as unknown as { storage?: string } | undefined)?.storage,
      };
    case 'ConfigMap':
      return { data: Object.keys(object.data ?? {}).length || undefined };
    default:
      return workloadDigest(object, names);
  }
}
