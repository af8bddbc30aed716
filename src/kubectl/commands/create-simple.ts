import { parseQuantity, QUANTITY_PATTERN_MESSAGE } from '../../api/quantity';
import { parseSelector } from '../../api/selector';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

/** `kubectl create namespace`. */
export const createNamespaceCommand = generatorCommand({
  path: 'create namespace',
  flags: [],
  build: (session) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: nameOf(session) },
    spec: {},
    status: {},
  }),
});

/** `kubectl create serviceaccount`. */
export const createServiceAccountCommand = generatorCommand({
  path: 'create serviceaccount',
  flags: [],
  failure: 'failed to create serviceaccount: ',
  build: (session) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: nameOf(session) },
  }),
});

/** What a flag says, a number or a percentage; the command fails when it is neither. */
function share({ flags }: Session, flag: string): number | string {
  const text = flags.text(flag);
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d+%$/.test(text)) return text;
  throw new CommandError(`invalid format specified for ${flag}`);
}

function equalitySelector(text: string): object {
  const requirements = parseSelector(text);
  const labels: Record<string, string> = {};
  const expressions: object[] = [];
  for (const { key, operator, values } of requirements) {
    if (operator === '=') labels[key] = values[0] ?? '';
    else if (operator === 'in' || operator === 'notin') {
      expressions.push({ key, operator: operator === 'in' ? 'In' : 'NotIn', values });
    } else if (operator === '!=') expressions.push({ key, operator: 'NotIn', values });
    else if (operator === 'exists') expressions.push({ key, operator: 'Exists' });
    else if (operator === '!') expressions.push({ key, operator: 'DoesNotExist' });
    else
      throw new CommandError(`${JSON.stringify(operator)} is not a valid label selector operator`);
  }
  return {
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
    ...(Object.keys(labels).length > 0 ? { matchLabels: labels } : {}),
  };
}

/** `kubectl create poddisruptionbudget`. */
export const createBudgetCommand = generatorCommand({
  path: 'create poddisruptionbudget',
  flags: ['selector', 'min-available', 'max-unavailable'],
  failure: 'failed to create poddisruptionbudgets: ',
  build(session) {
    const { flags } = session;
    const name = nameOf(session);
    const selector = flags.text('selector');
    const min = flags.text('min-available');
    const max = flags.text('max-unavailable');
    if (selector === '') throw new CommandError('a selector must be specified');
    if (min === '' && max === '')
      throw new CommandError('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') {
      throw new CommandError('min-available and max-unavailable cannot be both specified');
    }
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: {
        ...(max === '' ? {} : { maxUnavailable: share(session, 'max-unavailable') }),
        ...(min === '' ? {} : { minAvailable: share(session, 'min-available') }),
        selector: equalitySelector(selector),
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
});

/** `kubectl create priorityclass`. */
export const createPriorityClassCommand = generatorCommand({
  path: 'create priorityclass',
  flags: ['value', 'description', 'global-default', 'preemption-policy'],
  failure: 'failed to create priorityclass: ',
  build(session) {
    const { flags } = session;
    const description = flags.text('description');
    return {
      apiVersion: 'scheduling.k8s.io/v1',
      ...(description === '' ? {} : { description }),
      ...(flags.boolean('global-default') ? { globalDefault: true } : {}),
      kind: 'PriorityClass',
      metadata: { name: nameOf(session) },
      preemptionPolicy: flags.text('preemption-policy') || 'PreemptLowerPriority',
      value: flags.number('value'),
    };
  },
});

function hardOf(text: string): Record<string, string> {
  const pairs = text === '' ? [] : text.split(',');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value, ...more] = pair.split('=');
      if (value === undefined || more.length > 0)
        throw new CommandError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      if (parseQuantity(value) === undefined) throw new CommandError(QUANTITY_PATTERN_MESSAGE);
      return [key, value];
    }),
  );
}

/** `kubectl create quota`. */
export const createQuotaCommand = generatorCommand({
  path: 'create quota',
  flags: ['hard', 'scopes'],
  failure: 'failed to create quota: ',
  build(session) {
    const hard = hardOf(session.flags.list('hard').join(','));
    const scopes = session.flags.text('scopes');
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: nameOf(session) },
      spec: {
        ...(Object.keys(hard).length > 0 ? { hard } : {}),
        ...(scopes === '' ? {} : { scopes: scopes.split(',') }),
      },
      status: {},
    };
  },
});
