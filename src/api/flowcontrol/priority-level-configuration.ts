import { ageOf } from '../age';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error';
import { goStruct } from '../go-value';
import { type Cell, defineKind } from '../kind';
import { deepEqual } from '../object';
import type {
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from '../schema/objects';
import { validateFlowConditions } from './flow-rules';

// upstream: flowcontrol validation, ValidatePriorityLevelConfiguration, and flowcontrol/v1 defaults
const TYPES = ['Exempt', 'Limited'];
const RESPONSES = ['Queue', 'Reject'];
const QUEUES_MAX = 10_000_000;
const HASH_BITS_MAX = 60;
const SHARES_DEFAULT = 30;
const QUEUING_DEFAULT: QueuingConfiguration = { handSize: 8, queues: 64, queueLengthLimit: 50 };
const SPEC = 'io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec';

/** The level that every server has and that may not be other than it is. */
const CATCH_ALL: PriorityLevelConfigurationSpec = {
  type: 'Limited',
  limited: {
    nominalConcurrencyShares: 5,
    lendablePercent: 0,
    limitResponse: { type: 'Reject' },
  },
};

function validateQueuing(queuing: QueuingConfiguration, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { queues = 0, handSize = 0, queueLengthLimit = 0 } = queuing;
  if (queueLengthLimit <= 0) {
    errors.push(invalid(`${path}.queueLengthLimit`, queueLengthLimit, 'must be positive'));
  }
  if (queues <= 0) errors.push(invalid(`${path}.queues`, queues, 'must be positive'));
  else if (queues > QUEUES_MAX) {
    errors.push(invalid(`${path}.queues`, queues, `must not be greater than ${QUEUES_MAX}`));
  }
  const at = `${path}.handSize`;
  const bits = Math.ceil(Math.log2(queues) * handSize);
  if (handSize <= 0) errors.push(invalid(at, handSize, 'must be positive'));
  else if (handSize > queues) {
    const detail = `should not be greater than queues (${queues})`;
    errors.push(invalid(at, handSize, detail));
  } else if (bits > HASH_BITS_MAX) {
    const detail = `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${HASH_BITS_MAX}`;
    errors.push(invalid(at, handSize, detail));
  }
  return errors;
}

function validateResponse(response: LimitResponse, path: string): FieldError[] {
  const { type = '', queuing } = response;
  const at = `${path}.queuing`;
  if (type === 'Reject') {
    if (queuing === undefined) return [];
    return [forbidden(at, 'must be nil if limited.limitResponse.type is not Limited')];
  }
  if (type !== 'Queue') return [notSupported(`${path}.type`, type, RESPONSES)];
  if (queuing !== undefined) return validateQueuing(queuing, at);
  return [required(at, 'must not be empty if limited.limitResponse.type is Limited')];
}

function validateShares(
  shares: Pick<LimitedPriorityLevelConfiguration, 'nominalConcurrencyShares' | 'lendablePercent'>,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const { nominalConcurrencyShares: nominal = 0, lendablePercent: percent = 0 } = shares;
  if (nominal < 0) {
    const detail = 'must be a non-negative integer';
    errors.push(invalid(`${path}.nominalConcurrencyShares`, nominal, detail));
  }
  if (percent < 0 || percent > 100) {
    const detail = 'must be between 0 and 100, inclusive';
    errors.push(invalid(`${path}.lendablePercent`, percent, detail));
  }
  return errors;
}

function validateLimited(limited: LimitedPriorityLevelConfiguration): FieldError[] {
  const path = 'spec.limited';
  const errors = [
    ...validateShares({ nominalConcurrencyShares: limited.nominalConcurrencyShares ?? 0 }, path),
    ...validateResponse(limited.limitResponse ?? { type: '' }, `${path}.limitResponse`),
    ...validateShares({ lendablePercent: limited.lendablePercent ?? 0 }, path),
  ];
  const borrowing = limited.borrowingLimitPercent;
  if (borrowing === undefined || borrowing >= 0) return errors;
  const detail = 'if specified, must be a non-negative integer';
  return [...errors, invalid(`${path}.borrowingLimitPercent`, borrowing, detail)];
}

function validateType({ type, limited, exempt }: PriorityLevelConfigurationSpec): FieldError[] {
  switch (type) {
    case 'Exempt': {
      const errors = exempt === undefined ? [] : validateShares(exempt, 'spec.exempt');
      if (limited === undefined) return errors;
      return [...errors, forbidden('spec.limited', 'must be nil if the type is not Limited')];
    }
    case 'Limited': {
      const errors: FieldError[] = [];
      if (exempt !== undefined) {
        errors.push(forbidden('spec.exempt', 'must be nil if the type is Limited'));
      }
      if (limited !== undefined) return [...errors, ...validateLimited(limited)];
      return [...errors, required('spec.limited', 'must not be empty when type is Limited')];
    }
    default:
      return [notSupported('spec.type', type, TYPES)];
  }
}

function validate({ metadata, spec, status }: PriorityLevelConfiguration): FieldError[] {
  const errors: FieldError[] = [];
  if ((metadata.name === 'exempt') !== (spec.type === 'Exempt')) {
    const detail = "type must be 'Exempt' if and only if name is 'exempt'";
    errors.push(invalid('spec.type', spec.type, detail));
  }
  errors.push(...validateType(spec));
  if (metadata.name === 'catch-all' && !deepEqual(spec, CATCH_ALL)) {
    const detail = "spec of 'catch-all' must equal the fixed value";
    errors.push(invalid('spec', goStruct(SPEC, spec), detail));
  }
  return [...errors, ...validateFlowConditions(status?.conditions)];
}

const NONE = '<none>';

function cells({ limited }: PriorityLevelConfigurationSpec): Cell[] {
  const shares = limited?.nominalConcurrencyShares ?? NONE;
  const queuing = limited?.limitResponse?.queuing;
  return [
    shares,
    queuing?.queues ?? NONE,
    queuing?.handSize ?? NONE,
    queuing?.queueLengthLimit ?? NONE,
  ];
}

export const PriorityLevelConfigurations = defineKind<PriorityLevelConfiguration>(
  'flowcontrol.apiserver.k8s.io/v1',
  'PriorityLevelConfiguration',
  {
    hasGeneration: true,
    statusKeeps: 'metadata',
    defaults({ spec }) {
      const { limited, exempt } = spec ?? {};
      if (limited !== undefined && !Object.isFrozen(limited)) {
        limited.nominalConcurrencyShares ??= SHARES_DEFAULT;
        limited.lendablePercent ??= 0;
        const queuing = limited.limitResponse?.queuing;
        if (queuing !== undefined && !Object.isFrozen(queuing)) {
          for (const field of ['handSize', 'queues', 'queueLengthLimit'] as const) {
            if (!queuing[field]) queuing[field] = QUEUING_DEFAULT[field] ?? 0;
          }
        }
      }
      if (exempt !== undefined && !Object.isFrozen(exempt)) {
        exempt.nominalConcurrencyShares ??= 0;
        exempt.lendablePercent ??= 0;
      }
    },
    validate,
    validateStatusUpdate: ({ status }) => validateFlowConditions(status?.conditions),
    row: (level, now) => [
      level.metadata.name,
      level.spec.type,
      ...cells(level.spec),
      ageOf(level, now),
    ],
  },
);
