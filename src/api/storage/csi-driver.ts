import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  immutable,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { defineKind } from '../kind';
import { pathSegmentErrors } from '../names';
import { deepEqual } from '../object';
import type { CSIDriver, StorageTokenRequest } from '../schema/objects';
import { validateDriverName } from './validation';

// upstream: storage validation, ValidateCSIDriver
const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
const TOKEN_SECONDS_MIN = 600;
const TOKEN_SECONDS_MAX = 2 ** 32;
const UPDATE_SECONDS_MIN = 10;

function validateTokens(requests: readonly StorageTokenRequest[]): FieldError[] {
  const errors: FieldError[] = [];
  const audiences = new Set<string>();
  requests.forEach(({ audience, expirationSeconds: seconds }, index) => {
    const path = `spec.tokenRequests[${index}]`;
    if (audiences.has(audience)) {
      errors.push(duplicate(`${path}.audience`, audience));
      return;
    }
    audiences.add(audience);
    if (seconds === undefined) return;
    const at = `${path}.expirationSeconds`;
    if (seconds < TOKEN_SECONDS_MIN) {
      errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
    }
    if (seconds > TOKEN_SECONDS_MAX) {
      errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  });
  return errors;
}

function validate({ spec }: CSIDriver): FieldError[] {
  const errors: FieldError[] = [];
  // the field's name in the message of attachRequired is the server's own
  if (spec.attachRequired === undefined) errors.push(required('spec.attachedRequired'));
  if (spec.podInfoOnMount === undefined) errors.push(required('spec.podInfoOnMount'));
  if (spec.storageCapacity === undefined) errors.push(required('spec.storageCapacity'));
  const policy = spec.fsGroupPolicy;
  if (policy !== undefined && !GROUP_POLICIES.includes(policy)) {
    errors.push(notSupported('spec.fsGroupPolicy', policy, GROUP_POLICIES));
  }
  errors.push(...validateTokens(spec.tokenRequests ?? []));
  for (const mode of spec.volumeLifecycleModes ?? []) {
    if (LIFECYCLE_MODES.includes(mode)) continue;
    errors.push(notSupported('spec.volumeLifecycleModes', mode, LIFECYCLE_MODES));
  }
  if (spec.seLinuxMount === undefined) errors.push(required('spec.seLinuxMount'));
  const seconds = spec.nodeAllocatableUpdatePeriodSeconds;
  if (seconds !== undefined && seconds < UPDATE_SECONDS_MIN) {
    const detail = `must be greater than or equal to ${UPDATE_SECONDS_MIN} seconds`;
    errors.push(invalid('spec.nodeAllocatableUpdatePeriodSeconds', seconds, detail));
  }
  return errors;
}

export const CSIDrivers = defineKind<CSIDriver>('storage.k8s.io/v1', 'CSIDriver', {
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    spec.attachRequired ??= true;
    spec.podInfoOnMount ??= false;
    spec.storageCapacity ??= false;
    spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType';
    spec.requiresRepublish ??= false;
    spec.seLinuxMount ??= false;
    if ((spec.volumeLifecycleModes ?? []).length === 0) spec.volumeLifecycleModes = ['Persistent'];
  },
  validateName: pathSegmentErrors,
  // upstream says "name" where it means metadata.name
  validate: (driver) => [...validateDriverName(driver.metadata.name, 'name'), ...validate(driver)],
  prepareForUpdate(draft, old) {
    // upstream: only these count as changes of the desired state
    if (deepEqual(draft.spec, old.spec)) return;
    draft.metadata = { ...draft.metadata, generation: (old.metadata.generation ?? 0) + 1 };
  },
  validateReplacement: (driver, old) => [
    ...validate(driver),
    ...immutable(
      'spec.attachedRequired',
      driver.spec.attachRequired,
      driver.spec.attachRequired === old.spec.attachRequired,
    ),
    ...immutable(
      'spec.volumeLifecycleModes',
      driver.spec.volumeLifecycleModes,
      deepEqual(driver.spec.volumeLifecycleModes, old.spec.volumeLifecycleModes),
    ),
  ],
  row: (driver, now) => {
    const { metadata, spec } = driver;
    return [
      metadata.name,
      spec.attachRequired ?? true,
      spec.podInfoOnMount ?? false,
      spec.storageCapacity ?? false,
      (spec.tokenRequests ?? []).map(({ audience }) => audience).join(',') || '<unset>',
      spec.requiresRepublish ?? false,
      (spec.volumeLifecycleModes ?? []).join(',') || '<none>',
      ageOf(driver, now),
    ];
  },
});
