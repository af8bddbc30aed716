import { describe, it } from 'node:test';
import { assert } from 'chai';
import { CertificateSigningRequests } from '../../api/certificates/certificate-signing-request';
import { ClusterRoles } from '../../api/rbac/cluster-role';
import { ClusterRoleBindings } from '../../api/rbac/cluster-role-binding';
import type { CertificateSigningRequest } from '../../api/schema/objects';
import { answerOf, testingServer } from '../testing-world';

const PEM = '-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----\n';
const SIGNER = 'example.com/clients';
const APPROVED = { type: 'Approved', status: 'True', reason: 'Known', message: 'kim is known' };

/** A request for a signer, and a user who may do this for these signers. */
function world(verb: string, signers: readonly string[]) {
  const { server, api } = testingServer();
  const request = api.create(CertificateSigningRequests, {
    metadata: { name: 'kim' },
    spec: {
      request: Buffer.from(PEM).toString('base64'),
      signerName: SIGNER,
      usages: ['client auth'],
    },
  });
  const rule = {
    apiGroups: ['certificates.k8s.io'],
    resources: ['signers'],
    resourceNames: signers,
    verbs: [verb],
  };
  api.create(ClusterRoles, { metadata: { name: 'signer' }, rules: [rule] });
  api.create(ClusterRoleBindings, {
    metadata: { name: 'signer' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'signer' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'lee' }],
  });
  const lee = server.past({ name: 'lee', groups: [] });
  const update = (status: CertificateSigningRequest['status'], subresource: string) =>
    answerOf(() => lee.update(CertificateSigningRequests, { ...request, status }, { subresource }));
  return {
    approve: () => update({ conditions: [APPROVED] }, 'approval'),
    sign: () => update({ certificate: Buffer.from('x').toString('base64') }, 'status'),
  };
}

const refused = (verb: string) =>
  `Forbidden: certificatesigningrequests.certificates.k8s.io "kim" is forbidden: user not permitted to ${verb} requests with signerName "${SIGNER}"`;

describe('signers of certificates', () => {
  for (const [verb, signers, approve, sign] of [
    ['approve', [SIGNER], 'OK', refused('sign')],
    ['approve', ['example.com/*'], 'OK', refused('sign')],
    ['approve', ['example.com/servers'], refused('approve'), refused('sign')],
    ['sign', [SIGNER], refused('approve'), 'OK'],
  ] as const) {
    it(`who may ${verb} for ${signers}`, () => {
      assert.equal(world(verb, signers).approve(), approve);
      assert.equal(world(verb, signers).sign(), sign);
    });
  }
});
