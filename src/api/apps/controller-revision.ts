import { ageOf } from '../age';
import { invalid, required } from '../field-error';
import { defineKind } from '../kind';
import { controllerOf, deepEqual } from '../object';
import type { ControllerRevision } from '../schema/objects';

/** A former or present template of a StatefulSet or DaemonSet. */
export const ControllerRevisions = defineKind<ControllerRevision>('apps/v1', 'ControllerRevision', {
  validate: ({ data, revision }) => [
    ...(data === undefined || data === null ? [required('data', 'data is mandatory')] : []),
    ...(revision < 0 ? [invalid('revision', revision, 'must be greater than or equal to 0')] : []),
  ],
  validateUpdate: ({ data }, old) =>
    deepEqual(data, old.data) ? [] : [invalid('data', data, 'field is immutable')],
  row(revision, now) {
    const owner = controllerOf(revision);
    const [group = ''] = owner?.apiVersion.split('/') ?? [];
    const kind = owner?.kind.toLowerCase() ?? '';
    return [
      revision.metadata.name,
      owner === undefined ? '<none>' : `${kind}.${group}/${owner.name}`,
      revision.revision,
      ageOf(revision, now),
    ];
  },
});
