import { isJsonObject, type JsonObject } from '../../api/object';

type Change = (value: unknown, holder: JsonObject) => unknown;

/**
 * The object with what stands at a dotted path changed; lists on the way are walked through. Where nothing stands it
 * is left alone, unless `create` is said.
 */
export function changeAt(
  object: unknown,
  path: readonly string[],
  change: Change,
  create = false,
): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return object;
  if (Array.isArray(object)) return object.map((item) => changeAt(item, path, change, create));
  if (!isJsonObject(object)) return object;
  const old = object[first];
  if ((old === undefined || old === null) && !create) return object;
  const next = rest.length === 0 ? change(old, object) : changeAt(old ?? {}, rest, change, create);
  return next === old ? object : { ...object, [first]: next };
}

/** A path in words: `spec.template.spec`. */
export function pathOf(text: string): readonly string[] {
  return text.split('.');
}

const POD_SPEC: Readonly<Record<string, string>> = {
  Pod: 'spec',
  Deployment: 'spec.template.spec',
  ReplicaSet: 'spec.template.spec',
  DaemonSet: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  ReplicationController: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};

/** Where objects of a kind have a Pod's spec; undefined where they have none. */
export function podSpecPath(kind: string): string | undefined {
  return POD_SPEC[kind];
}

/** Where objects of a kind have the metadata of what they make. */
export function templatePaths(kind: string): readonly string[] {
  if (kind === 'CronJob')
    return ['spec.jobTemplate.metadata', 'spec.jobTemplate.spec.template.metadata'];
  return kind === 'Pod' || POD_SPEC[kind] === undefined ? [] : ['spec.template.metadata'];
}
