import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { type FieldError, invalid, invalidEach, required } from '../field-error';
import { type Cell, defineKind } from '../kind';
import { dns1035LabelErrors, dnsSubdomainErrors, pathSegmentErrors, portErrors } from '../names';
import type { APIService } from '../schema/objects';

// upstream: apiregistration validation, ValidateAPIService
const GROUP_PRIORITY_MAX = 20_000;
const VERSION_PRIORITY_MAX = 1000;

function validateIdentity({ metadata, spec }: APIService): FieldError[] {
  const errors: FieldError[] = [];
  const { group = '', version = '' } = spec;
  const wanted = `${version}.${group}`;
  if (metadata.name !== wanted) {
    const detail = '`must be spec.version+"."+spec.group`';
    errors.push(invalid('metadata.name', metadata.name, detail.replaceAll('`', '')));
  }
  if (group !== '') {
    const details = dnsSubdomainErrors(group);
    if (details.length > 0) errors.push(invalid('spec.group', group, details.join(',')));
  }
  if (version === '') return [...errors, required('spec.version')];
  const details = dns1035LabelErrors(version);
  if (details.length === 0) return errors;
  return [...errors, invalid('spec.version', version, details.join(','))];
}

function validatePriorities({ spec }: APIService): FieldError[] {
  const errors: FieldError[] = [];
  const { groupPriorityMinimum: group, versionPriority: version } = spec;
  if (group <= 0 || group > GROUP_PRIORITY_MAX) {
    const detail = `must be positive and less than ${GROUP_PRIORITY_MAX}`;
    errors.push(invalid('spec.groupPriorityMinimum', group, detail));
  }
  if (version <= 0 || version > VERSION_PRIORITY_MAX) {
    const detail = `must be positive and less than ${VERSION_PRIORITY_MAX}`;
    errors.push(invalid('spec.versionPriority', version, detail));
  }
  return errors;
}

function validateService({ spec }: APIService): FieldError[] {
  const { service, caBundle = '', insecureSkipTLSVerify = false } = spec;
  const errors: FieldError[] = [];
  if (service === undefined) {
    if (caBundle !== '') {
      errors.push(
        invalid(
          'spec.caBundle',
          `${caBundle.length} bytes`,
          'local APIServices may not have a caBundle',
        ),
      );
    }
    if (insecureSkipTLSVerify) {
      const detail = 'local APIServices may not have insecureSkipTLSVerify';
      errors.push(invalid('spec.insecureSkipTLSVerify', true, detail));
    }
    return errors;
  }
  if (!service.namespace) errors.push(required('spec.service.namespace'));
  if (!service.name) errors.push(required('spec.service.name'));
  const port = service.port ?? 0;
  const wrong = portErrors(port);
  if (wrong.length > 0) {
    errors.push(invalid('spec.service.port', port, `port is not valid: ${wrong.join(',')}`));
  }
  if (insecureSkipTLSVerify && caBundle !== '') {
    const detail = 'may not be true if caBundle is present';
    errors.push(invalid('spec.insecureSkipTLSVerify', true, detail));
  }
  return errors;
}

function validateStatus({ status }: APIService): FieldError[] {
  return (status?.conditions ?? []).flatMap(({ type, status: value }, index) => {
    const path = `status.conditions[${index}]`;
    return [
      ...(type === '' ? [required(`${path}.type`)] : []),
      ...(['True', 'False', 'Unknown'].includes(value)
        ? []
        : invalidEach(`${path}.status`, value, ['must be True, False or Unknown'])),
    ];
  });
}

function serviceCells({ spec, status }: APIService): Cell[] {
  const { service } = spec;
  const where = service === undefined ? 'Local' : `${service.namespace}/${service.name}`;
  const available = conditionOf(status?.conditions, 'Available');
  if (available === undefined) return [where, 'Unknown'];
  const { status: value, reason } = available;
  return [where, value === 'True' ? value : `${value} (${reason ?? ''})`];
}

export const APIServices = defineKind<APIService>('apiregistration.k8s.io/v1', 'APIService', {
  statusKeeps: 'metadata',
  validateName: pathSegmentErrors,
  takesAnyFinalizer: true,
  defaults({ spec }) {
    const service = spec?.service;
    if (service !== undefined && !Object.isFrozen(service)) service.port ??= 443;
  },
  validate: (service) => [
    ...validateIdentity(service),
    ...validatePriorities(service),
    ...validateService(service),
  ],
  validateStatusUpdate: validateStatus,
  states: {
    available: ({ status }) =>
      conditionOf(status?.conditions, 'Available')?.status === 'True' || 'it is not available',
  },
  row: (service, now) => [service.metadata.name, ...serviceCells(service), ageOf(service, now)],
});
