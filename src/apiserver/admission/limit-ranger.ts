import { LimitRanges } from '../../api/core/limit-range';
import { Pods } from '../../api/core/pod';
import { podAmounts } from '../../api/core/pod-amounts';
import { forbiddenError } from '../../api/errors';
import type { Draft, KubeObject } from '../../api/object';
import { formatQuantity, type Quantity } from '../../api/quantity';
import { type Amounts, readAmounts } from '../../api/quota/amounts';
import type {
  Container,
  LimitRange,
  LimitRangeItem,
  PersistentVolumeClaim,
  Pod,
} from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';
import type { Store } from '../store';

const ANNOTATION = 'kubernetes.io/limit-ranger';

type ResourceList = Readonly<Record<string, string>>;

/** Requests and limits that are held against a range. */
interface Amount {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

function rangesOf(store: Store, namespace: string | undefined): LimitRange[] {
  const ranges = [...store.objects(LimitRanges, namespace).values()];
  return ranges.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** Adds what is not there yet; returns the names of what it added, sorted. */
function fill(
  container: Draft<Container>,
  what: 'requests' | 'limits',
  defaults: ResourceList,
): string[] {
  const own = container.resources?.[what] ?? {};
  const added = Object.keys(defaults)
    .filter((name) => own[name] === undefined)
    .sort();
  if (added.length === 0) return added;
  const extra = Object.fromEntries(added.map((name) => [name, defaults[name] ?? '0']));
  container.resources = { ...container.resources, [what]: { ...own, ...extra } };
  return added;
}

/** Gives containers what the range has for those that say nothing, and says so in an annotation. */
function fillIn(range: LimitRange, pod: Draft<Pod>): void {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const item of range.spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    Object.assign(requests, item.defaultRequest);
    Object.assign(limits, item.default);
  }
  if (Object.keys(requests).length + Object.keys(limits).length === 0) return;
  const notes: string[] = [];
  const fillAll = (containers: Draft<Container>[] | undefined, word: string) =>
    containers?.map((source) => {
      const container = { ...source };
      const ofLimits = fill(container, 'limits', limits);
      const ofRequests = fill(container, 'requests', requests);
      if (ofRequests.length > 0) {
        notes.push(`${ofRequests.join(', ')} request for ${word} ${container.name}`);
      }
      if (ofLimits.length > 0) {
        notes.push(`${ofLimits.join(', ')} limit for ${word} ${container.name}`);
      }
      return container;
    });
  pod.spec.containers = fillAll(pod.spec.containers, 'container') ?? [];
  const initContainers = fillAll(pod.spec.initContainers, 'init container');
  if (initContainers !== undefined) pod.spec.initContainers = initContainers;
  if (notes.length === 0) return;
  const text = `LimitRanger plugin set: ${notes.join('; ')}`;
  pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: text };
}

function sorted(list: ResourceList | undefined): [string, Quantity][] {
  return [...readAmounts(list)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function belowMin(type: string, name: string, least: Quantity, { requests, limits }: Amount) {
  const text = `minimum ${name} usage per ${type} is ${formatQuantity(least)}`;
  const request = requests.get(name);
  const limit = limits.get(name);
  if (request === undefined) return `${text}.  No request is specified`;
  if (request.nano < least.nano) return `${text}, but request is ${formatQuantity(request)}`;
  if (limit !== undefined && limit.nano < least.nano) {
    return `${text}, but limit is ${formatQuantity(limit)}`;
  }
  return undefined;
}

function aboveMax(type: string, name: string, most: Quantity, { requests, limits }: Amount) {
  const text = `maximum ${name} usage per ${type} is ${formatQuantity(most)}`;
  const request = requests.get(name);
  const limit = limits.get(name);
  if (limit === undefined) return `${text}.  No limit is specified`;
  if (limit.nano > most.nano) return `${text}, but limit is ${formatQuantity(limit)}`;
  if (request !== undefined && request.nano > most.nano) {
    return `${text}, but request is ${formatQuantity(request)}`;
  }
  return undefined;
}

function aboveRatio(type: string, name: string, most: Quantity, { requests, limits }: Amount) {
  const text = `${name} max limit to request ratio per ${type} is ${formatQuantity(most)}`;
  const request = requests.get(name)?.nano ?? 0n;
  const limit = limits.get(name)?.nano ?? 0n;
  if (request === 0n) return `${text}, but no request is specified or request is 0`;
  if (limit === 0n) return `${text}, but no limit is specified or limit is 0`;
  if (limit * 1_000_000_000n <= request * most.nano) return undefined;
  return `${text}, but provided ratio is ${(Number(limit) / Number(request)).toFixed(6)}`;
}

type Check = typeof belowMin;

function violations(item: LimitRangeItem, amount: Amount): string[] {
  const of = (list: ResourceList | undefined, check: Check) =>
    sorted(list).map(([name, bound]) => check(item.type, name, bound, amount));
  return [
    ...of(item.min, belowMin),
    ...of(item.max, aboveMax),
    ...of(item.maxLimitRequestRatio, aboveRatio),
  ].filter((text) => text !== undefined);
}

const NOTHING: Amounts = new Map();

function amountOf({ resources }: Container): Amount {
  return { requests: readAmounts(resources?.requests), limits: readAmounts(resources?.limits) };
}

function podViolations(item: LimitRangeItem, { spec }: Pod): string[] {
  if (item.type === 'Container') {
    const containers = [...spec.containers, ...(spec.initContainers ?? [])];
    return containers.flatMap((container) => violations(item, amountOf(container)));
  }
  if (item.type !== 'Pod') return [];
  const amount = { requests: podAmounts(spec, 'requests'), limits: podAmounts(spec, 'limits') };
  return violations(item, amount);
}

/** A claim has no limits: its request is held against the maximum. What it asked for before is not asked again. */
function claimViolations(
  item: LimitRangeItem,
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim | undefined,
): string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const requests = readAmounts(claim.spec.resources?.requests);
  const before = readAmounts(old?.spec.resources?.requests);
  const isNew = ([name]: [string, Quantity]) =>
    requests.get(name) === undefined || before.get(name)?.nano !== requests.get(name)?.nano;
  const tooLittle = sorted(item.min)
    .filter(isNew)
    .map(([name, least]) => belowMin(item.type, name, least, { requests, limits: NOTHING }));
  const tooMuch = sorted(item.max)
    .filter(isNew)
    .map(([name, most]) => {
      const text = `maximum ${name} usage per ${item.type} is ${formatQuantity(most)}`;
      const request = requests.get(name);
      if (request === undefined) return `${text}.  No request is specified`;
      return request.nano > most.nano
        ? `${text}, but request is ${formatQuantity(request)}`
        : undefined;
    });
  return [...tooLittle, ...tooMuch].filter((text) => text !== undefined);
}

function refuse({ kind }: Request, object: KubeObject, texts: readonly string[]): void {
  if (texts.length === 0) return;
  const unique = [...new Set(texts)];
  const text = unique.length === 1 ? (unique[0] as string) : `[${unique.join(', ')}]`;
  throw forbiddenError(kind, object.metadata.name, text);
}

/** Pods get a namespace's default requests and limits, and stay within its bounds. upstream: plugin/pkg/admission/limitranger */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate({ store, namespace }, draft) {
    for (const range of rangesOf(store, namespace)) fillIn(range, draft as Draft<Pod>);
  },
  validate(request, object) {
    for (const range of rangesOf(request.store, request.namespace)) {
      const items = range.spec?.limits ?? [];
      refuse(
        request,
        object,
        items.flatMap((item) => podViolations(item, object as Pod)),
      );
    }
  },
};

/** Nor do they leave them by a resize. */
export const limitRangerOfResizes: AdmissionPlugin = {
  ...limitRanger,
  verbs: ['update'],
  subresources: ['resize'],
};

/** So do claims. */
export const limitRangerOfClaims: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: ['persistentvolumeclaims'],
  verbs: ['create', 'update'],
  subresources: [''],
  validate(request, object) {
    const claim = object as PersistentVolumeClaim;
    const old = request.old as PersistentVolumeClaim | undefined;
    for (const range of rangesOf(request.store, request.namespace)) {
      const items = range.spec?.limits ?? [];
      refuse(
        request,
        object,
        items.flatMap((item) => claimViolations(item, claim, old)),
      );
    }
  },
};
