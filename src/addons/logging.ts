import { Pods } from '../api/core/pod';
import { isReady, isTerminating } from '../api/core/pod-states';
import type { Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { Duration, Time } from '../sim/loop';
import { createAccount } from './account';
import type { AddOn, Host, LogStream } from './add-on';
import { createManifest } from './manifest-add-on';

const LOGGING = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: fluentd, namespace: kube-system}
---
apiVersion: v1
kind: Service
metadata: {name: log-store, namespace: kube-system}
spec: {selector: {k8s-app: log-store}, ports: [{port: 9200}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: log-store, namespace: kube-system, labels: {k8s-app: log-store}}
spec:
  replicas: 1
  selector: {matchLabels: {k8s-app: log-store}}
  template:
    metadata: {labels: {k8s-app: log-store}}
    spec:
      containers: [{name: log-store, image: "log-store:1", ports: [{containerPort: 9200}]}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: fluentd, namespace: kube-system, labels: {k8s-app: fluentd-logging}}
spec:
  selector: {matchLabels: {k8s-app: fluentd-logging}}
  template:
    metadata: {labels: {k8s-app: fluentd-logging}}
    spec:
      serviceAccountName: fluentd
      terminationGracePeriodSeconds: 30
      tolerations:
        - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
      containers:
        - name: fluentd
          image: quay.io/fluentd_elasticsearch/fluentd:v5.0.1
          resources: {limits: {memory: 200Mi}, requests: {cpu: 100m, memory: 200Mi}}
          volumeMounts: [{name: varlog, mountPath: /var/log}]
      volumes: [{name: varlog, hostPath: {path: /var/log}}]
`;

const NAMESPACE = 'kube-system';
const APP = 'k8s-app';
/** How often a collector looks at the logs of its node. */
const FLUSH: Duration = 1000;

const isAt = (pod: Pod, app: string): boolean =>
  pod.metadata.namespace === NAMESPACE && pod.metadata.labels?.[APP] === app;

/** Up to when the log of each container was read, by the uid of its Pod and its name. upstream: fluentd, pos_file */
type Positions = Map<string, Time>;

/** Carries what containers write from the nodes that have a collector to the store, once each. */
class Collector {
  constructor(
    private readonly env: Env,
    private readonly host: Host,
    private readonly positions: Positions,
  ) {}

  start(): void {
    this.env.scope.every(FLUSH, this.env.name, () => this.flush());
  }

  private flush(): void {
    const pods = [...this.env.cache.informer(Pods).all().values()];
    const store = pods.find((pod) => isAt(pod, 'log-store') && isReady(pod));
    const stored = store && this.host.logOf(store, 'log-store');
    // what nobody takes in stays where it is until somebody does
    if (stored === undefined) return;
    const nodes = new Set(
      pods
        .filter((pod) => isAt(pod, 'fluentd-logging') && isReady(pod) && !isTerminating(pod))
        .map(({ spec }) => spec.nodeName),
    );
    for (const pod of pods) {
      if (nodes.has(pod.spec.nodeName) && !isAt(pod, 'log-store')) this.carry(pod, stored);
    }
  }

  private carry(pod: Pod, stored: LogStream): void {
    const { uid, namespace, name } = pod.metadata;
    const { initContainers = [], containers } = pod.spec;
    for (const { name: container } of [...initContainers, ...containers]) {
      const key = `${uid}/${container}`;
      const since = this.positions.get(key) ?? 0;
      const { now } = this.env.loop;
      // a line that is written at this very moment is read with the next look, whole
      const lines = this.host.logOf(pod, container)?.between(since, now) ?? [];
      if (lines.length === 0) continue;
      this.positions.set(key, now);
      for (const { text } of lines) stored.write(`${namespace}/${name}/${container}: ${text}\n`);
    }
  }
}

/**
 * Logging at the level of the cluster: a collector on each node carries what containers write to a store, whose own log
 * keeps it when Pods and nodes are gone.
 */
export const logging: AddOn = {
  name: 'logging',
  install(host) {
    createManifest(host, 'logging', LOGGING);
    const resources = ['namespaces', 'pods'];
    const verbs = ['get', 'list', 'watch'];
    createAccount(host, { name: 'fluentd', rules: [{ apiGroups: [''], resources, verbs }] });
    const positions: Positions = new Map();
    const start = (env: Env) => new Collector(env, host, positions).start();
    host.run('fluentd', [{ name: 'fluentd', start }]);
  },
};
