import { HorizontalPodAutoscalers } from '../../api/autoscaling/horizontal-pod-autoscaler';
import { ApiError, isApiError } from '../../api/errors';
import { deepEqual, keyOf } from '../../api/object';
import type { HorizontalPodAutoscaler, MetricStatus, Scale } from '../../api/schema/objects';
import { parseSelector } from '../../api/selector';
import { timestamp } from '../../api/timestamp';
import type { Actor, Env } from '../../runtime/env';
import type { Duration, Timer } from '../../sim/loop';
import { Conditions } from './conditions';
import { Memory } from './memory';
import type { Target } from './metric-source';
import { answerOf, type Failure } from './metrics';
import { podsOf } from './selected-pods';
import { Selectors } from './selectors';
import { tolerancesOf } from './tolerances';

/** A look that comes to nothing; its Events and conditions have been said. */
class NoRecommendation extends Error {
  override readonly name = 'NoRecommendation';
}

/** What the metrics come to together. */
interface Recommendation {
  readonly replicas: number;
  readonly metric: string;
  readonly statuses: readonly MetricStatus[];
}

/** One autoscaler's look, from the scale that it reads to the status that it writes. */
class Look {
  private readonly conditions: Conditions;
  private statuses: readonly MetricStatus[] | undefined;
  /** True when it has changed the size, or wants another one than its windows and policies allow as yet. */
  private isUnfinished = false;

  constructor(
    private readonly env: Env,
    private readonly hpa: HorizontalPodAutoscaler,
    private readonly memory: Memory,
  ) {
    this.conditions = new Conditions(hpa.status?.conditions ?? [], env.loop.now);
  }

  /** True when the next look is likely to do something as well. */
  run(): boolean {
    const scale = this.readScale();
    if (scale !== undefined) this.follow(scale);
    return this.isUnfinished;
  }

  private follow(scale: Scale): void {
    const { conditions, hpa, memory } = this;
    conditions.set(
      'AbleToScale',
      true,
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    const current = scale.spec?.replicas ?? 0;
    memory.begin(current, this.env.loop.now);
    const { minReplicas: min = 1, maxReplicas: max } = hpa.spec;
    if (current === 0 && min !== 0) {
      conditions.set(
        'ScalingActive',
        false,
        'ScalingDisabled',
        'scaling is disabled since the replica count of the target is zero',
      );
      this.writeStatus(current, 0);
    } else if (current > max) {
      this.rescale(current, max, 'Current number of replicas above Spec.MaxReplicas');
    } else if (current < min) {
      this.rescale(current, min, 'Current number of replicas below Spec.MinReplicas');
    } else this.followMetrics(scale, current);
  }

  private readScale(): Scale | undefined {
    const { hpa, env, conditions } = this;
    const { apiVersion = 'v1', kind: word, name } = hpa.spec.scaleTargetRef;
    try {
      const kind = env.api.kinds.of(apiVersion, word);
      if (kind === undefined) {
        throw new ApiError(
          'NotFound',
          `no matches for kind "${word}" in group "${groupOf(apiVersion)}"`,
        );
      }
      return env.api.getScale(kind, { namespace: hpa.metadata.namespace, name });
    } catch (error) {
      if (!isApiError(error)) throw error;
      env.events.record(hpa, 'Warning', 'FailedGetScale', error.message);
      const text = `the HPA controller was unable to get the target's current scale: ${error.message}`;
      conditions.set('AbleToScale', false, 'FailedGetScale', text);
      this.writeStatus(hpa.status?.currentReplicas ?? 0, hpa.status?.desiredReplicas ?? 0);
      return undefined;
    }
  }

  private followMetrics(scale: Scale, current: number): void {
    const { env, hpa, memory, conditions } = this;
    let found: Recommendation;
    try {
      found = this.recommendation(scale, current);
    } catch (error) {
      if (!(error instanceof NoRecommendation)) throw error;
      this.writeStatus(current, hpa.status?.desiredReplicas ?? 0);
      env.events.record(hpa, 'Warning', 'FailedComputeMetricsReplicas', error.message);
      return;
    }
    const wanted = found.replicas;
    const reason =
      wanted > current
        ? `${found.metric} above target`
        : wanted < current
          ? 'All metrics below target'
          : '';
    const desired = memory.normalize(
      hpa,
      { current, desired: wanted, now: env.loop.now },
      conditions,
    );
    const { minReplicas: min = 1, maxReplicas: max, behavior } = hpa.spec;
    const rules = wanted > current ? behavior?.scaleUp : behavior?.scaleDown;
    const isHeldBack = Math.min(max, Math.max(min, wanted)) !== current;
    this.isUnfinished = isHeldBack && rules?.selectPolicy !== 'Disabled';
    if (desired === current) this.writeStatus(current, current);
    else this.rescale(current, desired, reason);
  }

  /** The most that any metric asks for. upstream: computeReplicasForMetrics */
  private recommendation(scale: Scale, current: number): Recommendation {
    const { env, hpa, conditions } = this;
    const target = this.target(scale, current);
    const settings = { ...env.settings.autoscaling, tolerances: tolerancesOf(env, hpa) };
    const specs = hpa.spec.metrics ?? [];
    const statuses: MetricStatus[] = [];
    let best: { replicas: number; name: string } | undefined;
    let first: Failure | undefined;
    let failures = 0;
    for (const spec of specs) {
      const answer = answerOf(env, target, spec, settings);
      if ('text' in answer) {
        env.events.record(hpa, 'Warning', answer.reason, answer.text);
        first ??= answer;
        failures++;
        continue;
      }
      statuses.push(answer.status);
      if (best === undefined || answer.replicas > best.replicas) best = answer;
    }
    this.statuses = statuses;
    // with a metric unknown nobody dares to make it smaller
    const isUnsafe = failures > 0 && (best === undefined || best.replicas < current);
    if (first !== undefined && isUnsafe) {
      const text = `the HPA was unable to compute the replica count: ${first.text}`;
      conditions.set('ScalingActive', false, first.reason, text);
      throw new NoRecommendation(
        `invalid metrics (${failures} invalid out of ${specs.length}), first error is: ${first.text}`,
      );
    }
    const { replicas, name } = best ?? { replicas: 0, name: '' };
    const text = `the HPA was able to successfully calculate a replica count from ${name}`;
    conditions.set('ScalingActive', true, 'ValidMetricFound', text);
    return { replicas, metric: name, statuses };
  }

  private target(scale: Scale, current: number): Target {
    const { env, hpa, conditions } = this;
    const selector = scale.status?.selector ?? '';
    if (selector === '') {
      env.events.record(hpa, 'Warning', 'SelectorRequired', 'selector is required');
      const text = "the HPA target's scale is missing a selector";
      conditions.set('ScalingActive', false, 'InvalidSelector', text);
      throw new NoRecommendation('selector is required');
    }
    const pods = podsOf(env, hpa.metadata.namespace ?? '', selector);
    const rivals = this.memory.rivals(hpa, selector);
    if (rivals.length > 0) {
      const text = `pods by selector ${selector} are controlled by multiple HPAs: [${rivals.join(' ')}]`;
      env.events.record(hpa, 'Warning', 'AmbiguousSelector', text);
      conditions.set('ScalingActive', false, 'AmbiguousSelector', text);
      throw new NoRecommendation(text);
    }
    const statusReplicas = scale.status?.replicas ?? 0;
    return { hpa, current, statusReplicas, selector: parseSelector(selector), pods };
  }

  private rescale(current: number, desired: number, reason: string): void {
    const { env, hpa, conditions, memory } = this;
    const { apiVersion = 'v1', kind: word, name } = hpa.spec.scaleTargetRef;
    const kind = env.api.kinds.of(apiVersion, word);
    const said = `New size: ${desired}; reason: ${reason}`;
    try {
      if (kind === undefined) return;
      env.api.setScale(kind, { namespace: hpa.metadata.namespace, name }, desired);
    } catch (error) {
      if (!isApiError(error)) throw error;
      env.events.record(hpa, 'Warning', 'FailedRescale', `${said}; error: ${error.message}`);
      const text = `the HPA controller was unable to update the target scale: ${error.message}`;
      conditions.set('AbleToScale', false, 'FailedUpdateScale', text);
      this.isUnfinished = false;
      this.writeStatus(current, hpa.status?.desiredReplicas ?? 0);
      return;
    }
    const text = `the HPA controller was able to update the target scale to ${desired}`;
    conditions.set('AbleToScale', true, 'SucceededRescale', text);
    env.events.record(hpa, 'Normal', 'SuccessfulRescale', said);
    memory.changed(hpa, desired - current, env.loop.now);
    this.isUnfinished = true;
    this.writeStatus(current, desired, timestamp(env.loop.now));
  }

  private writeStatus(current: number, desired: number, lastScaleTime?: string): void {
    const { env, hpa, conditions, statuses } = this;
    const scaled = lastScaleTime ?? hpa.status?.lastScaleTime;
    const status = {
      currentReplicas: current,
      desiredReplicas: desired,
      currentMetrics: statuses ?? hpa.status?.currentMetrics ?? null,
      conditions: conditions.list,
      ...(scaled === undefined ? {} : { lastScaleTime: scaled }),
    };
    if (deepEqual(status, hpa.status)) return;
    try {
      env.api.updateStatus(HorizontalPodAutoscalers, { ...hpa, status });
    } catch (error) {
      if (!isApiError(error)) throw error;
      env.events.record(hpa, 'Warning', 'FailedUpdateStatus', error.message);
    }
  }
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** Looks at each autoscaler once a period, the first time a period after it came. */
class Rounds {
  private readonly timers = new Map<string, Timer>();
  private readonly memories = new Map<string, Memory>();
  private readonly selectors = new Selectors();

  constructor(private readonly env: Env) {}

  start(): void {
    const informer = this.env.cache.informer(HorizontalPodAutoscalers);
    informer.onChange(({ type, key, object, old }) => {
      if (type === 'DELETED') this.forget(key);
      else if (old?.spec !== object.spec) this.await(key);
    });
    for (const key of informer.all().keys()) this.await(key);
  }

  /** Something has been said that the next look has not heard of: it is waited for. */
  private await(key: string): void {
    const timer = this.timers.get(key);
    timer?.cancel();
    this.timers.delete(key);
    this.plan(key, 'foreground', timer && timer.time - this.env.loop.now);
  }

  private plan(key: string, mode: 'foreground' | 'background', left?: Duration): void {
    const { scope, name, settings } = this.env;
    const look = () => {
      this.timers.delete(key);
      this.look(key);
    };
    // upstream: a look counts its period from when it ends
    const delay = left ?? settings.autoscaling.period + settings.autoscaling.look;
    this.timers.set(key, scope.after(delay, name, look, mode));
  }

  private look(key: string): void {
    const hpa = this.env.cache.informer(HorizontalPodAutoscalers).get(key);
    if (hpa === undefined) return;
    let memory = this.memories.get(key);
    if (memory === undefined) {
      memory = new Memory(this.env.settings.autoscaling, (of, selector) => {
        this.selectors.set(keyOf(of), `${of.metadata.namespace}/${selector}`);
        return this.selectors.rivals(keyOf(of));
      });
      this.memories.set(key, memory);
    }
    const isUnfinished = new Look(this.env, hpa, memory).run();
    this.plan(key, isUnfinished ? 'foreground' : 'background');
  }

  private forget(key: string): void {
    this.timers.get(key)?.cancel();
    this.timers.delete(key);
    this.memories.delete(key);
    this.selectors.delete(key);
  }
}

/** Sizes workloads after what their Pods use. upstream: pkg/controller/podautoscaler */
export const horizontalPodAutoscaler: Actor = {
  name: 'horizontal-pod-autoscaler',
  start: (env) => new Rounds(env).start(),
};
