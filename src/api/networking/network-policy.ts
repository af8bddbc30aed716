import { ageOf } from '../age';
import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { cidrErrors, isStrictSubnet, parseCidr } from '../ip';
import { defineKind } from '../kind';
import { validateLabelSelector } from '../label-selector';
import { portErrors, portNameErrors } from '../names';
import type { Draft } from '../object';
import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../schema/objects';
import { formatSelector } from '../selector';
import { cidrWarnings } from '../warnings/ip';

// upstream: networking validation
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  }
  const end = (detail: string) => errors.push(invalid(`${path}.endPort`, endPort, detail));
  if (port === undefined) {
    if (endPort !== undefined) end('may not be specified when `port` is not specified');
  } else if (typeof port === 'number') {
    errors.push(...invalidEach(`${path}.port`, port, portErrors(port)));
    if (endPort === undefined) return errors;
    if (endPort < port) end('must be greater than or equal to `port`');
    errors.push(...invalidEach(`${path}.endPort`, endPort, portErrors(endPort)));
  } else {
    if (endPort !== undefined) end('may not be specified when `port` is non-numeric');
    errors.push(...invalidEach(`${path}.port`, port, portNameErrors(port)));
  }
  return errors;
}

function validateBlock({ cidr, except = [] }: IPBlock, path: string): FieldError[] {
  if (cidr === '') return [required(`${path}.cidr`)];
  const network = parseCidr(cidr);
  if (network === undefined) return cidrErrors(`${path}.cidr`, cidr);
  return except.flatMap((text, index) => {
    const at = `${path}.except[${index}]`;
    const hole = parseCidr(text);
    if (hole === undefined) return cidrErrors(at, text);
    return isStrictSubnet(hole, network)
      ? []
      : [invalid(at, text, 'must be a strict subset of `cidr`')];
  });
}

function validatePeer(peer: NetworkPolicyPeer, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (podSelector !== undefined) {
    errors.push(...validateLabelSelector(podSelector, `${path}.podSelector`));
  }
  if (namespaceSelector !== undefined) {
    errors.push(...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`));
  }
  if (ipBlock !== undefined) errors.push(...validateBlock(ipBlock, `${path}.ipBlock`));
  const hasSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (!hasSelector && ipBlock === undefined) errors.push(required(path, 'must specify a peer'));
  else if (hasSelector && ipBlock !== undefined) {
    errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  }
  return errors;
}

/** A rule of either direction. */
interface Rule {
  readonly ports: readonly NetworkPolicyPort[] | undefined;
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  /** Where the peers stand. */
  readonly field: 'from' | 'to';
  readonly path: string;
}

function rulesOf({ spec }: NetworkPolicy): Rule[] {
  const ingress = (spec.ingress ?? []).map(
    ({ ports, from }, index): Rule => ({
      ports,
      peers: from,
      field: 'from',
      path: `spec.ingress[${index}]`,
    }),
  );
  const egress = (spec.egress ?? []).map(
    ({ ports, to }, index): Rule => ({
      ports,
      peers: to,
      field: 'to',
      path: `spec.egress[${index}]`,
    }),
  );
  return [...ingress, ...egress];
}

function validate(policy: NetworkPolicy): FieldError[] {
  const { podSelector, policyTypes = [] } = policy.spec;
  const errors = validateLabelSelector(podSelector ?? {}, 'spec.podSelector');
  for (const { ports = [], peers = [], field, path } of rulesOf(policy)) {
    ports.forEach((port, index) => {
      errors.push(...validatePort(port, `${path}.ports[${index}]`));
    });
    peers.forEach((peer, index) => {
      errors.push(...validatePeer(peer, `${path}.${field}[${index}]`));
    });
  }
  if (policyTypes.length > POLICY_TYPES.length) {
    const detail = 'may not specify more than two policyTypes';
    return [...errors, invalid('spec.policyTypes', policyTypes, detail)];
  }
  policyTypes.forEach((type, index) => {
    if (POLICY_TYPES.includes(type)) return;
    errors.push(notSupported(`spec.policyTypes[${index}]`, type, POLICY_TYPES));
  });
  return errors;
}

/** What is odd about the addresses of a policy. upstream: registry networking, networkPolicyWarnings */
function warnings(policy: NetworkPolicy): string[] {
  return rulesOf(policy).flatMap(({ peers = [], field, path }) =>
    peers.flatMap(({ ipBlock }, index) => {
      if (ipBlock === undefined) return [];
      const at = `${path}.${field}[${index}].ipBlock`;
      return [
        ...cidrWarnings(`${at}.cidr`, ipBlock.cidr),
        ...(ipBlock.except ?? []).flatMap((hole, i) => cidrWarnings(`${at}.except[${i}]`, hole)),
      ];
    }),
  );
}

function defaultPorts(rules: Draft<{ ports?: NetworkPolicyPort[] }>[] | undefined): void {
  for (const { ports } of rules ?? []) {
    for (const port of ports ?? []) if (!Object.isFrozen(port)) port.protocol ??= 'TCP';
  }
}

export const NetworkPolicies = defineKind<NetworkPolicy>('networking.k8s.io/v1', 'NetworkPolicy', {
  hasGeneration: true,
  defaults({ spec }) {
    if (spec === undefined || Object.isFrozen(spec)) return;
    defaultPorts(spec.ingress);
    defaultPorts(spec.egress);
    if ((spec.policyTypes ?? []).length > 0) return;
    spec.policyTypes = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  },
  validate,
  warnings,
  row: (policy, now) => [
    policy.metadata.name,
    formatSelector(policy.spec.podSelector),
    ageOf(policy, now),
  ],
});
