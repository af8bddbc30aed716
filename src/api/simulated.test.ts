import { describe, it } from 'node:test';
import { assert } from 'chai';
import { unsimulatedFields } from './simulated';

const paths = (object: object) => unsimulatedFields(object).map(({ path }) => path);

describe('unsimulatedFields', () => {
  const cases: {
    readonly about: string;
    readonly object: object;
    readonly found: readonly string[];
  }[] = [
    {
      about: 'a plain Pod',
      object: { kind: 'Pod', spec: { containers: [{ name: 'c', image: 'i' }] } },
      found: [],
    },
    {
      about: 'a Pod with what containers cannot feel',
      object: {
        kind: 'Pod',
        spec: {
          dnsPolicy: 'None',
          containers: [{ name: 'c', securityContext: { runAsUser: 1 }, workingDir: '/app' }],
        },
      },
      found: [
        'spec.dnsPolicy',
        'spec.containers[0].securityContext',
        'spec.containers[0].workingDir',
      ],
    },
    {
      about: 'what only repeats a default',
      object: {
        kind: 'Pod',
        spec: { dnsPolicy: 'ClusterFirst', securityContext: {}, containers: [] },
      },
      found: [],
    },
    {
      about: 'a template',
      object: {
        kind: 'Deployment',
        spec: { template: { spec: { containers: [], volumes: [{ name: 'v', nfs: {} }] } } },
      },
      found: ['spec.template.spec.volumes[0].nfs'],
    },
    {
      about: 'a template of Jobs',
      object: {
        kind: 'CronJob',
        spec: {
          jobTemplate: { spec: { template: { spec: { containers: [], hostPID: true } } } },
        },
      },
      found: ['spec.jobTemplate.spec.template.spec.hostPID'],
    },
    {
      about: "a kind of one's own, which its controller acts on",
      object: { apiVersion: 'webapp.example.com/v1', kind: 'Guestbook', spec: { size: 2 } },
      found: [],
    },
    {
      about: 'a load balancer',
      object: { kind: 'Service', spec: { type: 'LoadBalancer', sessionAffinity: 'ClientIP' } },
      found: ['spec.sessionAffinity', 'spec.type'],
    },
    { about: 'a kind that nothing acts on', object: { kind: 'Ingress' }, found: ['kind'] },
  ];
  for (const { about, object, found } of cases) {
    it(`names the fields of ${about}`, () => assert.deepEqual(paths(object), found));
  }
});
