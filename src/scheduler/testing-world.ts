import { Events } from '../api/core/event';
import { Namespaces } from '../api/core/namespace';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import { PriorityClasses } from '../api/scheduling/priority-class';
import type { Node, Pod, PodSpec } from '../api/schema/objects';
import { MASTER } from '../apiserver/administrator';
import { admissionPlugins } from '../apiserver/admission';
import { ApiServer } from '../apiserver/server';
import { Process } from '../runtime/process';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { schedulerActor } from '.';

/** For tests: what a node is made of. */
export interface NodeSketch {
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: Node['spec'];
  readonly status?: Partial<Node['status']>;
}

/** For tests: an API server and a scheduler, with nodes made by hand. */
export function schedulerWorld(seed = 1) {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(seed);
  const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
  const admin = server.as(MASTER);
  const scheduler = new Process(
    { loop, trace, random, server },
    { name: 'kube-scheduler', actors: [{ ...schedulerActor(), isMaster: true }], newEvents: true },
  );
  admin.create(Namespaces, { metadata: { name: 'default' }, spec: {} });
  admin.create(ServiceAccounts, { metadata: { name: 'default', namespace: 'default' } });
  scheduler.start();
  const settle = () => loop.runUntil(() => false, loop.now + 20_000);
  return {
    loop,
    trace,
    server,
    admin,
    scheduler,
    settle,
    pass: (duration: number) => loop.runTo(loop.now + duration),
    addNode(name: string, sketch: NodeSketch = {}): Node {
      const { cpu = '4', memory = '8Gi', pods = '110', zone, labels, spec = {}, status } = sketch;
      const amounts = { cpu, memory, pods };
      const created = admin.create(Nodes, {
        metadata: {
          name,
          labels: {
            'kubernetes.io/hostname': name,
            ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
            ...labels,
          },
        },
        spec,
      });
      // the admission plugin's taint goes when the node is ready
      const { taints: _, ...free } = created.spec;
      const ready = admin.update(Nodes, { ...created, spec: { ...free, ...spec } });
      return admin.updateStatus(Nodes, {
        ...ready,
        status: { ...ready.status, capacity: amounts, allocatable: amounts, ...status },
      });
    },
    addPod(name: string, spec: Partial<PodSpec> & { cpu?: string } = {}, metadata = {}): Pod {
      const { cpu, ...rest } = spec;
      const resources = cpu === undefined ? {} : { resources: { requests: { cpu } } };
      return admin.create(Pods, {
        metadata: { name, namespace: 'default', ...metadata },
        spec: { containers: [{ name: 'c', image: 'web:1', ...resources }], ...rest },
      });
    },
    addPriority(name: string, value: number, preemptionPolicy = 'PreemptLowerPriority') {
      admin.create(PriorityClasses, { metadata: { name }, value, preemptionPolicy });
    },
    /** The node of a Pod; '' when it has none, undefined when there is no such Pod. */
    nodeOf(name: string): string | undefined {
      const pod = admin.find(Pods, { namespace: 'default', name });
      return pod === undefined ? undefined : (pod.spec.nodeName ?? '');
    },
    pod: (name: string) => admin.get(Pods, { namespace: 'default', name }),
    /** `Reason: message` of the Events of a Pod, oldest first. */
    events(name: string): string[] {
      return admin
        .list(Events)
        .items.filter(({ involvedObject }) => involvedObject.name === name)
        .sort((a, b) => ((a.eventTime ?? '') < (b.eventTime ?? '') ? -1 : 1))
        .map(({ reason, message }) => `${reason}: ${message}`);
    },
  };
}
