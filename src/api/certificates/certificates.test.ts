import { describe } from 'node:test';
import { testCreate, testDefaults } from '../testing-rules';
import { CertificateSigningRequests } from './certificate-signing-request';

describe('CertificateSigningRequest', () => {
  const pem = '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n';
  const request = Buffer.from(pem).toString('base64');
  const good = {
    spec: { request, signerName: 'example.com/web', usages: ['client auth'], username: 'forged' },
  };
  testDefaults(CertificateSigningRequests, good, {
    spec: { ...good.spec, username: 'kim', groups: ['dev'] },
    status: {},
  });
  testCreate(CertificateSigningRequests, good, [
    [
      { 'spec.request': 'AAAA' },
      'spec.request: Invalid value: "AAAA": PEM block type must be CERTIFICATE REQUEST',
    ],
    [{ 'spec.usages': [] }, 'spec.usages: Required value'],
    [
      { 'spec.signerName': 'web' },
      `spec.signerName: Invalid value: "web": must be a fully qualified domain and path of the form 'example.com/signer-name'`,
    ],
    [
      { 'spec.signerName': 'kubernetes.io/legacy-unknown' },
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ],
    [
      { 'spec.expirationSeconds': 60 },
      'spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 600 seconds (10 minutes)',
    ],
  ]);
});
