import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ServiceAccounts } from '../api/core/service-account';
import { testingServer } from './testing-world';
import { keyPair, sharedKey } from './token-signer';

function world() {
  const { server, api } = testingServer();
  const account = api.create(ServiceAccounts, {
    metadata: { namespace: 'default', name: 'robot' },
  });
  const issue = () =>
    server.tokens.issue({ account, audiences: ['api'], seconds: 600 }, server.now);
  const userOf = (token: string) => server.tokens.userOf(token, server.store, server.now)?.name;
  return { server, issue, userOf };
}

describe('signers of tokens', () => {
  const robot = 'system:serviceaccount:default:robot';

  it('a shared key gives the same token twice, and knows it again', () => {
    const { server, issue, userOf } = world();
    assert.equal(issue(), issue());
    assert.equal(userOf(issue()), robot);
    const token = issue();
    server.tokens.signBy(sharedKey('another'));
    assert.isUndefined(userOf(token));
  });

  it('anybody can tell the tokens of a pair of keys by its public half', () => {
    const { server, issue, userOf } = world();
    server.tokens.signBy(keyPair());
    const token = issue();
    assert.equal(userOf(token), robot);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
    const key = server.tokens.publicKeys.find(({ kid }) => kid === header.kid);
    assert.isDefined(key);
    const judge = (text: string) =>
      verify(
        'sha256',
        Buffer.from(text),
        {
          key: createPublicKey({ key: key as JsonWebKey, format: 'jwk' }),
          dsaEncoding: 'ieee-p1363',
        },
        Buffer.from(signature, 'base64url'),
      );
    assert.isTrue(judge(`${head}.${claims}`));
    assert.isFalse(judge(`${head}.${claims}x`));
    assert.notProperty(key, 'd', 'the private half stays');
    assert.isUndefined(userOf(`${head}.${claims}.${'A'.repeat(86)}`));
  });
});
