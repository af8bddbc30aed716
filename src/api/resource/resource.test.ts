import { describe } from 'node:test';
import { testCreate, testDefaults, testStatusUpdate, testUpdate } from '../testing-rules';
import { ResourceClaims } from './resource-claim';
import { ResourceClaimTemplates } from './resource-claim-template';
import { ResourceSlices } from './resource-slice';

describe('ResourceClaim', () => {
  const good = {
    spec: { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu' } }] } },
  };
  const at = 'spec.devices.requests[0]';
  testDefaults(ResourceClaims, good, {
    spec: {
      devices: {
        requests: [
          {
            name: 'gpu',
            exactly: { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1 },
          },
        ],
      },
    },
    status: {},
  });
  testCreate(ResourceClaims, good, [
    [
      { [`${at}.exactly`]: undefined },
      `${at}: Required value: exactly one of \`exactly\` or \`firstAvailable\` is required`,
    ],
    [{ [`${at}.exactly.deviceClassName`]: '' }, `${at}.exactly.deviceClassName: Required value`],
    [
      { [`${at}.exactly.allocationMode`]: 'Some' },
      `${at}.exactly.allocationMode: Unsupported value: "Some": supported values: "All", "ExactCount"`,
    ],
    [
      { 'spec.devices.constraints': [{ requests: ['cpu'], matchAttribute: 'numa' }] },
      'spec.devices.constraints[0].requests[0]: Invalid value: "cpu": must be the name of a request in the claim or the name of a request and a subrequest separated by \'/\'',
      'spec.devices.constraints[0].matchAttribute: Invalid value: "numa": must include a domain',
    ],
  ]);
  testUpdate(ResourceClaims, { spec: { devices: {} } }, [
    [
      { 'spec.devices.constraints': [{ matchAttribute: 'a/b' }] },
      'spec: Invalid value: {"Devices":{"Requests":null,"Constraints":[{"Requests":null,"MatchAttribute":"a/b","DistinctAttribute":null}],"Config":null}}: field is immutable',
    ],
  ]);
});

describe('ResourceSlice', () => {
  const good = {
    spec: {
      driver: 'a.b',
      pool: { name: 'p', generation: 0, resourceSliceCount: 1 },
      nodeName: 'n',
      devices: [{ name: 'd' }],
    },
  };
  testCreate(ResourceSlices, good, [
    [
      { 'spec.allNodes': true },
      'spec: Invalid value: "{`nodeName`, `allNodes`}": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set',
    ],
    [
      { 'spec.devices': [{ name: 'd' }, { name: 'd' }] },
      'spec.devices[1].name: Duplicate value: "d"',
    ],
  ]);
});

describe('what a ResourceClaim has got', () => {
  const good = {
    spec: { devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'c' } }] } },
  };
  const user = { resource: 'pods', name: 'web', uid: 'u' };
  const result = { request: 'a', driver: 'd.example.com', pool: 'p', device: 'gpu-0' };
  const allocation = (change: object) => ({ devices: { results: [{ ...result, ...change }] } });
  const at = 'status.allocation.devices.results[0]';
  testStatusUpdate(ResourceClaims, good, [
    [{ 'status.allocation': allocation({}), 'status.reservedFor': [user] }],
    [
      { 'status.reservedFor': [user] },
      'status.reservedFor: Forbidden: may not be specified when `allocated` is not set',
    ],
    [
      { 'status.allocation': allocation({}), 'status.reservedFor': [user, { ...user, name: '' }] },
      'status.reservedFor[1].name: Required value',
      'status.reservedFor[1].uid: Duplicate value: "u"',
    ],
    [
      { 'status.allocation': allocation({ request: 'b', device: '' }) },
      `${at}.request: Invalid value: "b": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'`,
      `${at}.device: Required value`,
    ],
  ]);
  testCreate(ResourceClaimTemplates, { spec: { spec: good.spec } }, [
    [{ 'spec.metadata': { name: 'x' } }, 'spec.metadata.name: Forbidden: cannot be set'],
  ]);
  const tolerations = [{ key: 'a', operator: 'Exists' }];
  testDefaults(
    ResourceClaims,
    {
      spec: {
        devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'c', tolerations } }] },
      },
    },
    {
      spec: {
        devices: {
          requests: [
            {
              name: 'a',
              exactly: { deviceClassName: 'c', allocationMode: 'ExactCount', count: 1 },
            },
          ],
        },
      },
      status: {},
    },
  );
});
