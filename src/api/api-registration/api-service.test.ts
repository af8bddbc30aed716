import { describe } from 'node:test';
import { testCreate, testDefaults } from '../testing-rules';
import { APIServices } from './api-service';

describe('APIService', () => {
  const good = {
    metadata: { name: 'v1.metrics.example.com' },
    spec: {
      group: 'metrics.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { namespace: 'n', name: 's' },
    },
  };
  testDefaults(APIServices, good, {
    spec: { ...good.spec, service: { namespace: 'n', name: 's', port: 443 } },
    status: {},
  });
  testCreate(APIServices, good, [
    [
      { 'spec.versionPriority': 0 },
      'spec.versionPriority: Invalid value: 0: must be positive and less than 1000',
    ],
    [{ 'spec.service.name': '' }, 'spec.service.name: Required value'],
    [
      { 'metadata.name': 'x' },
      'metadata.name: Invalid value: "x": must be spec.version+"."+spec.group',
    ],
  ]);
});
