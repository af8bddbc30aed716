import type { Time } from '../sim/loop';
import {
  type ContainerState,
  hasEndedForGood,
  hasSucceeded,
  isRunning,
  type PodState,
} from './pod-state';

/** What a kubelet does next for a Pod. */
export type Action =
  | { readonly do: 'mount' }
  | { readonly do: 'sandbox' }
  | { readonly do: 'start'; readonly container: ContainerState }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly until: Time | undefined };

/** One step of a Pod's life: what is to be done now, or undefined when the Pod is through with it. */
export interface Stage {
  readonly name: string;
  next(state: PodState, now: Time): Action | undefined;
}

/** True when a policy starts the container again. upstream: kubecontainer.ShouldContainerBeRestarted */
function restarts(container: ContainerState, state: PodState): boolean {
  if (container.kind === 'sidecar' || container.restartDue) return true;
  if (container.run === undefined) return true;
  if (container.kind === 'ephemeral') return false;
  return !hasEndedForGood(container, state);
}

function startOrWait(container: ContainerState, now: Time): Action {
  const { retryAt } = container;
  if (retryAt !== undefined && retryAt > now) return { do: 'wait', until: retryAt };
  return { do: 'start', container };
}

function of(state: PodState, kind: ContainerState['kind']): ContainerState[] {
  return state.containers.filter((container) => container.kind === kind);
}

/** All containers have ended and none starts again. */
const finish: Stage = {
  name: 'finish',
  next(state) {
    const mains = of(state, 'main');
    const failedInit = of(state, 'init').some(
      (c) => !hasSucceeded(c) && !c.restartDue && hasEndedForGood(c, state),
    );
    const done = mains.every((c) => c.run?.exit !== undefined && !restarts(c, state));
    return failedInit || done ? { do: 'finish' } : undefined;
  },
};

const mount: Stage = {
  name: 'volumes',
  next: (state) => (state.volumesMounted ? undefined : { do: 'mount' }),
};

const sandbox: Stage = {
  name: 'sandbox',
  next: (state) => (state.sandbox?.alive === true ? undefined : { do: 'sandbox' }),
};

/** Ephemeral containers start as soon as there is a place for them, once, and nothing waits for them. */
const ephemerals: Stage = {
  name: 'ephemeral containers',
  next({ containers }, now) {
    const due = containers.find(
      (c) => c.kind === 'ephemeral' && c.run === undefined && (c.retryAt ?? now) <= now,
    );
    return due === undefined ? undefined : { do: 'start', container: due };
  },
};

/** Init containers one after another; sidecars go on running. upstream: computeInitContainerActions */
const inits: Stage = {
  name: 'init containers',
  next(state, now) {
    const begun = of(state, 'main').some((c) => isCurrent(c, state));
    for (const container of state.containers) {
      if (container.kind === 'main') return undefined;
      if (container.kind === 'sidecar') {
        if (!isRunning(container)) {
          const action = startOrWait(container, now);
          if (action.do === 'start' || !begun) return action;
        } else if (!container.started && !begun) return { do: 'wait', until: undefined };
        continue;
      }
      if (begun) continue;
      if (isRunning(container)) return { do: 'wait', until: undefined };
      if (!isCurrent(container, state) || !hasSucceeded(container))
        return startOrWait(container, now);
    }
    return undefined;
  },
};

/** True when the container's last run was in the Pod's present place. */
function isCurrent({ run }: ContainerState, { sandbox: place }: PodState): boolean {
  return run !== undefined && place !== undefined && run.startedAt >= place.createdAt;
}

const mains: Stage = {
  name: 'containers',
  next(state, now) {
    let until: Time | undefined;
    for (const container of state.containers) {
      if (container.kind === 'init' || isRunning(container)) continue;
      if (!restarts(container, state)) continue;
      const action = startOrWait(container, now);
      if (action.do === 'start') return action;
      if (action.do === 'wait' && action.until !== undefined) {
        until = until === undefined ? action.until : Math.min(until, action.until);
      }
    }
    return until === undefined ? undefined : { do: 'wait', until };
  },
};

/** A Pod's life on its node, in order. */
export const stages: readonly Stage[] = [finish, mount, sandbox, ephemerals, inits, mains];

/** The first thing that is to be done for a Pod now; undefined when all is as it should be. */
export function nextAction(state: PodState, now: Time): Action | undefined {
  for (const stage of stages) {
    const action = stage.next(state, now);
    if (action !== undefined) return action;
  }
  return undefined;
}
