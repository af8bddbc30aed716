import { describe, it } from 'node:test';
import { assert } from 'chai';
import { formatFieldError } from '../field-error';
import type { JSONSchemaProps } from '../schema/objects';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { CustomResourceDefinitions } from './custom-resource-definition';
import { validateValue } from './value-validation';

describe('CustomResourceDefinition', () => {
  const schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
  };
  const version = (name: string, storage: boolean, openAPIV3Schema: object = schema) => ({
    name,
    served: true,
    storage,
    schema: { openAPIV3Schema },
  });
  const good = {
    metadata: { name: 'crates.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'crates', kind: 'Crate' },
      versions: [version('v1', true)],
    },
  };
  testDefaults(CustomResourceDefinitions, good, {
    spec: {
      ...good.spec,
      names: { plural: 'crates', singular: 'crate', kind: 'Crate', listKind: 'CrateList' },
      conversion: { strategy: 'None' },
    },
    status: { conditions: null, acceptedNames: { plural: '', kind: '' }, storedVersions: ['v1'] },
  });
  const root = 'spec.validation.openAPIV3Schema';
  const spec = 'spec.versions[0].schema.openAPIV3Schema.properties.spec';
  const at = `${root}.properties[spec]`;
  testCreate(CustomResourceDefinitions, good, [
    [
      { 'spec.group': 'shop' },
      'metadata.name: Invalid value: "crates.shop.example.com": must be spec.names.plural+"."+spec.group',
      'spec.group: Invalid value: "shop": should be a domain with at least one dot',
    ],
    [
      { 'spec.names.listKind': 'Crate' },
      'spec.names.listKind: Invalid value: "Crate": kind and listKind may not be the same',
    ],
    [
      { 'spec.versions[0].schema': undefined },
      'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
    ],
    [
      { [`${spec}.properties.size`]: {} },
      `${at}.properties[size].type: Required value: must not be empty for specified object fields`,
    ],
    [
      { [`${spec}.properties.list`]: { type: 'array' } },
      `${at}.properties[list].items: Required value: must be specified`,
    ],
    [
      { [`${spec}.properties.size.type`]: 'whole' },
      `${at}.properties[size].type: Unsupported value: "whole": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
    [
      { [`${spec}.allOf`]: [{ properties: { size: { type: 'integer' } } }] },
      `${at}.allOf[0].properties[size].type: Forbidden: must be empty to be structural`,
    ],
    [
      { [`${spec}.additionalProperties`]: { type: 'string' } },
      `${at}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
    ],
    [
      { [`${spec}.default`]: { wide: 1 } },
      `${at}.default: Invalid value: {"wide":1}: must not have unknown fields`,
    ],
    [
      { [`${spec}.properties.size.default`]: 'many' },
      `${at}.properties[size].default: Invalid value: "string":  in body must be of type integer: "string"`,
    ],
    [
      {
        [`${spec}.properties.list`]: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name', 'port'],
        },
      },
      `${at}.properties[list].x-kubernetes-list-map-keys: Invalid value: ["name","port"]: entries must all be names of item properties`,
      `${at}.properties[list].items.properties[name].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
    ],
    [
      { [`${spec}.x-kubernetes-validations`]: [{ rule: ' ' }] },
      `${at}.x-kubernetes-validations[0].rule: Required value: rule is not specified`,
    ],
    [
      // a rule whose schema, or whose own form, is wrong is not compiled
      { [`${spec}.x-kubernetes-validations`]: [{ rule: 'self.none', fieldPath: 'size' }] },
      `${at}.x-kubernetes-validations[0].fieldPath: Invalid value: "size": fieldPath must be a valid path`,
    ],
    [
      {
        [`${spec}.x-kubernetes-validations`]: [
          { rule: 'self.size > 1', message: ' ', fieldPath: ' ' },
        ],
      },
      `${at}.x-kubernetes-validations[0].message: Invalid value: " ": message must be non-empty if specified`,
      `${at}.x-kubernetes-validations[0].fieldPath: Invalid value: " ": fieldPath must be non-empty if specified`,
      `${at}.x-kubernetes-validations[0].fieldPath: Invalid value: " ": fieldPath must be a valid path`,
    ],
    [
      { [`${spec}.x-kubernetes-validations`]: [{ rule: 'self.size > 1', optionalOldSelf: true }] },
      `${at}.x-kubernetes-validations[0].optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule`,
    ],
    [
      // of what has no place in a structural schema, the structure is not looked at
      { [`${spec}.properties.list`]: { type: 'array', items: [{ type: 'string' }] } },
      `${at}.properties[list].items: Forbidden: items must be a schema object and not an array`,
    ],
    [
      { [`${spec}.properties.name`]: { type: 'string', pattern: '(' } },
      `${at}.properties[name].pattern: Invalid value: "(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`(\``,
    ],
    [
      {
        'spec.versions[0].subresources': {
          scale: { specReplicasPath: '', statusReplicasPath: 'n' },
        },
      },
      'spec.subresources.scale.specReplicasPath: Required value',
      'spec.subresources.scale.statusReplicasPath: Invalid value: "n": must be a simple json path starting with .',
    ],
    [
      { 'spec.versions[0].additionalPrinterColumns': [{ name: 'A', type: 'text', jsonPath: '' }] },
      'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
      'spec.additionalPrinterColumns[0].JSONPath: Required value',
    ],
    [
      { 'spec.versions[0].selectableFields': [{ jsonPath: '.spec' }] },
      'spec.selectableFields[0].jsonPath: Invalid value: ".spec": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
    ],
    [
      { 'spec.versions[0].selectableFields': [{ jsonPath: 'spec' }, { jsonPath: ".['spec']" }] },
      'spec.selectableFields[0].jsonPath: Invalid value: "spec": is an invalid path: expected [ or . but got: spec',
      `spec.selectableFields[1].jsonPath: Invalid value: ".['spec']": is an invalid path: does not refer to a valid field`,
    ],
    [
      { 'spec.conversion': { strategy: 'Webhook' } },
      'spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook',
      'spec.conversion.conversionReviewVersions: Required value',
    ],
    [
      {
        'metadata.name': 'crates.sigs.k8s.io',
        'spec.group': 'sigs.k8s.io',
      },
      'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    ],
    [
      // what versions do not have in common is named where it stands
      { 'spec.versions[1]': version('v2', false, { type: 'object', properties: { spec: {} } }) },
      'spec.versions[1].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields',
    ],
  ]);
  testUpdate(CustomResourceDefinitions, good, [
    [
      { 'spec.names.plural': 'boxes' },
      'spec.names.plural: Invalid value: "boxes": field is immutable',
    ],
    [
      { 'spec.versions': [version('v2', true)], 'status.storedVersions': ['v1', 'v2'] },
      'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions',
    ],
  ]);
});

describe('validateValue', () => {
  const cases: readonly (readonly [
    value: unknown,
    schema: JSONSchemaProps,
    ...errors: string[],
  ])[] = [
    [{ a: 1 }, { type: 'object', properties: { a: { type: 'integer' } } }],
    [
      { a: 'x' },
      { type: 'object', properties: { a: { type: 'integer' } } },
      'a: Invalid value: "string": a in body must be of type integer: "string"',
    ],
    [{}, { type: 'object', required: ['a'] }, 'a: Required value'],
    [
      { a: 0 },
      { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } },
      'a: Invalid value: 0: a in body should be greater than or equal to 1',
    ],
    [
      { a: 0.7 },
      { type: 'object', properties: { a: { type: 'number', multipleOf: 0.5 } } },
      'a: Invalid value: 0.7: a in body should be a multiple of 0.5',
    ],
    [
      { a: ['x'] },
      {
        type: 'object',
        properties: { a: { type: 'array', items: { type: 'string', minLength: 2 } } },
      },
      'a[0]: Invalid value: "x": a[0] in body should be at least 2 chars long',
    ],
    [
      { a: 'pink' },
      { type: 'object', properties: { a: { type: 'string', enum: ['red', 'green'] } } },
      'a: Unsupported value: "pink": supported values: "red", "green"',
    ],
    [
      { a: 'abc' },
      { type: 'object', properties: { a: { type: 'string', maxLength: 2 } } },
      'a: Too long: may not be more than 2 bytes',
    ],
    [
      { a: { x: 1, y: 2 } },
      {
        type: 'object',
        properties: { a: { type: 'object', maxProperties: 1, additionalProperties: true } },
      },
      'a: Too many: 2: must have at most 1 items',
    ],
    [
      { a: true },
      { type: 'object', properties: { a: { 'x-kubernetes-int-or-string': true } } },
      'a: Invalid value: "boolean": a in body must be of type integer,string: "boolean"',
    ],
    [
      { a: { w: 1, h: 1 } },
      {
        type: 'object',
        properties: {
          a: { type: 'object', oneOf: [{ required: ['w'] }, { required: ['h'] }] },
        },
      },
      '<nil>: Invalid value: "": "a" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
    [
      { a: 'noon' },
      { type: 'object', properties: { a: { type: 'string', format: 'date-time' } } },
      'a: Invalid value: "noon": a in body must be of type date-time: "noon"',
    ],
  ];
  for (const [value, schema, ...errors] of cases) {
    it(`judges ${JSON.stringify(value)} by ${JSON.stringify(schema).slice(0, 90)}`, () =>
      assert.deepEqual(validateValue(value, schema).map(formatFieldError), errors));
  }
});
