import type { JsonObject } from '../../api/object';
import { AGNHOST, at, walk } from './testing-walk';

/** A volume, and what else of the Pod matters to it. */
export interface Look {
  readonly volume: JsonObject;
  readonly mount?: JsonObject;
  readonly security?: JsonObject;
  readonly resources?: JsonObject;
}

/** The mount of a volume `v`. */
export const volumeAt = { name: 'v', mountPath: '/v' };

/** A projected volume of one source. */
export const projected = (source: JsonObject, more: JsonObject = {}): JsonObject => ({
  projected: { sources: [source], ...more },
});

/** A cluster with the ConfigMap `map` and the Secret `keys`, which hold one text, and how a Pod sees them. */
export function sourcesWorld() {
  const w = walk(2);
  const core = `/api/v1/namespaces/${w.namespace()}`;
  const pods = `${core}/pods`;
  let count = 0;

  w.make(`${core}/configmaps`, { metadata: { name: 'map' }, data: { 'data-1': 'value-1' } });
  w.make(`${core}/secrets`, { metadata: { name: 'keys' }, data: { 'data-1': 'dmFsdWUtMQ==' } });

  /** What the container says of a Pod with these volumes that runs to its end. */
  function ran(container: JsonObject, spec: JsonObject): string {
    const name = `look-${++count}`;
    const containers = [{ name: 'c', image: AGNHOST, ...container }];
    w.make(pods, { metadata: { name }, spec: { restartPolicy: 'Never', ...spec, containers } });
    w.until(
      `${name} has ended`,
      () => at(w.get(`${pods}/${name}`), 'status.phase') === 'Succeeded',
    );
    return w.send('GET', `${pods}/${name}/log`).text;
  }

  /** What `agnhost mounttest` says with these flags of one volume. */
  function look(
    flags: readonly string[],
    { volume, mount = volumeAt, security = {}, resources = {} }: Look,
  ): string {
    return ran(
      { args: ['mounttest', ...flags], volumeMounts: [mount], resources },
      { securityContext: security, volumes: [{ name: 'v', ...volume }] },
    );
  }
  return { w, core, pods, ran, look };
}
