import { kindOf } from '../../api';
import { isApiError } from '../../api/errors';
import { controllerOf } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Session } from '../session';

/** Whether a drain takes a Pod away, and what it says of it. */
export interface PodVerdict {
  readonly pod: Pod;
  readonly remove: boolean;
  readonly level: 'none' | 'warning' | 'error';
  readonly message: string;
}

type Judgement = Omit<PodVerdict, 'pod'>;
type Filter = (session: Session, pod: Pod) => Judgement;

const YES: Judgement = { remove: true, level: 'none', message: '' };
const NO: Judgement = { remove: false, level: 'none', message: '' };

function warning(remove: boolean, message: string): Judgement {
  return { remove, level: 'warning', message };
}

function failure(message: string): Judgement {
  return { remove: false, level: 'error', message };
}

function isFinished(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

const skipDeleted: Filter = ({ flags, now }, pod) => {
  const seconds = flags.number('skip-wait-for-delete-timeout');
  const { deletionTimestamp } = pod.metadata;
  if (seconds <= 0 || !deletionTimestamp) return YES;
  return now - parseTimestamp(deletionTimestamp) > seconds * 1000 ? NO : YES;
};

const ofDaemonSet: Filter = ({ api, flags }, pod) => {
  const controller = controllerOf(pod);
  const kind = kindOf('apps/v1', 'DaemonSet');
  if (controller?.kind !== 'DaemonSet' || kind === undefined || isFinished(pod)) return YES;
  try {
    api.get(kind, { namespace: pod.metadata.namespace, name: controller.name });
  } catch (error) {
    if (!isApiError(error)) throw error;
    return isApiError(error, 'NotFound') && flags.boolean('force')
      ? warning(true, error.message)
      : failure(error.message);
  }
  if (flags.boolean('ignore-daemonsets')) return warning(false, 'ignoring DaemonSet-managed Pods');
  return failure('DaemonSet-managed Pods (use --ignore-daemonsets to ignore)');
};

const ofFile: Filter = (_, pod) =>
  pod.metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? YES : NO;

const withLocalStorage: Filter = ({ flags }, pod) => {
  const isLocal = pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined) === true;
  if (!isLocal || isFinished(pod)) return YES;
  if (flags.boolean('delete-emptydir-data'))
    return warning(true, 'deleting Pods with local storage');
  return failure('Pods with local storage (use --delete-emptydir-data to override)');
};

const withoutController: Filter = ({ flags }, pod) => {
  if (isFinished(pod) || controllerOf(pod) !== undefined) return YES;
  if (flags.boolean('force')) return warning(true, 'deleting Pods that declare no controller');
  return failure('cannot delete Pods that declare no controller (use --force to override)');
};

/** In this order; the first that keeps a Pod decides, else the last has the word. upstream: kubectl drain/filters.go */
const filters: readonly Filter[] = [
  skipDeleted,
  ofDaemonSet,
  ofFile,
  withLocalStorage,
  withoutController,
];

/** Judges a Pod of a node that is drained. */
export function judge(session: Session, pod: Pod): PodVerdict {
  let judgement = YES;
  for (const filter of filters) {
    judgement = filter(session, pod);
    if (!judgement.remove) break;
  }
  return { pod, ...judgement };
}

function grouped(
  verdicts: readonly PodVerdict[],
  level: PodVerdict['level'],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { pod, level: own, message } of verdicts) {
    if (own !== level) continue;
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    const group = groups.get(message);
    if (group === undefined) groups.set(message, [name]);
    else group.push(name);
  }
  return groups;
}

/** What forbids the drain, one text for each reason. */
export function errorsOf(verdicts: readonly PodVerdict[]): readonly string[] {
  return [...grouped(verdicts, 'error')].map(
    ([message, pods]) => `cannot delete ${message}: ${pods.join(', ')}`,
  );
}

/** What the drain does that may surprise; '' when nothing. */
export function warningsOf(verdicts: readonly PodVerdict[]): string {
  return [...grouped(verdicts, 'warning')]
    .map(([message, pods]) => `${message}: ${pods.join(', ')}`)
    .join('; ');
}
