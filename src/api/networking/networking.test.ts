import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { Ingresses } from './ingress';
import { IngressClasses } from './ingress-class';
import { IPAddresses } from './ip-address';
import { NetworkPolicies } from './network-policy';
import { ServiceCIDRs } from './service-cidr';

const LABEL =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('Ingress', () => {
  const path = {
    path: '/',
    pathType: 'Prefix',
    backend: { service: { name: 'web', port: { number: 80 } } },
  };
  const good = {
    spec: {
      ingressClassName: 'nginx',
      rules: [{ host: 'a.example.com', http: { paths: [path] } }],
      tls: [{ hosts: ['a.example.com'], secretName: 'tls' }],
    },
  };
  const at = 'spec.rules[0].http.paths[0]';
  testCreate(Ingresses, good, [
    [
      { 'spec.rules': undefined },
      'spec: Invalid value: null: either `defaultBackend` or `rules` must be specified',
    ],
    [
      { 'spec.rules[0].host': '10.0.0.1' },
      'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ],
    [
      { 'spec.rules[0].host': '010.0.0.1' },
      'spec.rules[0].host: Invalid value: "010.0.0.1": must be a DNS name, not an IP address',
    ],
    [{ 'spec.rules[0].host': 'A' }, `spec.rules[0].host: Invalid value: "A": ${LABEL}`],
    [{ 'spec.rules[0].http.paths': [] }, 'spec.rules[0].http.paths: Required value'],
    [
      { [`${at}.pathType`]: undefined },
      `${at}.pathType: Required value: pathType must be specified`,
    ],
    [
      { [`${at}.path`]: 'a//b/..' },
      `${at}.path: Invalid value: "a//b/..": must be an absolute path`,
      `${at}.path: Invalid value: "a//b/..": must not contain '//'`,
      `${at}.path: Invalid value: "a//b/..": cannot end with '/..'`,
    ],
    [
      { [`${at}.backend.service.port`]: { name: 'http', number: 80 } },
      `${at}.backend: Invalid value: "": cannot set both port name & port number`,
    ],
    [
      { [`${at}.backend.service.port`]: {} },
      `${at}.backend: Required value: port name or number is required`,
    ],
    [
      { [`${at}.backend.service.port.number`]: 70000 },
      `${at}.backend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive`,
    ],
    [
      { [`${at}.backend.resource`]: { kind: 'B', name: 'b' } },
      `${at}.backend: Invalid value: "": cannot set both resource and service backends`,
    ],
    [
      { [`${at}.backend`]: { resource: { kind: 'a/b', name: '' } } },
      `${at}.backend.resource.kind: Invalid value: "a/b": may not contain '/'`,
      `${at}.backend.resource.name: Required value`,
    ],
    [
      { 'metadata.annotations': { 'kubernetes.io/ingress.class': 'other' } },
      'annotations.kubernetes.io/ingress.class: Invalid value: "other": must match `ingressClassName` when both are specified',
    ],
  ]);
});

describe('IngressClass', () => {
  const good = { spec: { controller: 'example.com/c', parameters: { kind: 'P', name: 'p' } } };
  testDefaults(IngressClasses, good, {
    spec: { controller: 'example.com/c', parameters: { kind: 'P', name: 'p', scope: 'Cluster' } },
  });
  testCreate(IngressClasses, good, [
    [{ 'spec.controller': '' }, 'spec.controller: Required value'],
    [
      { 'spec.controller': 'plain' },
      'spec.controller: Invalid value: "plain": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      { 'spec.parameters.scope': 'Zone' },
      'spec.parameters.scope: Unsupported value: "Zone": supported values: "Cluster", "Namespace"',
    ],
    [
      { 'spec.parameters.scope': 'Namespace' },
      "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'",
    ],
    [
      { 'spec.parameters.namespace': 'a' },
      "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'",
    ],
  ]);
  testUpdate(IngressClasses, good, [
    [
      { 'spec.controller': 'example.com/d' },
      'spec.controller: Invalid value: "example.com/d": field is immutable',
    ],
    [
      { 'spec.controller': undefined },
      'spec.controller: Invalid value: "": field is immutable',
      'spec.controller: Required value',
    ],
    [{ 'spec.parameters.name': 'q' }],
  ]);
});

describe('NetworkPolicy', () => {
  const peer = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } };
  const good = { spec: { podSelector: {}, ingress: [{ from: [peer], ports: [{ port: 80 }] }] } };
  const from = 'spec.ingress[0].from[0]';
  const port = 'spec.ingress[0].ports[0]';
  testDefaults(
    NetworkPolicies,
    { spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] } },
    {
      spec: {
        podSelector: {},
        egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
        policyTypes: ['Ingress', 'Egress'],
      },
    },
  );
  testCreate(NetworkPolicies, good, [
    [
      { [`${port}.endPort`]: 70 },
      `${port}.endPort: Invalid value: 70: must be greater than or equal to \`port\``,
    ],
    [
      { [port]: { port: 'http', endPort: 90 } },
      `${port}.endPort: Invalid value: 90: may not be specified when \`port\` is non-numeric`,
    ],
    [
      { [port]: { endPort: 90 } },
      `${port}.endPort: Invalid value: 90: may not be specified when \`port\` is not specified`,
    ],
    [{ [from]: {} }, `${from}: Required value: must specify a peer`],
    [
      { [`${from}.podSelector`]: {} },
      `${from}: Forbidden: may not specify both ipBlock and another peer`,
    ],
    [
      { [`${from}.ipBlock.cidr`]: '10.0.0' },
      `${from}.ipBlock.cidr: Invalid value: "10.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ],
    [
      { [`${from}.ipBlock.except[0]`]: '10.0.0.0/8' },
      `${from}.ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of \`cidr\``,
    ],
    [
      { 'spec.policyTypes': ['Ingress', 'Egress', 'Ingress'] },
      'spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes',
    ],
  ]);
});

describe('ServiceCIDR', () => {
  const good = { spec: { cidrs: ['10.96.0.0/12'] } };
  testCreate(ServiceCIDRs, good, [
    [{ 'spec.cidrs': [] }, 'spec.cidrs: Required value: at least one CIDR required'],
    [
      { 'spec.cidrs': ['10.96.0.1/12'] },
      'spec.cidrs[0]: Invalid value: "10.96.0.1/12": must not have bits set beyond the prefix length',
    ],
    [
      { 'spec.cidrs': ['10.96.0.0/12', '10.0.0.0/16'] },
      'spec.cidrs: Invalid value: ["10.96.0.0/12","10.0.0.0/16"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
    ],
    [
      { 'spec.cidrs': ['a', 'b', 'c'] },
      'spec.cidrs: Invalid value: {"CIDRs":["a","b","c"]}: may only hold up to 2 values',
    ],
    [
      { 'spec.cidrs': ['2001:DB8::/64'] },
      'spec.cidrs[0]: Invalid value: "2001:DB8::/64": must be in canonical form ("2001:db8::/64")',
    ],
  ]);
  testUpdate(ServiceCIDRs, good, [
    [
      { 'spec.cidrs': ['10.0.0.0/8'] },
      'spec.cidrs[0]: Invalid value: "10.0.0.0/8": field is immutable',
    ],
    [{ 'spec.cidrs': ['10.96.0.0/12', '2001:db8::/64'] }],
  ]);
});

describe('IPAddress', () => {
  const good = { spec: { parentRef: { resource: 'services', namespace: 'default', name: 'web' } } };
  testCreate(IPAddresses, good, [
    [{ 'spec.parentRef': undefined }, 'spec.parentRef: Required value'],
    [{ 'spec.parentRef.name': '' }, 'spec.parentRef.name: Required value'],
  ]);
  testUpdate(IPAddresses, good, [
    [
      { 'spec.parentRef.name': 'b' },
      'spec.parentRef: Invalid value: {"Group":"","Resource":"services","Namespace":"default","Name":"b"}: field is immutable',
    ],
  ]);
});
