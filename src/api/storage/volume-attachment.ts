import { ageOf } from '../age';
import { validateVolumeSpec } from '../core/persistent-volume-validation';
import {
  type FieldError,
  forbidden,
  immutable,
  invalid,
  invalidEach,
  required,
  tooLong,
} from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import type { VolumeAttachment, VolumeError } from '../schema/objects';
import { validateDriverName } from './validation';

// upstream: storage validation, ValidateVolumeAttachment and ValidateVolumeAttachmentV1
const METADATA_BYTES_MAX = 256 * 1024;
const MESSAGE_MAX = 1024;
const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
const SPEC = 'io.k8s.api.storage.v1.VolumeAttachmentSpec';

function validateSource({ source = {} }: VolumeAttachment['spec']): FieldError[] {
  const path = 'spec.source';
  const { inlineVolumeSpec: inline, persistentVolumeName: name } = source;
  if (inline === undefined && name === undefined) return [required(path, ONE_SOURCE)];
  if (inline !== undefined && name !== undefined) return [forbidden(path, ONE_SOURCE)];
  if (inline !== undefined) return validateVolumeSpec(inline, `${path}.inlineVolumeSpec`, true);
  if (name !== '') return [];
  return [required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName')];
}

function validateError(error: VolumeError | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if ((error?.message ?? '').length > MESSAGE_MAX) {
    // the limit in the text is the server's own slip
    errors.push(tooLong(`${path}.message`, METADATA_BYTES_MAX));
  }
  const code = error?.errorCode;
  if (code !== undefined && code < 0) {
    const detail = 'must be between 0 and 2147483647, inclusive';
    errors.push(invalid(`${path}.errorCode`, code, detail));
  }
  return errors;
}

function validateStatus({ status }: VolumeAttachment): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(status?.attachmentMetadata ?? {})) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > METADATA_BYTES_MAX) {
    errors.push(tooLong('status.attachmentMetadata', METADATA_BYTES_MAX));
  }
  return [
    ...errors,
    ...validateError(status?.attachError, 'status.attachError'),
    ...validateError(status?.detachError, 'status.detachError'),
  ];
}

function validate(attachment: VolumeAttachment): FieldError[] {
  const { attacher, nodeName } = attachment.spec;
  return [
    ...(attacher === '' ? [required('spec.attacher')] : []),
    ...validateSource(attachment.spec),
    ...invalidEach('spec.nodeName', nodeName, dnsSubdomainErrors(nodeName)),
    ...validateStatus(attachment),
  ];
}

export const VolumeAttachments = defineKind<VolumeAttachment>(
  'storage.k8s.io/v1',
  'VolumeAttachment',
  {
    statusKeeps: 'metadata',
    validate(attachment) {
      const { attacher, source } = attachment.spec;
      const name = source?.persistentVolumeName;
      const path = 'spec.source.persistentVolumeName';
      return [
        ...validate(attachment),
        ...validateDriverName(attacher, 'spec.attacher'),
        ...(name === undefined ? [] : invalidEach(path, name, dnsSubdomainErrors(name))),
      ];
    },
    validateReplacement: (next, old) => [
      ...validate(next),
      ...immutable('spec', goStruct(SPEC, next.spec), deepEqual(next.spec, old.spec)),
    ],
    validateStatusUpdate: (next) => validate(next),
    states: {
      attached: ({ status }) => status?.attached === true || 'its volume is not attached',
    },
    row: (attachment, now) => [
      attachment.metadata.name,
      attachment.spec.attacher,
      attachment.spec.source?.persistentVolumeName ?? '',
      attachment.spec.nodeName,
      attachment.status?.attached === true,
      ageOf(attachment, now),
    ],
  },
);
