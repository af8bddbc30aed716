import { describe } from 'node:test';
import { EndpointSlices } from '../discovery/endpoint-slice';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { EndpointsKind } from './endpoints';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const NAME =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

describe('Endpoints', () => {
  const good = { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] };
  testCreate(EndpointsKind, good, [
    [
      { 'subsets[0].addresses': [] },
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
    ],
    [
      { 'subsets[0].addresses[0].ip': '127.0.0.1' },
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      { 'subsets[0].addresses[0].nodeName': 'N' },
      `subsets[0].addresses[0].nodeName: Invalid value: "N": ${SUBDOMAIN}`,
    ],
    [
      { 'subsets[0].ports[0].appProtocol': 'a b' },
      `subsets[0].ports[0].appProtocol: Invalid value: "a b": ${NAME}`,
    ],
    [
      { 'subsets[0].ports[1].port': 81 },
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].name: Required value',
    ],
  ]);
});

describe('EndpointSlice', () => {
  const good = {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ port: 80 }],
  };
  testDefaults(
    EndpointSlices,
    { ...good, endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { a: 'b' } }] },
    {
      ...good,
      endpoints: [{ addresses: ['10.0.0.1'], conditions: {} }],
      ports: [{ name: '', port: 80, protocol: 'TCP' }],
    },
  );
  const at = 'endpoints[0].addresses';
  testCreate(EndpointSlices, good, [
    [{ addressType: '' }, 'addressType: Required value'],
    [{ [at]: [] }, `${at}: Required value: must contain at least 1 address`],
    [
      { [at]: ['10.0.0'] },
      `${at}[0]: Invalid value: "10.0.0": must be a valid IPv4 address`,
      `${at}[0]: Invalid value: "10.0.0": ${IP}`,
    ],
    [
      { [at]: ['2001:db8::1'] },
      `${at}[0]: Invalid value: "2001:db8::1": must be a valid IPv4 address`,
    ],
    [
      { addressType: 'FQDN', [at]: ['localhost'] },
      `${at}[0]: Invalid value: "localhost": should be a domain with at least two segments separated by dots`,
    ],
    [{ addressType: 'FQDN', [at]: ['a.example.com.'] }],
    [{ 'ports[1]': { port: 81 } }, 'ports[1].name: Duplicate value: ""'],
  ]);
  testUpdate(EndpointSlices, good, [
    [
      { addressType: 'IPv6', [at]: ['2001:db8::1'] },
      'addressType: Invalid value: "IPv6": field is immutable',
    ],
  ]);
});
