import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Timer } from '../../sim/loop';
import { freshPod } from '../fresh-pod';
import type { HostLocalAddresses } from '../node-network';
import { type ScriptedBehaviour, type ScriptedState, scriptedStatus } from './scripted-status';

/** From the first exit to the restart, and from ErrImagePull to ImagePullBackOff, in seconds. */
const FIRST_RESTART = 0.2;
const PULL_BACKOFF = 1;
const BACKOFF_MAX = 300;

/** What a scripted Pod needs of its machine. */
export interface ScriptedHost {
  /** What the kubelet lives in; undefined while it is down. */
  readonly env: Env | undefined;
  readonly nodeIP: string;
  readonly addresses: HostLocalAddresses;
}

/** Does what may fail: the API may be out of reach, or the object gone; a scripted kubelet does not mind. */
export function regardless(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!isApiError(error)) throw error;
    return false;
  }
}

/** The life of one Pod as a script tells it. */
export class ScriptedPod {
  private readonly state: ScriptedState;
  private timer: Timer | undefined;
  private ending = false;
  private over: boolean;

  constructor(
    private readonly host: ScriptedHost,
    public pod: Pod,
    private readonly behaviour: ScriptedBehaviour,
  ) {
    const { now } = this;
    this.over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    this.state = {
      step: 'creating',
      ready: false,
      ip: '',
      bound: now,
      started: now,
      finished: now,
      code: 0,
      restarts: 0,
      last: undefined,
      delay: 0,
    };
  }

  /** Begins the life. */
  begin(): void {
    if (this.pod.metadata.deletionTimestamp !== undefined || this.over) return;
    this.write();
    this.plan(this.behaviour.start ?? 1, () => this.started());
  }

  /** The API server has a newer state. */
  update(pod: Pod): void {
    this.pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined) this.end();
  }

  /** After a crash of the kubelet: what was due is counted anew from now. */
  resume(pod: Pod): void {
    this.pod = pod;
    this.ending = false;
    if (this.over) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.end();
      return;
    }
    this.write();
    const { state } = this;
    if (state.step === 'creating') this.plan(this.behaviour.start ?? 1, () => this.started());
    else if (state.step === 'running') this.afterStart();
    else if (state.step === 'exited' || state.step === 'crashLoop') {
      this.plan(state.delay, () => this.run());
    }
  }

  /** The containers exit now. */
  exit(code: number): void {
    const { state, behaviour, pod } = this;
    if (state.step !== 'running' || this.ending) return;
    state.code = code;
    state.finished = this.now;
    state.ready = false;
    const policy = pod.spec.restartPolicy ?? 'Always';
    if (policy === 'Never' || (policy === 'OnFailure' && code === 0)) {
      state.step = 'done';
      this.over = true;
      this.timer?.cancel();
      this.write();
      return;
    }
    state.step = state.restarts === 0 ? 'exited' : 'crashLoop';
    const base = behaviour.backoff ?? 10;
    state.delay =
      state.restarts === 0
        ? FIRST_RESTART
        : Math.min(base * 2 ** (state.restarts - 1), BACKOFF_MAX);
    this.write();
    this.plan(state.delay, () => this.run());
  }

  /** The Pod becomes ready, or unready, now. */
  setReady(ready: boolean): void {
    this.state.ready = ready;
    this.write();
  }

  /** The kubelet ends the Pod: phase Failed, conditions and containers cleared. */
  fail(reason: string, message: string): void {
    this.over = true;
    this.timer?.cancel();
    const { pod, state } = this;
    const { qosClass, startTime } = pod.status;
    this.put({
      phase: 'Failed',
      message,
      reason,
      hostIP: this.host.nodeIP,
      ...(state.ip === '' ? {} : { podIP: state.ip, podIPs: [{ ip: state.ip }] }),
      ...(startTime === undefined ? {} : { startTime }),
      ...(qosClass === undefined ? {} : { qosClass }),
    });
  }

  /** The API server no longer has the Pod. */
  forget(): void {
    this.timer?.cancel();
    if (this.state.ip !== '') this.host.addresses.release(this.state.ip);
  }

  private get now(): number {
    return this.host.env?.loop.now ?? 0;
  }

  private started(): void {
    const { state } = this;
    if (this.behaviour.pullError !== true) {
      const ip = this.host.addresses.take();
      state.ip = typeof ip === 'string' ? ip : '';
      this.run();
      return;
    }
    state.step = 'pullError';
    this.write();
    this.plan(PULL_BACKOFF, () => {
      state.step = 'pullBackOff';
      this.write();
    });
  }

  private run(): void {
    const { state } = this;
    if (state.step !== 'creating') {
      state.last = { code: state.code, started: state.started, finished: state.finished };
      state.restarts++;
    }
    state.step = 'running';
    state.started = this.now;
    state.ready = this.behaviour.ready === 0;
    this.write();
    this.afterStart();
  }

  private afterStart(): void {
    const { state } = this;
    const { ready = 0.5, exit } = this.behaviour;
    const exits = () => {
      if (exit === undefined) return;
      const past = (this.now - state.started) / 1000;
      this.plan(Math.max(exit.after - past, 0), () => this.exit(exit.code));
    };
    if (ready === null || state.ready || (exit !== undefined && ready > exit.after)) {
      exits();
      return;
    }
    this.plan(ready, () => {
      state.ready = true;
      this.write();
      exits();
    });
  }

  private end(): void {
    if (this.ending) return;
    this.ending = true;
    this.plan(this.behaviour.terminate ?? 0.5, () => {
      const { namespace, name, uid } = this.pod.metadata;
      const options = { gracePeriodSeconds: 0, preconditions: { uid } };
      regardless(() => this.host.env?.api.delete(Pods, { namespace, name }, options));
    });
  }

  private plan(seconds: number, act: () => void): void {
    this.timer?.cancel();
    this.timer = this.host.env?.scope.after(seconds * 1000, 'scripted Pod', act);
  }

  private write(): void {
    if (this.host.env === undefined) return;
    this.put(scriptedStatus(this.fresh(), this.state, this.host.nodeIP, this.now));
  }

  private put(status: Pod['status']): void {
    regardless(() => {
      const pod = this.fresh();
      if (pod.metadata.deletionTimestamp !== undefined) return;
      this.pod = this.host.env?.api.updateStatus(Pods, { ...pod, status }) ?? pod;
    });
  }

  private fresh(): Pod {
    const { namespace, name, uid } = this.pod.metadata;
    const { env } = this.host;
    const found = env === undefined ? undefined : freshPod(env.api, { namespace, name });
    return found?.metadata.uid === uid ? found : this.pod;
  }
}
