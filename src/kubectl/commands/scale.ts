import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, messageOf, throwAll } from '../errors';
import { report } from '../print/printer';
import { select } from '../select';
import { current, forEach, type Session } from '../session';
import { recordCause } from './record-cause';

function waitForReplicas(session: Session, kind: Kind, object: KubeObject, replicas: number): void {
  const timeout = session.flags.duration('timeout');
  if (timeout === 0 || session.dryRun !== 'none') return;
  const scaled = session.wait(() => {
    const now = current(session, kind, object) as
      | (KubeObject & {
          readonly status?: { readonly replicas?: number; readonly observedGeneration?: number };
        })
      | undefined;
    if (now === undefined) return true;
    const { status, metadata } = now;
    const observed =
      (status?.observedGeneration ?? metadata.generation ?? 0) >= (metadata.generation ?? 0);
    return observed && (status?.replicas ?? 0) === replicas;
  }, timeout);
  if (!scaled) throw new CommandError('timed out waiting for the condition');
}

function scaleOne(session: Session, kind: Kind, object: KubeObject): void {
  const { flags, api, dryRun } = session;
  const { name, namespace } = object.metadata;
  const replicas = flags.number('replicas');
  const ref = { namespace, name };
  const version = flags.text('resource-version');
  const expected = flags.number('current-replicas');
  const isConditional = version !== '' || (flags.has('current-replicas') && expected >= 0);
  if (dryRun !== 'client' && !isConditional) {
    const options = { ...session.writeOptions, type: 'merge', subresource: 'scale' } as const;
    api.patch(kind, ref, { spec: { replicas } }, options);
  } else if (dryRun !== 'client') {
    const scale = api.getScale(kind, ref);
    const present = scale.spec?.replicas ?? 0;
    if (flags.has('current-replicas') && expected >= 0 && present !== expected) {
      throw new CommandError(`Expected replicas to be ${expected}, was ${present}`);
    }
    if (version !== '' && version !== object.metadata.resourceVersion) {
      throw new CommandError(
        `Expected resource version to be ${version}, was ${object.metadata.resourceVersion}`,
      );
    }
    if (dryRun === 'none') api.setScale(kind, ref, replicas);
  }
  recordCause(session, kind, object);
  report(session, kind, object, 'scaled');
  waitForReplicas(session, kind, object, replicas);
}

/** `kubectl scale`. */
export const scaleCommand: Command = {
  path: 'scale',
  flags: [
    'all',
    'current-replicas',
    'dry-run',
    'filename',
    'output',
    'recursive',
    'replicas',
    'resource-version',
    'selector',
    'template',
    'timeout',
    'kustomize',
  ],
  required: ['replicas'],
  run(session) {
    if (session.flags.number('replicas') < 0) {
      throw new CommandError(
        'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      );
    }
    const selection = select(session, { latest: true });
    if (selection.items.length === 0) {
      const errors = selection.errors.map(messageOf);
      const list = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
      throw new CommandError(`no objects passed to scale${errors.length === 0 ? '' : ` ${list}`}`);
    }
    const failures = forEach(selection.items, ({ kind, object }) =>
      scaleOne(session, kind, object),
    );
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
