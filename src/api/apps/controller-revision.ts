import { ageOf } from '../age';
import { type FieldError, immutable, nonNegative, required } from '../field-error';
import { defineKind } from '../kind';
import { controllerOf, deepEqual } from '../object';
import type { ControllerRevision } from '../schema/objects';

// upstream: apps validation, ValidateControllerRevision
function validate({ data, revision }: ControllerRevision): FieldError[] {
  return [
    ...(data === undefined || data === null ? [required('data', 'data is mandatory')] : []),
    ...nonNegative('revision', revision),
  ];
}

/** A former or present template of a StatefulSet or DaemonSet. */
export const ControllerRevisions = defineKind<ControllerRevision>('apps/v1', 'ControllerRevision', {
  validate,
  validateReplacement: (revision, old) => [
    ...validate(revision),
    ...immutable('data', revision.data, deepEqual(revision.data, old.data)),
  ],
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
