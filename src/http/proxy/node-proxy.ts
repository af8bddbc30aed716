import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { ApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { Node, Pod } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { HttpReply } from '../../kubelet/container/pod-http';
import type { RestAnswer } from '../rest';
import type { Route } from '../route';
import type { Site } from '../site';
import { admitPassed, type Passed, passedBack, redirected } from './passed';
import { schemeNamePort, unreachable } from './pod-proxy';

const KUBELET_PORT = 10_250;

/** What a kubelet has to answer with. */
interface Asked {
  readonly site: Site;
  readonly node: Node;
  readonly pods: readonly Pod[];
}

type Page = (asked: Asked) => HttpReply;

/**
 * `…/nodes/NAME[:PORT]/proxy/PATH`: what the kubelet answers at its own port; nothing else listens on a node.
 * upstream: registry/core/node, ResourceLocation, and kubelet/server
 */
export function answerNodeProxy(site: Site, route: Route, passed: Passed): RestAnswer {
  const { server } = site;
  const { name, port: given } = schemeNamePort(route.name, 'node');
  admitPassed(server, Nodes as Kind, { name }, passed);
  const node = server.mustGet(Nodes, { name });
  const port = given === '' ? KUBELET_PORT : Number(given);
  const address = node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  if (!site.isReachable(name)) {
    const why = `dial tcp ${address}:${port}: i/o timeout`;
    throw new ApiError('ServiceUnavailable', `error trying to reach service: ${why}`);
  }
  if (port !== KUBELET_PORT) throw unreachable(address, port);
  const elsewhere = redirected(passed);
  if (elsewhere !== undefined) return elsewhere;
  const pods = [...server.store.objects(Pods).values()].filter(
    ({ spec }) => spec.nodeName === name,
  );
  return passedBack(passed, kubeletPage(passed.path, { site, node, pods }));
}

function kubeletPage(path: string, asked: Asked): HttpReply {
  const log = /^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path);
  if (log !== null) return containerLog(asked, log.slice(1));
  const page = pages[path] ?? pages[path.replace(/\/$/, '')];
  return page?.(asked) ?? { status: 404, body: '404 page not found\n' };
}

function json(body: object): HttpReply {
  return {
    status: 200,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
}

const podList: Page = ({ site, pods }) =>
  json({
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: {},
    items: pods.map((pod) => site.server.fields.show(Pods, pod)),
  });

const summary: Page = ({ site, node, pods }) => {
  const time = timestamp(site.server.now);
  return json({
    node: { nodeName: node.metadata.name, startTime: node.metadata.creationTimestamp },
    pods: pods.map((pod) => {
      const { cpu, memory } = site.usage(pod);
      const { name, namespace, uid } = pod.metadata;
      return {
        podRef: { name, namespace, uid },
        startTime: pod.status.startTime,
        cpu: { time, usageNanoCores: cpu * 1_000_000 },
        memory: { time, usageBytes: memory, workingSetBytes: memory },
      };
    }),
  });
};

const configz: Page = () =>
  json({
    kubeletconfig: {
      kind: 'KubeletConfiguration',
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      port: KUBELET_PORT,
      syncFrequency: '1m0s',
      nodeStatusUpdateFrequency: '10s',
      nodeStatusReportFrequency: '5m0s',
      nodeLeaseDurationSeconds: 40,
      clusterDomain: 'cluster.local',
      clusterDNS: ['10.96.0.10'],
    },
  });

const logFiles: Page = ({ pods }) => {
  const names = ['containers/', 'kubelet.log', ...(pods.length > 0 ? ['pods/'] : [])];
  const links = names.map((name) => `<a href="${name}">${name}</a>\n`).join('');
  return { status: 200, body: `<pre>\n${links}</pre>\n` };
};

const metrics: Page = ({ pods }) => {
  const running = pods.filter(({ status }) => status.phase === 'Running').length;
  return {
    status: 200,
    body: `# TYPE kubelet_running_pods gauge\nkubelet_running_pods ${running}\n`,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  };
};

const pages: Readonly<Record<string, Page>> = {
  '/healthz': () => ({ status: 200, body: 'ok' }),
  '/pods': podList,
  '/runningpods': podList,
  '/stats/summary': summary,
  '/configz': configz,
  '/logs': logFiles,
  '/metrics': metrics,
};

function containerLog({ site, pods }: Asked, names: readonly string[]): HttpReply {
  const [namespace, name, container = ''] = names;
  const pod = pods.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  const lines = pod === undefined ? undefined : site.logs(pod, container, { previous: false });
  if (lines === undefined) return { status: 404, body: `pod "${name}" does not exist\n` };
  return { status: 200, body: lines.map(({ text }) => `${text}\n`).join('') };
}
