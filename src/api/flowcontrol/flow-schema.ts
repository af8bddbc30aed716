import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import type { FlowSchema, FlowSchemaSpec } from '../schema/objects';
import { validateFlowConditions, validateFlowRule } from './flow-rules';

// upstream: flowcontrol validation, ValidateFlowSchema, and its bootstrap configuration
const METHODS = ['ByNamespace', 'ByUser'];
const PRECEDENCE_MAX = 10_000;
const PRECEDENCE_DEFAULT = 1000;
const SPEC = 'io.k8s.api.flowcontrol.v1.FlowSchemaSpec';

const group = (name: string) => ({ kind: 'Group', group: { name } });
const EVERYTHING = {
  resourceRules: [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] },
  ],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};

/** The schemas that every server has, which may not be other than they are. */
const MANDATORY: ReadonlyMap<string, FlowSchemaSpec> = new Map([
  [
    'exempt',
    {
      priorityLevelConfiguration: { name: 'exempt' },
      matchingPrecedence: 1,
      rules: [{ subjects: [group('system:masters')], ...EVERYTHING }],
    },
  ],
  [
    'catch-all',
    {
      priorityLevelConfiguration: { name: 'catch-all' },
      matchingPrecedence: PRECEDENCE_MAX,
      distinguisherMethod: { type: 'ByUser' },
      rules: [
        {
          subjects: [group('system:unauthenticated'), group('system:authenticated')],
          ...EVERYTHING,
        },
      ],
    },
  ],
]);

function validatePrecedence({ metadata, spec }: FlowSchema): FieldError[] {
  const value = spec.matchingPrecedence ?? 0;
  const details: string[] = [];
  if (value <= 0) details.push('must be a positive value');
  if (value > PRECEDENCE_MAX) details.push(`must not be greater than ${PRECEDENCE_MAX}`);
  if (value === 1 && metadata.name !== 'exempt') {
    details.push("only the schema named 'exempt' may have matchingPrecedence 1");
  }
  return invalidEach('spec.matchingPrecedence', value, details);
}

function validate(schema: FlowSchema): FieldError[] {
  const errors = validatePrecedence(schema);
  const { distinguisherMethod: method, priorityLevelConfiguration, rules = [] } = schema.spec;
  if (method !== undefined && !METHODS.includes(method.type)) {
    errors.push(notSupported('spec.distinguisherMethod.type', { Type: method.type }, METHODS));
  }
  const path = 'spec.priorityLevelConfiguration.name';
  const name = priorityLevelConfiguration?.name ?? '';
  if (name === '') errors.push(required(path, 'must reference a priority level'));
  else errors.push(...invalidEach(path, name, dnsSubdomainErrors(name)));
  rules.forEach((rule, index) => {
    errors.push(...validateFlowRule(rule, `spec.rules[${index}]`));
  });
  const fixed = MANDATORY.get(schema.metadata.name);
  if (fixed !== undefined && !deepEqual(schema.spec, fixed)) {
    const detail = `spec of '${schema.metadata.name}' must equal the fixed value`;
    errors.push(invalid('spec', goStruct(SPEC, schema.spec), detail));
  }
  return [...errors, ...validateFlowConditions(schema.status?.conditions)];
}

export const FlowSchemas = defineKind<FlowSchema>('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', {
  statusKeeps: 'metadata',
  hasGeneration: true,
  defaults({ spec }) {
    if (spec === undefined || Object.isFrozen(spec)) return;
    if (!spec.matchingPrecedence) spec.matchingPrecedence = PRECEDENCE_DEFAULT;
  },
  validate,
  validateStatusUpdate: ({ status }) => validateFlowConditions(status?.conditions),
  row: (schema, now) => [
    schema.metadata.name,
    schema.spec.priorityLevelConfiguration.name,
    schema.spec.matchingPrecedence ?? 0,
    schema.spec.distinguisherMethod?.type ?? '<none>',
    ageOf(schema, now),
    conditionOf(
      (schema.status?.conditions ?? []).map((condition) => ({
        type: condition.type ?? '',
        status: condition.status ?? '',
      })),
      'Dangling',
    )?.status ?? '?',
  ],
});
