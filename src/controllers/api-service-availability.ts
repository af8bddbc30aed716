import { APIServices } from '../api/api-registration/api-service';
import { conditionOf } from '../api/condition';
import { EndpointsKind } from '../api/core/endpoints';
import { Services } from '../api/core/service';
import { joinKey, keyOf } from '../api/object';
import type { APIService } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import { type Controller, NO_KEYS, type Watch } from '../runtime/controller';
import type { Env } from '../runtime/env';

const SERVICE = 'service';

interface Finding {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const serviceKey = ({ spec }: APIService): string | undefined =>
  spec.service === undefined
    ? undefined
    : joinKey(spec.service.namespace ?? '', spec.service.name ?? '');

/** What stands between an APIService and the server that it names. upstream: kube-aggregator, available_controller */
function findingOf(env: Env, { spec }: APIService): Finding {
  const { service } = spec;
  if (service === undefined) {
    return {
      status: 'True',
      reason: 'Local',
      message: 'Local APIServices are always available',
    };
  }
  const { name = '', namespace = '', port: wanted = 443 } = service;
  const failed = (reason: string, message: string): Finding => ({
    status: 'False',
    reason,
    message,
  });
  const place = `service/${name} in ${JSON.stringify(namespace)}`;
  const found = env.cache.informer(Services).find(namespace, name);
  if (found === undefined) return failed('ServiceNotFound', `${place} is not present`);
  if ((found.spec.type ?? 'ClusterIP') === 'ClusterIP') {
    const port = found.spec.ports?.find((own) => own.port === wanted);
    if (port === undefined)
      return failed('ServicePortError', `${place} is not listening on port ${wanted}`);
    const endpoints = env.cache.informer(EndpointsKind).find(namespace, name);
    if (endpoints === undefined)
      return failed('EndpointsNotFound', `cannot find endpoints for ${place}`);
    const isServed = (endpoints.subsets ?? []).some(
      ({ addresses = [], ports = [] }) =>
        addresses.length > 0 && ports.some((own) => (own.name ?? '') === (port.name ?? '')),
    );
    if (!isServed) {
      const quoted = JSON.stringify(port.name ?? '');
      return failed(
        'MissingEndpoints',
        `endpoints for ${place} have no addresses with port name ${quoted}`,
      );
    }
  }
  return { status: 'True', reason: 'Passed', message: 'all checks passed' };
}

const concerned = (env: Env, key: string): readonly string[] => {
  const named = env.cache.informer(APIServices).by(SERVICE, key);
  return named.size === 0 ? NO_KEYS : [...named.keys()];
};

/** Says of each APIService whether its server can be reached: condition Available. */
export const apiServiceAvailability: Controller<APIService> = {
  name: 'remote_available_controller',
  reconciles: APIServices,
  ignoresStatus: 'own',
  watches: [
    { kind: Services, keys: (env, { object }) => concerned(env, keyOf(object)) },
    { kind: EndpointsKind, keys: (env, { object }) => concerned(env, keyOf(object)) },
  ] as readonly Watch[],
  prepare: (env) => env.cache.informer(APIServices).addIndex(SERVICE, serviceKey),
  reconcile(env, apiService) {
    if (apiService === undefined) return;
    const finding = findingOf(env, apiService);
    const conditions = apiService.status?.conditions ?? [];
    const old = conditionOf(conditions, 'Available');
    if (
      old?.status === finding.status &&
      old.reason === finding.reason &&
      old.message === finding.message
    )
      return;
    const now = timestamp(env.loop.now);
    const lastTransitionTime =
      old?.status === finding.status ? (old.lastTransitionTime ?? now) : now;
    const others = conditions.filter(({ type }) => type !== 'Available');
    const available = { type: 'Available', ...finding, lastTransitionTime };
    env.api.updateStatus(APIServices, {
      ...apiService,
      status: { ...apiService.status, conditions: [...others, available] },
    });
  },
};
