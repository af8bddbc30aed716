import { isApiError } from '../../api/errors';
import { canonicalQuantity } from '../../api/quantity';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import type { Item } from '../read-files';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { createGenerated, type Generated } from './generator';

interface Target {
  readonly type: 'Utilization' | 'AverageValue';
  readonly averageUtilization?: number;
  readonly averageValue?: string;
}

/** A target: a share of what is asked for, or a quantity; a bare number has the unit that is usual. */
function metric(name: string, text: string, unit: string): object[] {
  if (text === '') return [];
  if (text.endsWith('%')) {
    const share = text.slice(0, -1);
    if (!/^\d+$/.test(share)) throw new CommandError(`invalid percentage value: ${share}`);
    const target: Target = { averageUtilization: Number(share), type: 'Utilization' };
    return [{ resource: { name, target }, type: 'Resource' }];
  }
  const averageValue = canonicalQuantity(/^[\d.]+$/.test(text) ? `${text}${unit}` : text);
  if (averageValue === undefined) throw new CommandError(`invalid resource ${name} value: ${text}`);
  const target: Target = { averageValue, type: 'AverageValue' };
  return [{ resource: { name, target }, type: 'Resource' }];
}

function metricsOf({ flags }: Session): readonly object[] {
  const percent = flags.number('cpu-percent');
  const cpu = flags.has('cpu-percent') && percent > 0 ? `${percent}%` : flags.text('cpu');
  return [...metric('cpu', cpu, 'm'), ...metric('memory', flags.text('memory'), 'Mi')];
}

function autoscale(session: Session, { kind, object }: Item): void {
  const { flags } = session;
  if (kind.subresources?.some(({ name }) => name === 'scale') !== true) {
    throw new CommandError(
      `cannot autoscale a ${kind.kind}: could not find scale subresource for ${kind.group}/${kind.version}, Resource=${kind.plural} in discovery information`,
    );
  }
  const min = flags.number('min');
  const metrics = metricsOf(session);
  const isOld = metrics.length === 1 && flags.text('memory') === '';
  createAutoscaler(
    session,
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: flags.text('name') || object.metadata.name },
      spec: {
        maxReplicas: flags.number('max'),
        ...(metrics.length > 0 ? { metrics } : {}),
        ...(min > 0 ? { minReplicas: min } : {}),
        scaleTargetRef: {
          apiVersion: kind.apiVersion,
          kind: kind.kind,
          name: object.metadata.name,
        },
      },
      status: { currentMetrics: null, desiredReplicas: 0 },
    },
    isOld,
  );
}

/**
 * Creates the autoscaler. The real one tries the old version when the new one is refused, and that knows a target for
 * the processor alone; without it, the refusal is not told. upstream: kubectl autoscale, createHorizontalPodAutoscaler
 */
function createAutoscaler(session: Session, autoscaler: Generated, isOld: boolean): void {
  const done = session.dryRun === 'client' ? 'created' : 'autoscaled';
  try {
    createGenerated(session, autoscaler, done);
  } catch (error) {
    if (!isApiError(error) || isOld) throw error;
    throw new CommandError(
      'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input',
    );
  }
}

/** `kubectl autoscale`. */
export const autoscaleCommand: Command = {
  path: 'autoscale',
  typed: true,
  flags: [
    'cpu',
    'cpu-percent',
    'dry-run',
    'filename',
    'max',
    'memory',
    'min',
    'name',
    'output',
    'recursive',
    'save-config',
    'template',
    'kustomize',
  ],
  required: ['max'],
  run(session) {
    const { flags } = session;
    if (flags.number('max') < 1) {
      throw new CommandError(
        '--max=MAXPODS is required and must be at least 1, max: '.concat(flags.text('max')),
      );
    }
    if (flags.number('max') < flags.number('min')) {
      throw new CommandError(
        `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${flags.number('max')}, min: ${flags.number('min')}`,
      );
    }
    if (flags.has('cpu-percent') && flags.has('cpu'))
      throw new CommandError('--cpu-percent and --cpu are mutually exclusive');
    const selection = select(session, { latest: true });
    const failures = forEach(selection.items, (item) => autoscale(session, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
