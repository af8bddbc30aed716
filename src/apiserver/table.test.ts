import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kinds } from '../api';
import type { KubeObject, New } from '../api/object';
import { cellsOf, columnsOf } from './table';
import { foreignSeeds } from './testing-manifests';
import { testingServer } from './testing-world';

/** Where not any name will do. */
const NAMES: Readonly<Record<string, string>> = {
  IPAddress: '10.96.0.1',
  APIService: 'v1.a.b',
  CustomResourceDefinition: 'crates.a.b',
};
const PEM = Buffer.from(
  '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
).toString('base64');

describe('tables', () => {
  const { api } = testingServer();
  for (const { kind: word, apiVersion, ...body } of foreignSeeds) {
    it(`have a cell in each column of a ${word}`, () => {
      const kind = kinds.find(
        (k) => k.kind === word && (apiVersion ?? k.apiVersion) === k.apiVersion,
      );
      assert.isDefined(kind);
      if (kind === undefined) return;
      const metadata = {
        name: NAMES[word] ?? 'x',
        ...(kind.namespaced ? { namespace: 'default' } : {}),
      };
      const request =
        word === 'CertificateSigningRequest'
          ? { spec: { ...(body.spec as object), request: PEM } }
          : {};
      const made = api.create(kind, {
        ...body,
        ...request,
        metadata,
      } as unknown as New<KubeObject>);
      const cells = cellsOf(kind, made, 0);
      assert.equal(
        cells.length,
        columnsOf(kind).length,
        columnsOf(kind)
          .map((c) => c.name)
          .join(),
      );
      for (const cell of cells) assert.isDefined(cell);
    });
  }
});
