import type { Row } from '../addons/add-on';
import type { Subject } from '../addons/gauges';
import { HorizontalPodAutoscalers } from '../api/autoscaling/horizontal-pod-autoscaler';
import { isReady, isTerminating } from '../api/core/pod-states';
import { milliValue } from '../api/quantity';
import type { Pod } from '../api/schema/objects';
import type { Duration } from '../sim/loop';
import { describeReference, type Reference } from './reference';
import { UserError } from './user-error';
import { podsOf } from './workload';
import type { World } from './world';

type Labels = Readonly<Record<string, string>>;

/** Switches an add-on of the cluster on. */
export function installAddOn({ cluster }: World, name: string, rows: readonly Row[] = []): void {
  try {
    cluster.install(name, rows);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}

function readyPods(world: World, reference: Reference): readonly Pod[] {
  return podsOf(world, reference).filter((pod) => isReady(pod) && !isTerminating(pod));
}

/**
 * So long autoscalers may take to hear of a load: what a container uses is measured every 15 seconds, read over
 * two measurements, and looked at every 15 seconds.
 */
const NOTICED: Duration = 60_000;

/** A load has changed: the cluster is not quiet before its autoscalers, if it has any, can have heard of that. */
function awaitNotice({ cluster }: World): void {
  if (cluster.server.store.objects(HorizontalPodAutoscalers).size === 0) return;
  cluster.loop.after(NOTICED, 'autoscalers hear of the load', () => undefined);
}

/** From now on the ready Pods of a workload share so much CPU load, in equal parts. */
export function loadOn(world: World, reference: Reference, cpu: string): void {
  world.unmet.speakOf(reference, `the load on ${describeReference(reference)}`);
  world.cluster.load.put(describeReference(reference), {
    cpu: milliValue(cpu),
    carriers: () => new Set(readyPods(world, reference).map(({ metadata }) => metadata.uid)),
  });
  awaitNotice(world);
}

/** `queue_messages{queue=orders}`: a metric's name and the labels of the series. */
function seriesOf(text: string): { readonly metric: string; readonly labels: Labels } {
  const [, metric = '', , list = ''] = /^([^{}]+)(\{([^{}]*)\})?$/.exec(text) ?? [];
  const labels = list === '' ? [] : list.split(',').map((label) => label.split('='));
  if (metric === '' || labels.some((label) => label.length !== 2 || label.includes(''))) {
    throw new UserError(
      `"${text}" is no metric; write its name, and labels if it has any: queue_messages{queue=orders}`,
    );
  }
  return { metric, labels: Object.fromEntries(labels) as Labels };
}

function measure(world: World, text: string, subject: Subject, value: string, name: string): void {
  world.cluster.gauges.put(`${text} ${name}`, {
    ...seriesOf(text),
    subject,
    value: milliValue(value),
  });
  awaitNotice(world);
}

/** From now on a metric of something outside the cluster has this value in the scenario's namespace. */
export function measureOutside(world: World, text: string, value: string): void {
  const { namespace } = world;
  measure(world, text, { type: 'external', namespace }, value, namespace);
}

/** From now on a metric of an object has this value. */
export function measureObject(world: World, text: string, of: Reference, value: string): void {
  const { namespace = '', name } = of;
  const subject = { type: 'object', namespace, kind: of.kind.kind, name } as const;
  measure(world, text, subject, value, describeReference(of));
}

/** From now on the ready Pods of a workload share this value of a metric, in equal parts. */
export function measurePods(world: World, text: string, of: Reference, value: string): void {
  world.unmet.speakOf(of, `the metric "${text}" of the Pods of ${describeReference(of)}`);
  const subject = { type: 'pods', carriers: () => readyPods(world, of) } as const;
  measure(world, text, subject, value, `Pods of ${describeReference(of)}`);
}
