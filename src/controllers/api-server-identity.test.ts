import { describe, it } from 'node:test';
import { assert } from 'chai';
import { apiServerId } from './api-server-identity';

describe('API server identity', () => {
  // what `printf HOST | sha256sum | xxd -r -p | head -c16 | base32` says, in small letters and without padding
  const names: readonly (readonly [host: string, id: string])[] = [
    ['control-plane-1', 'apiserver-kvdvtc4tefdyjnlb67q2xys5n4'],
    ['', 'apiserver-4oymiquy7qobjgx36tejs35zeq'],
  ];
  for (const [host, id] of names) {
    it(`of host "${host}" is ${id}`, () => assert.equal(apiServerId(host), id));
  }
});
