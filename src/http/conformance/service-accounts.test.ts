import { describe, it } from 'node:test';
import { assert } from 'chai';
import { at, listAt, PAUSE, walk } from './testing-walk';

const w = walk(2);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;

describe('ServiceAccounts', () => {
  it('are opted out of by the account or the Pod', () => {
    const ns = w.namespace();
    for (const [name, mount] of [
      ['mount', true],
      ['nomount', false],
      ['default-sa', undefined],
    ] as const) {
      w.make(`${core(ns)}/serviceaccounts`, {
        metadata: { name },
        ...(mount === undefined ? {} : { automountServiceAccountToken: mount }),
      });
    }
    w.cluster.pass(2000);
    const cases: readonly (readonly [
      account: string,
      pod: boolean | undefined,
      isMounted: boolean,
    ])[] = [
      ['mount', undefined, true],
      ['nomount', undefined, false],
      ['default-sa', undefined, true],
      ['mount', true, true],
      ['nomount', true, true],
      ['mount', false, false],
      ['nomount', false, false],
      ['default-sa', false, false],
    ];
    for (const [index, [serviceAccountName, automount, isMounted]] of cases.entries()) {
      const made = w.make(`${core(ns)}/pods`, {
        metadata: { name: `pod-${index}` },
        spec: {
          serviceAccountName,
          ...(automount === undefined ? {} : { automountServiceAccountToken: automount }),
          containers: [{ name: 'token-test', image: PAUSE }],
        },
      });
      const paths = listAt(made, 'spec.containers[0].volumeMounts').map(
        ({ mountPath }) => mountPath,
      );
      assert.equal(
        paths.includes('/var/run/secrets/kubernetes.io/serviceaccount'),
        isMounted,
        `${serviceAccountName} ${automount}`,
      );
    }
  });

  it('live: a watch, a list everywhere, a patch, and their end', () => {
    const path = `${core(w.namespace())}/serviceaccounts`;
    const labels = { 'test-serviceaccount-static': 'true' };
    const query = 'labelSelector=test-serviceaccount-static%3Dtrue';
    const watched = w.watch(`${path}?${query}`);
    w.make(path, { metadata: { name: 'testserviceaccount', labels } });
    const change = { automountServiceAccountToken: false };
    assert.equal(w.patch(`${path}/testserviceaccount`, change).automountServiceAccountToken, false);
    assert.lengthOf(w.list(`/api/v1/serviceaccounts?${query}`), 1);
    w.remove(`${path}?${query}`, {});
    assert.match(watched.types(), /^ADDED (MODIFIED )+DELETED$/);
  });

  it('their mounted token is theirs, and its certificate is the cluster’s', () => {
    const ns = w.namespace();
    w.make(`${core(ns)}/serviceaccounts`, { metadata: { name: 'mount-test' } });
    w.cluster.pass(2000);
    const folder = '/var/run/secrets/kubernetes.io/serviceaccount';
    const script = ['token', 'ca.crt', 'namespace'].map(
      (name) => `cat ${folder}/${name}; echo @@@`,
    );
    w.make(`${core(ns)}/pods`, {
      metadata: { name: 'reader' },
      spec: {
        serviceAccountName: 'mount-test',
        restartPolicy: 'Never',
        containers: [{ name: 'test', image: 'busybox', command: ['sh', '-c', script.join('; ')] }],
      },
    });
    w.until(
      'it has read',
      () => at(w.get(`${core(ns)}/pods/reader`), 'status.phase') === 'Succeeded',
    );
    const parts = w
      .send('GET', `${core(ns)}/pods/reader/log`)
      .text.split('@@@\n')
      .map((part) => part.trim());
    const [token, certificate, namespace] = parts;
    assert.equal(namespace, ns);
    const secret = String(at(w.get(`${core(ns)}/serviceaccounts/mount-test`), 'secrets[0].name'));
    const held =
      (w.get(`${core(ns)}/secrets/${secret}`).data as Record<string, string>)['ca.crt'] ?? '';
    assert.equal(certificate, Buffer.from(held, 'base64').toString().trim());
    const { body } = w.send('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
      spec: { token },
    });
    assert.equal(at(body, 'status.authenticated'), true);
    assert.equal(at(body, 'status.user.username'), `system:serviceaccount:${ns}:mount-test`);
    assert.includeMembers(
      [...(at(body, 'status.user.groups') as string[])],
      ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${ns}`],
    );
  });
});
