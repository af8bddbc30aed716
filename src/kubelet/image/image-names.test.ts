import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isNamedMissing, isNamedPrivate } from './image-names';

describe('names of images', () => {
  const names: readonly (readonly [image: string, says: string])[] = [
    ['foo:non-existent', 'missing'],
    ['gcr.io/google_samples/gb-redisslave:nonexistent', 'missing'],
    ['webserver:404', 'missing'],
    ['invalid.com/invalid/alpine:3.1', 'missing'],
    ['registry.invalid:5000/web', 'missing'],
    ['k8s.gcr.io/invalid-image:invalid-tag', 'missing'],
    ['example.com/this_does_not_exist:1', 'missing'],
    ['nginx:no-such-tag', 'missing'],
    ['registry.k8s.io/doesnotexist', 'missing'],
    ['gcr.io/authenticated-image-pulling/alpine:3.7', 'private'],
    ['gcr.io/k8s-authenticated-test/agnhost:2.6', 'private'],
    ['nginx', ''],
    ['k8s.gcr.io/404-server:1.0', ''],
    ['example.com/private/web:1.404', ''],
    ['localhost:4040/web', ''],
    ['nginx:404-fixed', ''],
  ];
  for (const [image, says] of names) {
    it(`${image}: ${says || 'there is one'}`, () => {
      const found = [isNamedMissing(image) && 'missing', isNamedPrivate(image) && 'private'];
      assert.equal(found.filter(Boolean).join(' '), says);
    });
  }
});
