import type { KubeObject } from '../../api/object';
import type { WriteEntry } from '../../apiserver/server';
import type { TraceEntry } from '../../sim/trace';
import type { Law } from './law';

/** A write as a law hears of it. */
export interface Said {
  readonly type?: WriteEntry['type'];
  readonly object: object;
  readonly old?: object;
  readonly actor?: string;
  readonly time?: number;
}

/** What the law says of each write in turn. */
export function told(law: Law, writes: readonly Said[]): (string | undefined)[] {
  const observe = law.watch();
  return writes.map(({ type = 'ADDED', object, old, actor = 'kubernetes-admin', time = 0 }) => {
    const made = object as KubeObject;
    const { namespace, name } = made.metadata;
    const write: WriteEntry = {
      type,
      kind: made.kind,
      id: made.kind,
      key: `${namespace}/${name}`,
      object: made,
      old: old as KubeObject | undefined,
    };
    return observe(write, { actor, time } as TraceEntry);
  });
}
