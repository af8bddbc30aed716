import { ageOf } from '../age';
import { isTrue } from '../condition';
import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import { dnsSubdomainErrors, pathSegmentErrors } from '../names';
import type { CertificateSigningRequest } from '../schema/objects';
import { timestamp } from '../timestamp';

// upstream: certificates validation, ValidateCertificateSigningRequestCreate
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const EXPIRATION_MIN = 600;
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const PEM =
  /^-----BEGIN CERTIFICATE REQUEST-----\r?\n[A-Za-z0-9+/=\s]*-----END CERTIFICATE REQUEST-----/m;

function validateSigner(name: string): FieldError[] {
  const path = 'spec.signerName';
  if (name === '') return [required(path)];
  if (name === LEGACY_SIGNER) {
    const detail = 'the legacy signerName is not allowed via this API version';
    return [invalid(path, name, detail)];
  }
  const [domain = '', signer = '', ...rest] = name.split('/');
  if (domain === '' || signer === '' || rest.length > 0) {
    const detail =
      "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return [invalid(path, name, detail)];
  }
  const errors = invalidEach(path, domain, dnsSubdomainErrors(domain));
  if (domain.split('.').length < 2) {
    errors.push(
      invalid(path, domain, 'should be a domain with at least two segments separated by dots'),
    );
  }
  return [...errors, ...invalidEach(path, signer, dnsSubdomainErrors(signer))];
}

function validateUsages(usages: readonly string[]): FieldError[] {
  const path = 'spec.usages';
  if (usages.length === 0) return [required(path)];
  return usages.flatMap((usage, index) => {
    const at = `${path}[${index}]`;
    const errors = USAGES.includes(usage) ? [] : [notSupported(at, usage, USAGES)];
    return usages.indexOf(usage) < index ? [...errors, duplicate(at, usage)] : errors;
  });
}

function validateConditions({ status }: CertificateSigningRequest): FieldError[] {
  const conditions = status?.conditions ?? [];
  const path = 'status.conditions';
  const types = conditions.map(({ type }) => type);
  const errors = conditions.flatMap(({ type, status: value = '' }, index) => {
    const at = `${path}[${index}]`;
    const found: FieldError[] = [];
    if (type === '') found.push(required(`${at}.type`));
    if (['Approved', 'Denied', 'Failed'].includes(type)) {
      if (value === '') found.push(required(`${at}.status`));
      else if (value !== 'True') found.push(notSupported(`${at}.status`, value, ['True']));
    } else if (value === '') found.push(required(`${at}.status`));
    else if (!['True', 'False', 'Unknown'].includes(value)) {
      found.push(notSupported(`${at}.status`, value, ['False', 'True', 'Unknown']));
    }
    if (type === 'Denied' && types.includes('Approved')) {
      const detail = 'Approved and Denied conditions are mutually exclusive';
      found.push(invalid(`${at}.type`, type, detail));
    }
    if (types.indexOf(type) < index) found.push(duplicate(`${at}.type`, type));
    return found;
  });
  return errors;
}

function validate(request: CertificateSigningRequest): FieldError[] {
  const errors: FieldError[] = [];
  const { request: pem = '', usages = [], signerName = '', expirationSeconds } = request.spec;
  // what the request says inside is not looked at: certificates are not issued
  if (!PEM.test(Buffer.from(pem, 'base64').toString('latin1'))) {
    errors.push(invalid('spec.request', pem, 'PEM block type must be CERTIFICATE REQUEST'));
  }
  errors.push(...validateUsages(usages), ...validateSigner(signerName));
  if (expirationSeconds !== undefined && expirationSeconds < EXPIRATION_MIN) {
    const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', expirationSeconds, detail));
  }
  return [...errors, ...validateConditions(request)];
}

function conditionText({ status }: CertificateSigningRequest): string {
  const { conditions, certificate = '' } = status ?? {};
  let text = 'Pending';
  if (isTrue(conditions, 'Denied')) text = 'Denied';
  else if (isTrue(conditions, 'Approved')) text = 'Approved';
  if (isTrue(conditions, 'Failed')) text += ',Failed';
  return certificate === '' ? text : `${text},Issued`;
}

function hasCondition(type: string) {
  return ({ status }: CertificateSigningRequest) =>
    isTrue(status?.conditions, type) || `its condition ${type} is not True`;
}

export const CertificateSigningRequests = defineKind<CertificateSigningRequest>(
  'certificates.k8s.io/v1',
  'CertificateSigningRequest',
  {
    validateName: pathSegmentErrors,
    prepareForCreate(draft, { user }) {
      // who asks is what the server knows, not what the request says
      const { username: _, uid: _uid, groups: _groups, extra: _extra, ...spec } = draft.spec;
      const { name: username, uid, groups, extra = {} } = user;
      const said = Object.entries(extra).map(([key, values]) => [key, [...values]]);
      draft.spec = {
        ...spec,
        username,
        groups: [...groups],
        ...(uid === undefined ? {} : { uid }),
        ...(said.length === 0 ? {} : { extra: Object.fromEntries(said) }),
      };
    },
    prepareForUpdate(draft, old, { now }) {
      draft.spec = old.spec as typeof draft.spec;
      const time = timestamp(now);
      const conditions = draft.status?.conditions;
      if (conditions === undefined || Object.isFrozen(conditions)) return;
      draft.status = {
        ...draft.status,
        conditions: conditions.map((condition) => ({
          ...condition,
          lastUpdateTime: condition.lastUpdateTime ?? time,
          lastTransitionTime: condition.lastTransitionTime ?? time,
        })),
      };
    },
    validate,
    validateStatusUpdate: validateConditions,
    states: {
      approved: hasCondition('Approved'),
      denied: hasCondition('Denied'),
      failed: hasCondition('Failed'),
      issued: ({ status }) => Boolean(status?.certificate) || 'it has no certificate yet',
    },
    selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName },
    row: (request, now) => [
      request.metadata.name,
      ageOf(request, now),
      request.spec.signerName,
      request.spec.username ?? '',
      request.spec.expirationSeconds === undefined
        ? '<none>'
        : humanDuration(request.spec.expirationSeconds * 1000),
      conditionText(request),
    ],
  },
);
