import type { KubeObject } from '../../api/object';
import type {
  LabelSelector,
  LabelSelectorRequirement,
  ServicePort,
} from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { podSpecOf } from '../pod-template';
import { type Item, select } from '../select';
import { forEach, type Session } from '../session';
import { createGenerated } from './generator';

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

function selectorOf(session: Session, object: KubeObject): Readonly<Record<string, string>> {
  const text = session.flags.text('selector');
  if (text !== '') {
    return Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));
  }
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

function portsOf(session: Session, object: KubeObject): readonly object[] {
  const { flags } = session;
  const known = knownPorts(object);
  const given = flags.text('port') === '' ? [] : flags.text('port').split(',');
  const ports = given.length > 0 ? given : known.map(({ port }) => String(port));
  if (ports.length === 0)
    throw new CommandError("couldn't find port via --port flag or introspection");
  const target = flags.text('target-port');
  return ports.map((text, index) => {
    const port = Number(text);
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

function expose(session: Session, { kind, object }: Item): void {
  const { flags } = session;
  if (!KINDS.has(kind.kind)) {
    throw new CommandError(
      `cannot expose a ${kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`}`,
    );
  }
  const selector = selectorOf(session, object);
  const ports = portsOf(session, object);
  const labels = flags.text('labels');
  const ownLabels =
    labels === ''
      ? object.metadata.labels
      : Object.fromEntries(labels.split(',').map((pair) => pair.split('=') as [string, string]));
  const clusterIP = flags.text('cluster-ip');
  const externalIP = flags.text('external-ip');
  const type = flags.text('type');
  createGenerated(
    session,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        ...(ownLabels === undefined || Object.keys(ownLabels).length === 0
          ? {}
          : { labels: ownLabels }),
        name: flags.text('name') || object.metadata.name.slice(0, 63),
      },
      spec: {
        ...(clusterIP === '' ? {} : { clusterIP }),
        ...(externalIP === '' ? {} : { externalIPs: [externalIP] }),
        ports,
        selector,
        ...(flags.text('session-affinity') === ''
          ? {}
          : { sessionAffinity: flags.text('session-affinity') }),
        ...(type === '' ? {} : { type }),
      },
      status: { loadBalancer: {} },
    },
    'exposed',
  );
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
    'name',
    'output',
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
    const failures = forEach(selection.items, (item) => expose(session, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
