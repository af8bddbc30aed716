import { describe, it } from 'node:test';
import { expect } from 'chai';
import { type AdmissionVerdict, defineWebhook, isWebhook, replyOf } from './own-webhook';

function reply(review: () => AdmissionVerdict) {
  const webhook = defineWebhook({ host: 'a.example.com', review });
  const request = { uid: 'u', operation: 'CREATE' };
  const body = JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request,
  });
  const { status, body: text } = replyOf(webhook, { port: 443, path: '/', body });
  return status === 200 ? JSON.parse(text).response : `${status} ${text}`;
}

describe('a webhook of your own', () => {
  const replies: readonly (readonly [string, () => AdmissionVerdict, unknown])[] = [
    ['yes', () => true, { uid: 'u', allowed: true }],
    ['no', () => false, { uid: 'u', allowed: false }],
    [
      'no, and why',
      () => ({ allowed: false, message: 'too large', code: 403 }),
      { uid: 'u', allowed: false, status: { message: 'too large', code: 403 } },
    ],
    [
      'yes, with a change and a warning',
      () => ({ allowed: true, warnings: ['w'], patch: [{ op: 'remove', path: '/data' }] }),
      {
        uid: 'u',
        allowed: true,
        warnings: ['w'],
        patchType: 'JSONPatch',
        patch: Buffer.from('[{"op":"remove","path":"/data"}]').toString('base64'),
      },
    ],
    [
      'nothing that makes sense',
      () => {
        throw new Error('no idea');
      },
      '500 no idea',
    ],
  ];
  for (const [what, review, wanted] of replies) {
    it(`says ${what}`, () => {
      expect(reply(review)).to.deep.equal(wanted);
    });
  }

  it('is told from other exports', () => {
    const all = [
      { host: 'a', review: () => true },
      { host: 'a' },
      { review: () => true },
      null,
      'a',
    ];
    expect(all.map(isWebhook)).to.deep.equal([true, false, false, false, false]);
  });
});
