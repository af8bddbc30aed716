import { conditionOf } from '../../api/condition';
import type { KubeObject } from '../../api/object';
import type { DaemonSet, Deployment, StatefulSet } from '../../api/schema/objects';
import { CommandError } from '../errors';

/** What `kubectl rollout status` says of an object, and whether the rollout is over. */
export interface RolloutStatus {
  readonly text: string;
  readonly done: boolean;
}

const REVISION = 'deployment.kubernetes.io/revision';

function ofDeployment({ metadata, spec, status }: Deployment, revision: number): RolloutStatus {
  const { name } = metadata;
  if (revision > 0) {
    const own = Number(metadata.annotations?.[REVISION] ?? '0');
    if (own !== revision) {
      throw new CommandError(
        `desired revision (${revision}) is different from the running revision (${own})`,
      );
    }
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return { text: 'Waiting for deployment spec update to be observed...', done: false };
  }
  if (conditionOf(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${JSON.stringify(name)} exceeded its progress deadline`);
  }
  const updated = status.updatedReplicas ?? 0;
  const all = status.replicas ?? 0;
  const available = status.availableReplicas ?? 0;
  const waiting = (what: string) => ({
    text: `Waiting for deployment ${JSON.stringify(name)} rollout to finish: ${what}...`,
    done: false,
  });
  if (updated < (spec.replicas ?? 1)) {
    return waiting(`${updated} out of ${spec.replicas ?? 1} new replicas have been updated`);
  }
  if (all > updated) return waiting(`${all - updated} old replicas are pending termination`);
  if (available < updated)
    return waiting(`${available} of ${updated} updated replicas are available`);
  return { text: `deployment ${JSON.stringify(name)} successfully rolled out`, done: true };
}

function ofDaemonSet({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return { text: 'Waiting for daemon set spec update to be observed...', done: false };
  }
  const name = JSON.stringify(metadata.name);
  const desired = status.desiredNumberScheduled;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  const waiting = (what: string) => ({
    text: `Waiting for daemon set ${name} rollout to finish: ${what}...`,
    done: false,
  });
  if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated`);
  if (available < desired) return waiting(`${available} of ${desired} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out`, done: true };
}

function ofStatefulSet({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    throw new CommandError(`rollout status is only available for RollingUpdate strategy type`);
  }
  if (
    (status.observedGeneration ?? 0) === 0 ||
    (metadata.generation ?? 0) > (status.observedGeneration ?? 0)
  ) {
    return { text: 'Waiting for statefulset spec update to be observed...', done: false };
  }
  const replicas = spec.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  if (ready < replicas)
    return { text: `Waiting for ${replicas - ready} pods to be ready...`, done: false };
  const updated = status.updatedReplicas ?? 0;
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (partition !== undefined && partition > 0) {
    const wanted = replicas - partition;
    if (updated < wanted) {
      return {
        text: `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
        done: false,
      };
    }
    return {
      text: `partitioned roll out complete: ${updated} new pods have been updated...`,
      done: true,
    };
  }
  if (status.updateRevision !== status.currentRevision) {
    return {
      text: `waiting for statefulset rolling update to complete ${updated} pods at revision ${status.updateRevision}...`,
      done: false,
    };
  }
  return {
    text: `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision}...`,
    done: true,
  };
}

/** `ReplicaSet.apps`. */
function groupKindOf({ apiVersion, kind }: KubeObject): string {
  return apiVersion.includes('/') ? `${kind}.${apiVersion.split('/')[0]}` : kind;
}

/** upstream: kubectl polymorphichelpers, rollout_status.go */
export function rolloutStatus(object: KubeObject, revision: number): RolloutStatus {
  switch (object.kind) {
    case 'Deployment':
      return ofDeployment(object as Deployment, revision);
    case 'DaemonSet':
      return ofDaemonSet(object as DaemonSet);
    case 'StatefulSet':
      return ofStatefulSet(object as StatefulSet);
    default:
      throw new CommandError(`no status viewer has been implemented for ${groupKindOf(object)}`);
  }
}
