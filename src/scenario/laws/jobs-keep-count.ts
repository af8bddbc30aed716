import { isActive, isFinished } from '../../api/core/pod-states';
import { controllerOf } from '../../api/object';
import type { Job, Pod } from '../../api/schema/objects';
import type { Law } from './law';

/** What is known of a Job: its Pods that run, and how many have ended one way or another. */
interface Account {
  parallelism: number;
  readonly active: Set<string>;
  readonly ended: Set<string>;
}

/** A Job never counts more ends of Pods than there were, and its controller never starts one Pod too many. */
export const jobsKeepCount: Law = {
  name: 'a Job counts each Pod once and runs no more than its parallelism',
  watch() {
    const accounts = new Map<string, Account>();
    const accountOf = (uid: string): Account => {
      const account = accounts.get(uid) ?? { parallelism: 1, active: new Set(), ended: new Set() };
      accounts.set(uid, account);
      return account;
    };
    return ({ type, kind, object }, { actor }) => {
      if (kind === 'Job') {
        const { metadata, spec, status } = object as unknown as Job;
        const account = accountOf(metadata.uid);
        account.parallelism = spec.parallelism ?? 1;
        if (type === 'DELETED') accounts.delete(metadata.uid);
        const counted = (status.succeeded ?? 0) + (status.failed ?? 0);
        return counted <= account.ended.size
          ? undefined
          : `Job "${metadata.name}" counts ${counted} Pods, of which only ${account.ended.size} have ended`;
      }
      const owner = kind === 'Pod' ? controllerOf(object) : undefined;
      if (owner?.kind !== 'Job') return undefined;
      const account = accountOf(owner.uid);
      const pod = object as unknown as Pod;
      const { uid, name } = pod.metadata;
      const runs = type !== 'DELETED' && isActive(pod);
      if (runs) account.active.add(uid);
      else account.active.delete(uid);
      if (type === 'DELETED' || isFinished(pod) || !runs) account.ended.add(uid);
      const isNew = type === 'ADDED' && actor.endsWith('job-controller');
      return isNew && account.active.size > account.parallelism
        ? `Pod "${name}" makes ${account.active.size} of Job "${owner.name}", which wants ${account.parallelism} at once`
        : undefined;
    };
  },
};
