import { ageOf } from '../age';
import { validateResources } from '../core/pod-validation/resources';
import { validateTolerations } from '../core/pod-validation/scheduling';
import { duplicate, type FieldError, immutable, invalidEach } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { dnsLabelErrors, labelValueErrors, qualifiedNameErrors } from '../names';
import type { RuntimeClass, Toleration } from '../schema/objects';
import { oldNodeLabel } from '../warnings/node-label';

// upstream: node validation, ValidateRuntimeClass
const TOLERATION = 'io.k8s.api.core.v1.Toleration';

function sameToleration(a: Toleration, b: Toleration): boolean {
  return (['key', 'operator', 'value', 'effect'] as const).every(
    (field) => (a[field] ?? '') === (b[field] ?? ''),
  );
}

function validateUnique(tolerations: readonly Toleration[], path: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const before = tolerations.slice(0, index);
    if (!before.some((other) => sameToleration(other, toleration))) return [];
    return [duplicate(`${path}[${index}]`, goStruct(TOLERATION, toleration))];
  });
}

function validateScheduling({ scheduling }: RuntimeClass): FieldError[] {
  const path = 'scheduling.nodeSelector';
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(scheduling?.nodeSelector ?? {})) {
    errors.push(...invalidEach(path, key, qualifiedNameErrors(key)));
    errors.push(...invalidEach(path, value, labelValueErrors(value)));
  }
  const { tolerations = [] } = scheduling ?? {};
  const at = 'scheduling.tolerations';
  return [...errors, ...validateTolerations(tolerations, at), ...validateUnique(tolerations, at)];
}

function validate(runtimeClass: RuntimeClass): FieldError[] {
  const { handler, overhead } = runtimeClass;
  return [
    ...invalidEach('handler', handler, dnsLabelErrors(handler)),
    // what a Pod costs beside its containers is judged as limits are
    ...validateResources({ limits: overhead?.podFixed ?? {} }, new Set(), 'overhead'),
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
