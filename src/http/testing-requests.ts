import fc from 'fast-check';
import { schemaData } from '../api/schema/schema';
import { WireWriter } from './protobuf/wire-writer';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'BREW'];
const NAMES = ['default', 'web', 'node-1', 'kubernetes', 'system:node', 'kube-root-ca.crt'];
const ODD = ['%', '%zz', '%00', '..', '.', '', '%2F', '__proto__', 'constructor', '\u{1f6a2}', '*'];

/** Every path of the API, with placeholders for names. */
const PATHS: readonly string[] = [
  '/',
  '/api',
  '/apis',
  '/healthz',
  '/readyz/ping',
  '/version',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/apis/apps/v1',
  '/apis/wavetank.dev/v1/clocks/cluster',
  '/apis/wavetank.dev/v1/clocks/cluster/advance',
  ...schemaData.resources.flatMap(({ group, version, plural, namespaced, subresources = [] }) => {
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    const list = `${root}${namespaced ? '/namespaces/NAME' : ''}/${plural}`;
    const below = subresources.map(({ name }) => `${list}/NAME/${name}`);
    return [`${root}/${plural}`, list, `${list}/NAME`, ...below];
  }),
];

const segment = fc.oneof(fc.constantFrom(...NAMES, ...ODD), fc.string({ maxLength: 8 }));

export const path = fc
  .tuple(fc.constantFrom(...PATHS), fc.array(segment, { minLength: 3, maxLength: 3 }), fc.nat(20))
  .map(([template, words, broken]) => {
    const parts = template.split('/').map((part) => (part === 'NAME' ? (words[0] ?? '') : part));
    if (broken < parts.length) parts[broken] = words[1] ?? '';
    return parts.join('/').replace(/[\s?#]/g, '') || '/';
  });

export const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'watch',
        'limit',
        'continue',
        'labelSelector',
        'fieldSelector',
        'resourceVersion',
        'resourceVersionMatch',
        'sendInitialEvents',
        'timeoutSeconds',
        'dryRun',
        'fieldManager',
        'fieldValidation',
        'force',
        'gracePeriodSeconds',
        'propagationPolicy',
        'container',
        'tailLines',
        'follow',
        'sinceTime',
        'includeObject',
        'pretty',
      ),
      fc.oneof(
        fc.constantFrom(
          'true',
          '0',
          '1',
          '-1',
          'All',
          'Strict',
          'a=b',
          'a in (b',
          'metadata.name=x',
          'spec.x=1',
          '%ff',
        ),
        fc.string({ maxLength: 6 }).map(encodeURIComponent),
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

const object = fc
  .record(
    {
      apiVersion: fc.constantFrom('v1', 'apps/v1', 'batch/v1', '', 'x/y/z'),
      kind: fc.constantFrom(
        'Pod',
        'Deployment',
        'Service',
        'Scale',
        'Eviction',
        'DeleteOptions',
        '',
      ),
      metadata: fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.record({ name: fc.constantFrom(...NAMES), labels: fc.jsonValue({ maxDepth: 1 }) }),
      ),
      spec: fc.jsonValue({ maxDepth: 4 }),
      status: fc.jsonValue({ maxDepth: 2 }),
      data: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value));

const protobuf = fc
  .tuple(
    fc.constantFrom('Pod', 'Secret', 'DeleteOptions', 'Nothing'),
    fc.uint8Array({ maxLength: 60 }),
  )
  .map(([kind, raw]) => {
    const meta = new WireWriter().text(1, 'v1').text(2, kind);
    const envelope = new WireWriter().message(1, meta).bytes(2, raw).end();
    return Buffer.concat([Buffer.from('k8s\0'), envelope]);
  });

export const body = fc.oneof(
  object.map(Buffer.from),
  fc.jsonValue({ maxDepth: 3 }).map((value) => Buffer.from(JSON.stringify(value))),
  protobuf,
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(undefined),
);

export const headers = fc.record({
  'content-type': fc.constantFrom(
    'application/json',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
    'text/plain',
    '',
  ),
  accept: fc.constantFrom(
    'application/json',
    '*/*',
    '',
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'text/html',
    'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    ';;;=,',
  ),
  authorization: fc.constantFrom('Bearer admin', 'Bearer admin', 'Bearer nobody', 'Basic x', ''),
  'impersonate-user': fc.constantFrom('', 'alice', 'system:serviceaccount:default:default'),
});
