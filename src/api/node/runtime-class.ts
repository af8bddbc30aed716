import { ageOf } from '../age';
import { resourceNameErrors } from '../core/resource-name';
import { duplicate, type FieldError, immutable, invalid, invalidEach } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { dnsLabelErrors, labelValueErrors, qualifiedNameErrors } from '../names';
import { deepEqual } from '../object';
import { wholeValue } from '../quantity';
import type { RuntimeClass, Toleration } from '../schema/objects';
import { oldNodeLabel } from '../warnings/node-label';

// upstream: node validation, ValidateRuntimeClass
const TOLERATION = 'io.k8s.api.core.v1.Toleration';

function validateOverhead({ overhead }: RuntimeClass): FieldError[] {
  return Object.entries(overhead?.podFixed ?? {}).flatMap(([name, quantity]) => {
    const path = `overhead.podFixed[${name}]`;
    const errors = invalidEach(path, name, resourceNameErrors(name));
    if (wholeValue(quantity) >= 0) return errors;
    return [...errors, invalid(path, quantity, 'must be greater than or equal to 0')];
  });
}

function validateTolerations(tolerations: readonly Toleration[]): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const isAgain = tolerations.slice(0, index).some((other) => deepEqual(other, toleration));
    if (!isAgain) return [];
    return [duplicate(`scheduling.tolerations[${index}]`, goStruct(TOLERATION, toleration))];
  });
}

function validateScheduling({ scheduling }: RuntimeClass): FieldError[] {
  const path = 'scheduling.nodeSelector';
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(scheduling?.nodeSelector ?? {})) {
    errors.push(...invalidEach(path, key, qualifiedNameErrors(key)));
    errors.push(...invalidEach(path, value, labelValueErrors(value)));
  }
  return [...errors, ...validateTolerations(scheduling?.tolerations ?? [])];
}

function validate(runtimeClass: RuntimeClass): FieldError[] {
  const { handler } = runtimeClass;
  return [
    ...invalidEach('handler', handler, dnsLabelErrors(handler)),
    ...validateOverhead(runtimeClass),
    ...validateScheduling(runtimeClass),
  ];
}

export const RuntimeClasses = defineKind<RuntimeClass>('node.k8s.io/v1', 'RuntimeClass', {
  validate,
  validateReplacement: ({ handler }, old) => immutable('handler', handler, handler === old.handler),
  // upstream: api/node, GetWarningsForRuntimeClass, which names the map and not the key
  warnings: ({ scheduling }) =>
    Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
      const message = oldNodeLabel(key);
      return message === undefined ? [] : [`scheduling.nodeSelector: ${message}`];
    }),
  row: (runtimeClass, now) => [
    runtimeClass.metadata.name,
    runtimeClass.handler,
    ageOf(runtimeClass, now),
  ],
});
