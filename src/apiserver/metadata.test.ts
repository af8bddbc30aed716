import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../api/apps/deployment';
import { Jobs } from '../api/batch/job';
import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { testingServer } from './testing-world';

const WEB = { name: 'web', namespace: 'default' };
const POD_SPEC = { containers: [{ name: 'c', image: 'i' }] };

/** The fields that the causes of a refusal name, in order. */
function fieldsOf(act: () => unknown): string {
  try {
    act();
    return 'OK';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return (error.details?.causes ?? []).map(({ field }) => field).join(' ');
  }
}

describe('metadata of updates', () => {
  const spec = {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: POD_SPEC },
  };
  const cases: readonly [string, Kind, object, object, string][] = [
    // upstream: rest.BeforeUpdate looks, and ValidateConfigMapUpdate looks again
    [
      'what is immutable',
      ConfigMaps as Kind,
      {},
      { deletionGracePeriodSeconds: 4 },
      'metadata.deletionGracePeriodSeconds metadata.deletionGracePeriodSeconds',
    ],
    [
      'labels, where the kind looks at all metadata again',
      ConfigMaps as Kind,
      {},
      { labels: { 'a b': 'c' } },
      'metadata.labels metadata.labels',
    ],
    [
      'labels, where the kind does not',
      Deployments as Kind,
      { spec },
      { labels: { 'a b': 'c' } },
      'metadata.labels',
    ],
    [
      'both, where the kind begins with all metadata',
      Namespaces as Kind,
      {},
      { deletionGracePeriodSeconds: 4, labels: { 'a b': 'c' } },
      'metadata.labels metadata.deletionGracePeriodSeconds metadata.labels metadata.deletionGracePeriodSeconds',
    ],
  ];
  for (const [what, kind, more, change, fields] of cases) {
    it(`has a cause for each look at ${what}`, () => {
      const { api } = testingServer();
      const made = api.create(kind, { metadata: WEB, ...more } as unknown as New<KubeObject>);
      const next = { ...made, metadata: { ...made.metadata, ...change } };
      assert.equal(
        fieldsOf(() => api.update(kind, next)),
        fields,
      );
    });
  }
});

describe('labels that a Job lends from its template', () => {
  const long = { name: 'j'.repeat(64), namespace: 'default' };
  const job = (labels?: Readonly<Record<string, string>>) => ({
    metadata: long,
    spec: {
      template: {
        ...(labels && { metadata: { labels } }),
        spec: { ...POD_SPEC, restartPolicy: 'Never' },
      },
    },
  });

  it('are those of the template alone when it has none of its own', () => {
    const { api } = testingServer();
    const { metadata } = api.create(Jobs, { ...job(), metadata: WEB });
    assert.equal(metadata.labels?.['job-name'], 'web');
    assert.equal(
      fieldsOf(() => api.create(Jobs, job())),
      'spec.template.labels spec.template.labels',
    );
  });

  it('are shared with those that the selector needs', () => {
    const { api } = testingServer();
    assert.equal(
      fieldsOf(() => api.create(Jobs, job({ app: 'web' }))),
      'metadata.labels metadata.labels spec.template.labels spec.template.labels',
    );
  });
});
