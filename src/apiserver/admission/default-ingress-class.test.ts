import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Ingresses } from '../../api/networking/ingress';
import { IngressClasses } from '../../api/networking/ingress-class';
import { testingServer } from '../testing-world';

const MARK = { 'ingressclass.kubernetes.io/is-default-class': 'true' };

describe('DefaultIngressClass', () => {
  for (const [what, ingressClassName, annotations, expected] of [
    ['no class', undefined, {}, 'a'],
    ['a class', 'other', {}, 'other'],
    ['a class in the old way', undefined, { 'kubernetes.io/ingress.class': 'b' }, undefined],
  ] as const) {
    it(`of an Ingress that names ${what}`, () => {
      const { api } = testingServer();
      for (const name of ['plain', 'b', 'a']) {
        api.create(IngressClasses, {
          metadata: { name, annotations: name === 'plain' ? {} : MARK },
          spec: { controller: 'example.com/c' },
        });
      }
      const created = api.create(Ingresses, {
        metadata: { name: 'web', namespace: 'default', annotations },
        spec: {
          defaultBackend: { service: { name: 'web', port: { number: 80 } } },
          ...(ingressClassName === undefined ? {} : { ingressClassName }),
        },
      });
      assert.equal(created.spec.ingressClassName, expected);
    });
  }
});
