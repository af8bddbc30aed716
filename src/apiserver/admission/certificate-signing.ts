import { CertificateSigningRequests } from '../../api/certificates/certificate-signing-request';
import { forbiddenError } from '../../api/errors';
import { deepEqual } from '../../api/object';
import type { CertificateSigningRequest } from '../../api/schema/objects';
import type { User } from '../api';
import type { Authorizer } from '../authorization/authorizer';
import type { AdmissionPlugin } from '../request';

/**
 * A 403 when the user may not approve or sign for the signer, by its name or by its domain. upstream: certificates,
 * IsAuthorizedForSignerName
 */
export function mustServeSigner(
  authorizer: Authorizer,
  user: User,
  verb: 'approve' | 'sign',
  { metadata, spec }: CertificateSigningRequest,
): void {
  const { signerName } = spec;
  const [domain = ''] = signerName.split('/');
  const group = 'certificates.k8s.io';
  const attributes = {
    user,
    verb,
    group,
    plural: 'signers',
    subresource: '',
    namespace: undefined,
  };
  const names = [signerName, `${domain}/*`];
  if (names.some((name) => authorizer.decide({ ...attributes, name }).allowed)) return;
  throw forbiddenError(
    CertificateSigningRequests,
    metadata.name,
    `user not permitted to ${verb} requests with signerName ${JSON.stringify(signerName)}`,
  );
}

/** Lets only those sign who may for the signer. upstream: plugin/pkg/admission/certificates/signing */
export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  kinds: [CertificateSigningRequests.id],
  verbs: ['update'],
  subresources: ['status'],
  validate({ authorizer, user, old }, object) {
    const before = old as CertificateSigningRequest;
    const request = object as CertificateSigningRequest;
    const isSigned = request.status?.certificate !== before.status?.certificate;
    // who approves adds a condition as well, and has been asked already
    const failed = ({ status }: CertificateSigningRequest) =>
      (status?.conditions ?? []).filter(({ type }) => type === 'Failed');
    if (!isSigned && deepEqual(failed(request), failed(before))) return;
    mustServeSigner(authorizer, user, 'sign', before);
  },
};
