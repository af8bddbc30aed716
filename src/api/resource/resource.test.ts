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
      'spec.devices.constraints[0].matchAttribute: Invalid value: "numa": a fully qualified name must be a domain and a name separated by a slash',
    ],
    [{ [`${at}.exactly.selectors`]: [{ cel: { expression: 'device.driver == "a.b"' } }] }],
    [
      {
        [`${at}.exactly.selectors`]: [
          { cel: { expression: 'device.attributes["a.b"].memory' } },
          { cel: { expression: 'device.driver' } },
          { cel: { expression: 'device.none' } },
        ],
      },
      `${at}.exactly.selectors[1].cel.expression: Invalid value: "device.driver": must evaluate to bool or the unknown type, not string`,
      `${at}.exactly.selectors[2].cel.expression: Invalid value: "device.none": compilation failed: ERROR: <input>:1:7: undefined field 'none'\n | device.none\n | ......^`,
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
    [
      {
        'spec.nodeName': undefined,
        'spec.nodeSelector': { nodeSelectorTerms: [] },
      },
      'spec.nodeSelector.nodeSelectorTerms: Required value: must have at least one node selector term',
      'spec.nodeSelector.nodeSelectorTerms: Invalid value: []: must have exactly one node selector term',
    ],
    [
      {
        'spec.devices[0].attributes': {
          'a.b/model': { string: 'x' },
          'a b': { version: '1' },
          both: { int: 1, bool: true },
        },
        'spec.devices[0].capacity': { '/memory': { value: '1Gi' } },
      },
      `spec.devices[0].attributes[a b]: Invalid value: "a b": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')`,
      'spec.devices[0].attributes[a b].version: Invalid value: "1": must be a string compatible with semver.org spec 2.0.0',
      'spec.devices[0].attributes[both]: Invalid value: {"IntValue":1,"BoolValue":true,"StringValue":null,"VersionValue":null}: exactly one value must be specified',
      'spec.devices[0].capacity[/memory]: Invalid value: "": the domain must not be empty',
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
