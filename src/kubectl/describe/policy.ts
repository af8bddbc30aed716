import { kindOf } from '../../api';
import type { Kind } from '../../api/kind';
import type {
  LimitRange,
  Namespace,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
} from '../../api/schema/objects';
import { formatSelector } from '../../api/selector';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';
import { Lines, mapText } from './lines';

export const describeBudget: Describer<PodDisruptionBudget> = (session, budget) => {
  const { spec, status } = budget;
  const lines = begin(budget);
  if (spec.minAvailable !== undefined) lines.field(0, 'Min available', spec.minAvailable);
  else if (spec.maxUnavailable !== undefined)
    lines.field(0, 'Max unavailable', spec.maxUnavailable);
  lines.field(
    0,
    'Selector',
    spec.selector === undefined ? '<unset>' : formatSelector(spec.selector),
  );
  lines.add(0, 'Status:');
  lines.field(2, 'Allowed disruptions', status?.disruptionsAllowed ?? 0);
  lines.field(2, 'Current', status?.currentHealthy ?? 0);
  lines.field(2, 'Desired', status?.desiredHealthy ?? 0);
  lines.field(2, 'Total', status?.expectedPods ?? 0);
  addOwnEvents(lines, session, budget);
  return lines;
};

/** What kubectl says a scope takes in. */
const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function addScopes(lines: Lines, { spec }: ResourceQuota, indent: string, bullet: string): void {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  lines.list.push(`${indent}Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) {
    const help = SCOPES[scope];
    if (help !== undefined) lines.list.push(`${bullet}* ${help}`);
  }
}

function addQuotaTable(lines: Lines, { status }: ResourceQuota, level: number): void {
  const indent = '  '.repeat(level);
  const rule = level === 0 ? '----' : '---';
  lines.list.push(`${indent}Resource\tUsed\tHard`, `${indent}--------\t${rule}\t${rule}`);
  for (const name of Object.keys(status?.hard ?? {}).sort()) {
    lines.list.push(`${indent}${name}\t${status?.used?.[name] ?? '0'}\t${status?.hard?.[name]}`);
  }
}

export const describeQuota: Describer<ResourceQuota> = (_, quota) => {
  const lines = begin(quota);
  addScopes(lines, quota, '', ' ');
  addQuotaTable(lines, quota, 0);
  return lines;
};

function addQuotas(lines: Lines, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    lines.list.push('', 'No resource quota.');
    return;
  }
  lines.list.push('', 'Resource Quotas');
  for (const quota of quotas) {
    lines.list.push(`  Name:\t${quota.metadata.name}`);
    addScopes(lines, quota, '  ', '  ');
    addQuotaTable(lines, quota, 1);
  }
}

const LIMIT_HEADER = [
  'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio',
  '----\t--------\t---\t---\t---------------\t-------------\t-----------------------',
];

function limitRows({ spec }: LimitRange, indent: string): string[] {
  const rows = LIMIT_HEADER.map((row) => indent + row);
  for (const {
    type,
    min,
    max,
    default: limit,
    defaultRequest,
    maxLimitRequestRatio,
  } of spec?.limits ?? []) {
    const columns = [min, max, defaultRequest, limit, maxLimitRequestRatio];
    const names = new Set(columns.flatMap((column) => Object.keys(column ?? {})));
    for (const name of [...names].sort()) {
      const cells = columns.map((column) => String(column?.[name] ?? '-'));
      rows.push(`${indent}${type}\t${name}\t${cells.join('\t')}`);
    }
  }
  return rows;
}

function addLimits(lines: Lines, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    lines.list.push('', 'No LimitRange resource.');
    return;
  }
  lines.list.push('', 'Resource Limits');
  ranges.forEach((range, index) => {
    lines.list.push(...limitRows(range, ' ').slice(index === 0 ? 0 : LIMIT_HEADER.length));
  });
}

export const describeNamespace: Describer<Namespace> = (session, namespace) => {
  const { name } = namespace.metadata;
  const lines = new Lines();
  lines.field(0, 'Name', name);
  addLabelsAndAnnotations(lines, namespace);
  lines.field(0, 'Status', namespace.status?.phase ?? '');
  const conditions = namespace.status?.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Conditions:');
    lines.add(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t------------------\t------\t-------');
    for (const { type, status, lastTransitionTime, reason, message } of conditions) {
      lines.add(
        1,
        `${type}\t${status}\t${lastTransitionTime ?? ''}\t${reason ?? ''}\t${message ?? ''}`,
      );
    }
  }
  const Quotas = kindOf('v1', 'ResourceQuota') as Kind<ResourceQuota> | undefined;
  const Limits = kindOf('v1', 'LimitRange') as Kind<LimitRange> | undefined;
  addQuotas(lines, Quotas === undefined ? [] : session.api.list(Quotas, { namespace: name }).items);
  addLimits(lines, Limits === undefined ? [] : session.api.list(Limits, { namespace: name }).items);
  return lines;
};

/** upstream: kubectl describe, PriorityClassDescriber */
export const describePriorityClass: Describer<PriorityClass> = (session, priority) => {
  const lines = new Lines();
  lines.field(0, 'Name', priority.metadata.name);
  lines.field(0, 'Value', priority.value);
  lines.field(0, 'GlobalDefault', priority.globalDefault === true);
  lines.field(0, 'PreemptionPolicy', priority.preemptionPolicy ?? '');
  lines.field(0, 'Description', priority.description ?? '');
  lines.field(0, 'Annotations', mapText(priority.metadata.annotations));
  addOwnEvents(lines, session, priority);
  return lines;
};

/** upstream: kubectl describe, LimitRangeDescriber */
export const describeLimitRange: Describer<LimitRange> = (_, range) => {
  const lines = begin(range);
  lines.list.push(...limitRows(range, ''));
  return lines;
};
