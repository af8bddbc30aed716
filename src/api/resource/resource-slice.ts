import { ageOf } from '../age';
import { validateNodeSelector } from '../core/pod-validation/affinity';
import { type GatedField, GatedFields } from '../features/gated-fields';
import { type FieldError, immutable, invalid, invalidEach, required } from '../field-error';
import { goStructs } from '../go-value';
import { defineKind } from '../kind';
import { dnsSubdomainErrors } from '../names';
import type { NodeSelector, ResourcePool, ResourceSlice } from '../schema/objects';
import { validateDriverName } from '../storage/validation';
import { timestamp } from '../timestamp';
import { validatePoolName } from './claim-status';
import { validateDevice } from './device';
import { validateEach, validateUnique } from './device-request';

// upstream: resource validation, validateResourceSliceSpec
const DEVICES_MAX = 128;
const ONE_PLACE =
  'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';

const TERM = 'io.k8s.api.core.v1.NodeSelectorTerm';

type Spec = ResourceSlice['spec'];

const DEVICE = 'spec.devices[]';

/** What depends on feature gates. upstream: registry resourceslice, dropDisabledFields */
const GATED: readonly GatedField[] = [
  { gate: 'DRADeviceTaints', path: `${DEVICE}.taints` },
  { gate: 'DRAPartitionableDevices', path: 'spec.sharedCounters' },
  { gate: 'DRAPartitionableDevices', path: 'spec.perDeviceNodeSelection' },
  ...['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes'].map(
    (field): GatedField => ({ gate: 'DRAPartitionableDevices', path: `${DEVICE}.${field}` }),
  ),
  ...['bindsToNode', 'bindingConditions', 'bindingFailureConditions'].map(
    (field): GatedField => ({ gate: 'DRADeviceBindingConditions', path: `${DEVICE}.${field}` }),
  ),
  { gate: 'DRAConsumableCapacity', path: `${DEVICE}.allowMultipleAllocations` },
];

function validatePool(pool: Partial<ResourcePool>): FieldError[] {
  const { name = '', resourceSliceCount: count = 0, generation = 0 } = pool;
  const errors = validatePoolName(name, 'spec.pool.name');
  if (count <= 0) {
    errors.push(invalid('spec.pool.resourceSliceCount', count, 'must be greater than zero'));
  }
  if (generation >= 0) return errors;
  const detail = 'must be greater than or equal to zero';
  return [...errors, invalid('spec.pool.generation', generation, detail)];
}

function validateSelector(selector: NodeSelector): FieldError[] {
  const path = 'spec.nodeSelector';
  const errors = validateNodeSelector(selector, path);
  if (selector.nodeSelectorTerms.length === 1) return errors;
  const at = `${path}.nodeSelectorTerms`;
  const shown = goStructs(TERM, selector.nodeSelectorTerms);
  return [...errors, invalid(at, shown, 'must have exactly one node selector term')];
}

/** The devices lie with one node, some, all, or each says for itself. */
function validatePlace(spec: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const { nodeName, nodeSelector, allNodes, perDeviceNodeSelection } = spec;
  const given = Object.entries({ nodeName, nodeSelector, allNodes, perDeviceNodeSelection })
    .filter(([, value]) => value !== undefined && value !== false && value !== '')
    .map(([name]) => `\`${name}\``);
  if (nodeName !== undefined) {
    if (nodeName === '') {
      const detail = 'must be either unset or set to a non-empty string';
      errors.push(invalid('spec.nodeName', nodeName, detail));
    } else errors.push(...invalidEach('spec.nodeName', nodeName, dnsSubdomainErrors(nodeName)));
  }
  if (nodeSelector !== undefined) errors.push(...validateSelector(nodeSelector));
  for (const [field, value] of Object.entries({ allNodes, perDeviceNodeSelection })) {
    if (value !== false) continue;
    errors.push(invalid(`spec.${field}`, false, 'must be either unset or set to true'));
  }
  if (given.length === 0) return [...errors, required('spec', ONE_PLACE)];
  if (given.length === 1) return errors;
  const detail = `${ONE_PLACE}, but multiple fields are set`;
  return [...errors, invalid('spec', `{${given.join(', ')}}`, detail)];
}

function validate({ spec }: ResourceSlice): FieldError[] {
  const path = 'spec.devices';
  return [
    ...validateDriverName(spec.driver ?? '', 'spec.driver'),
    ...validatePool(spec.pool ?? {}),
    ...validatePlace(spec),
    ...validateEach(spec.devices ?? undefined, DEVICES_MAX, path, validateDevice),
    ...validateUnique(
      (spec.devices ?? []).map(({ name }) => name),
      (index) => `${path}[${index}].name`,
    ),
  ];
}

export const ResourceSlices = defineKind<ResourceSlice>('resource.k8s.io/v1', 'ResourceSlice', {
  hasGeneration: true,
  gated: new GatedFields(GATED),
  prepareForCreate(draft, { now }) {
    const time = timestamp(now);
    for (const { taints } of draft.spec?.devices ?? []) {
      for (const taint of taints ?? []) if (!Object.isFrozen(taint)) taint.timeAdded ??= time;
    }
  },
  validate,
  validateReplacement: (slice, old) => [
    ...validate(slice),
    ...immutable('spec.driver', slice.spec.driver, slice.spec.driver === old.spec.driver),
    ...immutable(
      'spec.pool.name',
      slice.spec.pool.name,
      slice.spec.pool.name === old.spec.pool.name,
    ),
    ...immutable('spec.nodeName', slice.spec.nodeName, slice.spec.nodeName === old.spec.nodeName),
  ],
  selectableFields: {
    'spec.driver': ({ spec }) => spec.driver,
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
  },
  row: (slice, now) => [
    slice.metadata.name,
    slice.spec.nodeName ?? '',
    slice.spec.driver,
    slice.spec.pool.name,
    ageOf(slice, now),
  ],
});
