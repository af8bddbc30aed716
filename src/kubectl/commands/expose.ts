import type { KubeObject } from '../../api/object';
import type {
  LabelSelector,
  LabelSelectorRequirement,
  ServicePort,
} from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { podSpecOf } from '../pod-template';
import type { Item } from '../read-files';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { createGenerated, type Generated } from './generator';
import { parseLabels } from './label-spec';
import { overridden } from './overrides';

const KINDS = new Set(['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet']);

interface Exposable extends KubeObject {
  readonly spec: {
    readonly selector?: LabelSelector | Readonly<Record<string, string>>;
    readonly ports?: readonly ServicePort[];
  };
}

function failSelector(why: string): never {
  throw new CommandError(
    `couldn't retrieve selectors via --selector flag or introspection: ${why}`,
  );
}

/** As Go's `%+v` prints it. */
function expressionText({ key, operator, values = [] }: LabelSelectorRequirement): string {
  return `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`;
}

/** The labels by which an object's Pods are found. upstream: MapBasedSelectorForObject */
function selectorOf(object: KubeObject): Readonly<Record<string, string>> {
  if (object.kind === 'Pod') {
    const { labels } = object.metadata;
    if (labels === undefined || Object.keys(labels).length === 0)
      failSelector('the pod has no labels and cannot be exposed');
    return labels;
  }
  const { selector } = (object as Exposable).spec;
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    if (selector === undefined)
      failSelector(
        `the ${object.kind === 'Service' ? 'service' : 'replication controller'} has no pod selector set`,
      );
    return selector as Readonly<Record<string, string>>;
  }
  const { matchLabels, matchExpressions } = (selector ?? {}) as LabelSelector;
  if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
    failSelector(`the ${object.kind.toLowerCase()} has no pod selector set`);
  }
  if (matchExpressions !== undefined && matchExpressions.length > 0) {
    failSelector(
      `couldn't convert expressions - "[${matchExpressions.map(expressionText).join(' ')}]" to map-based selector format`,
    );
  }
  return matchLabels;
}

/** The container ports of an object, or the ports of a Service, with their protocols. */
function knownPorts(
  object: KubeObject,
): readonly { readonly port: number; readonly protocol: string }[] {
  if (object.kind === 'Service') {
    return ((object as Exposable).spec.ports ?? []).map(({ port, protocol }) => ({
      port,
      protocol: protocol ?? 'TCP',
    }));
  }
  return (podSpecOf(object)?.containers ?? []).flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol }) => ({
      port: containerPort,
      protocol: protocol ?? 'TCP',
    })),
  );
}

/** What is not told by flags is told by the first object, for all that follow. upstream: kubectl expose, RunExpose */
interface Told {
  selector?: Readonly<Record<string, string>>;
  ports?: readonly string[];
  labels?: Readonly<Record<string, string>>;
}

function toldByFlags({ flags }: Session): Told {
  const list = (name: string) => flags.text(name);
  return {
    ...(list('selector') === '' ? {} : { selector: parseLabels(list('selector')) }),
    ...(list('labels') === '' ? {} : { labels: parseLabels(list('labels')) }),
    ...(list('port') === '' ? {} : { ports: list('port').split(',') }),
  };
}

function learn(session: Session, told: Told, object: KubeObject): Required<Told> {
  told.selector ??= selectorOf(object);
  const known = knownPorts(object).map(({ port }) => String(port));
  if (told.ports === undefined && known.length > 0) told.ports = known;
  const isHeadless = session.flags.text('cluster-ip') === 'None';
  if (told.ports === undefined && !isHeadless)
    throw new CommandError("couldn't find port via --port flag or introspection");
  const { labels = {} } = object.metadata;
  if (told.labels === undefined && Object.keys(labels).length > 0) told.labels = labels;
  return { selector: told.selector, ports: told.ports ?? [], labels: told.labels ?? {} };
}

/** A number as Go reads it; the command fails in its words. */
export function goNumber(text: string): number {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function portsOf(
  { flags }: Session,
  object: KubeObject,
  ports: readonly string[],
): readonly object[] {
  const known = knownPorts(object);
  const target = flags.text('target-port');
  return ports.map((text, index) => {
    const port = goNumber(text);
    const protocol =
      flags.text('protocol') || known.find((each) => each.port === port)?.protocol || 'TCP';
    const targetPort = target === '' ? port : /^\d+$/.test(target) ? Number(target) : target;
    return {
      ...(ports.length > 1 ? { name: `port-${index + 1}` } : {}),
      port,
      protocol,
      targetPort,
    };
  });
}

/** What flags say under another name than the Service's field. */
const FIELDS: readonly (readonly [flag: string, field: string])[] = [
  ['cluster-ip', 'clusterIP'],
  ['load-balancer-ip', 'loadBalancerIP'],
  ['session-affinity', 'sessionAffinity'],
  ['type', 'type'],
];
const AFFINITIES = ['', 'None', 'ClientIP'];

function serviceFor(session: Session, object: KubeObject, told: Required<Told>): Generated {
  const { flags } = session;
  const externalIP = flags.text('external-ip');
  const affinity = flags.text('session-affinity');
  const ports = portsOf(session, object, told.ports);
  if (!AFFINITIES.includes(affinity))
    throw new CommandError(`unknown session affinity: ${affinity}`);
  const given = FIELDS.filter(([flag]) => flags.text(flag) !== '');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...(Object.keys(told.labels).length === 0 ? {} : { labels: told.labels }),
      name: flags.text('name') || object.metadata.name.slice(0, 63),
    },
    spec: {
      ...Object.fromEntries(given.map(([flag, field]) => [field, flags.text(flag)])),
      ...(externalIP === '' ? {} : { externalIPs: [externalIP] }),
      ...(ports.length === 0 ? {} : { ports }),
      selector: told.selector,
    },
    status: { loadBalancer: {} },
  };
}

function expose(session: Session, told: Told, { kind, object }: Item): void {
  if (!KINDS.has(kind.kind)) {
    throw new CommandError(
      `cannot expose a ${kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`}`,
    );
  }
  const service = serviceFor(session, object, learn(session, told, object));
  createGenerated(session, overridden(session, service), 'exposed');
}

/** `kubectl expose`. */
export const exposeCommand: Command = {
  path: 'expose',
  typed: true,
  flags: [
    'cluster-ip',
    'dry-run',
    'external-ip',
    'filename',
    'labels',
    'load-balancer-ip',
    'name',
    'output',
    'override-type',
    'overrides',
    'port',
    'protocol',
    'recursive',
    'save-config',
    'selector',
    'session-affinity',
    'target-port',
    'template',
    'type',
    'kustomize',
  ],
  run(session) {
    // --selector is that of the Service and picks no objects
    const selection = select(session, { latest: true, useSelector: false });
    const told = toldByFlags(session);
    const failures = forEach(selection.items, (item) => expose(session, told, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
