import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { ResourceClaims } from './resource-claim';
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
