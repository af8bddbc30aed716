import { describe } from 'node:test';
import { testCreate, testStatusUpdate, testUpdate } from '../testing-rules';
import { Nodes } from './node';

const LABEL =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

describe('Node', () => {
  const good = {
    spec: { podCIDR: '10.0.0.0/24', providerID: 'p', taints: [{ key: 'a', effect: 'NoSchedule' }] },
    status: { capacity: { cpu: '4', pods: '110' } },
  };
  testCreate(Nodes, good, [
    [
      { 'spec.taints[0].effect': 'Never' },
      'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
    [{ 'spec.taints[0].effect': '' }, 'metadata.taints[0].effect: Required value'],
    [{ 'spec.taints[0].value': 'a b' }, `metadata.taints[0].value: Invalid value: "a b": ${LABEL}`],
    [
      { 'spec.taints[1]': { key: 'a', value: 'x', effect: 'NoSchedule' } },
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"x","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
    [{ 'spec.podCIDR': 'x' }, `spec.podCIDRs[0]: Invalid value: "x": ${CIDR}`],
    [
      { 'spec.podCIDRs': ['10.0.0.0/24', '10.1.0.0/24'] },
      'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.1.0.0/24"]: may specify no more than one CIDR for each IP family',
    ],
    [
      { 'status.capacity.pods': '1500m' },
      'status.capacity.pods: Invalid value: "1500m": must be an integer',
      'status.allocatable.pods: Invalid value: "1500m": must be an integer',
    ],
  ]);
  testUpdate(Nodes, good, [
    [
      { 'spec.podCIDRs': ['10.1.0.0/24'] },
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ],
    [
      { 'spec.providerID': 'q' },
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    ],
    [{ 'spec.externalID': 'x' }, 'spec.externalID: Forbidden: may not be updated'],
    [
      { 'spec.configSource': {} },
      'spec.configSource: Invalid value: {"ConfigMap":null}: exactly one reference subfield must be non-nil',
    ],
    [
      {
        'spec.configSource': {
          configMap: { name: 'a', namespace: 'b', kubeletConfigKey: '', uid: 'x' },
        },
      },
      'spec.configSource.configMap.uid: Forbidden: uid must not be set in spec',
      'spec.configSource.configMap.kubeletConfigKey: Required value: kubeletConfigKey must be set',
    ],
    [{ 'spec.unschedulable': true, 'spec.taints': [] }],
  ]);
  const address = { type: 'InternalIP', address: '10.0.0.1' };
  testStatusUpdate(Nodes, good, [
    [{ 'status.addresses': [address] }],
    [
      { 'status.addresses': [address, address] },
      'status.addresses[1]: Duplicate value: {"Type":"InternalIP","Address":"10.0.0.1"}',
    ],
    [
      { 'status.capacity.cpu': '-1' },
      'status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ]);
});
