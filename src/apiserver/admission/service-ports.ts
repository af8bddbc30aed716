import { Services } from '../../api/core/service';
import { needsHealthCheck } from '../../api/core/service-validation';
import { ApiError, invalidError } from '../../api/errors';
import { invalid } from '../../api/field-error';
import type { Draft } from '../../api/object';
import type { Service } from '../../api/schema/objects';
import type { Request } from '../request';
import { nodePortsOf, PORT_MAX, PORT_MIN, type Taken } from './service-allocation';

type Spec = Draft<Service>['spec'];

const hasNodePorts = ({ type }: { readonly type?: string }) =>
  type === 'NodePort' || type === 'LoadBalancer';

function freePort(all: Taken, mine: ReadonlySet<number>): number {
  for (let i = 0; i <= PORT_MAX - PORT_MIN; i++) {
    const port = PORT_MIN + ((all.next++ * 1229) % (PORT_MAX - PORT_MIN + 1));
    if (!all.ports.has(port) && !mine.has(port)) return port;
  }
  throw new ApiError('InternalError', 'failed to allocate a nodePort: range is full');
}

function mustBeFree(
  { name }: Request,
  { path, port }: { readonly path: string; readonly port: number },
  isTaken: boolean,
): void {
  const isInRange = port >= PORT_MIN && port <= PORT_MAX;
  if (isInRange && !isTaken) return;
  const why = isInRange
    ? 'provided port is already allocated'
    : `provided port is not in the valid range. The range of valid ports is ${PORT_MIN}-${PORT_MAX}`;
  throw invalidError(Services, name, [invalid(path, port, why)]);
}

/** Ports that name no node port keep the one that the port of their name had. upstream: patchAllocatedValues */
function keepPorts(spec: Spec, old: Service | undefined): void {
  if (old === undefined || spec.ports === undefined) return;
  if (!hasNodePorts(spec) || !hasNodePorts(old.spec)) return;
  const before = new Map(old.spec.ports?.map(({ name = '', nodePort }) => [name, nodePort]));
  const used = new Set(spec.ports.map(({ nodePort }) => nodePort));
  spec.ports = spec.ports.map((port) => {
    const kept = before.get(port.name ?? '');
    if (port.nodePort || !kept || used.has(kept)) return port;
    used.add(kept);
    return { ...port, nodePort: kept };
  });
}

/** The port that is asked about when the balancer wants to know which nodes have endpoints. */
function takeHealthCheckPort(request: Request, spec: Spec, all: Taken, own: Set<number>): void {
  if (!needsHealthCheck(spec as Service['spec'])) return;
  const port = spec.healthCheckNodePort;
  const path = 'spec.healthCheckNodePort';
  if (!port) spec.healthCheckNodePort = freePort(all, own);
  else if (!own.has(port)) mustBeFree(request, { path, port }, all.ports.has(port));
}

/** Gives a Service its node ports: those that it asks for, if they are free, and free ones. */
export function takePorts(
  request: Request,
  spec: Spec,
  all: Taken,
  old: Service | undefined,
): void {
  keepPorts(spec, old);
  const own = new Set(old === undefined ? [] : nodePortsOf(old.spec));
  if (hasNodePorts(spec) && spec.ports !== undefined) {
    const givesAll = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts !== false;
    // ports of one number, as DNS has over TCP and UDP, share a node port
    const shared = new Map<number, number>();
    spec.ports = spec.ports.map((port, index) => {
      const wanted = port.nodePort || (givesAll ? shared.get(port.port) : undefined);
      if (!wanted && !givesAll) return port;
      const nodePort = wanted || freePort(all, own);
      const path = `spec.ports[${index}].nodePort`;
      const mayShare = old !== undefined || shared.get(port.port) === nodePort;
      const isTaken = own.has(nodePort) ? !mayShare : all.ports.has(nodePort);
      mustBeFree(request, { path, port: nodePort }, isTaken);
      own.add(nodePort);
      if (!shared.has(port.port)) shared.set(port.port, nodePort);
      return { ...port, nodePort };
    });
  }
  takeHealthCheckPort(request, spec, all, own);
}
