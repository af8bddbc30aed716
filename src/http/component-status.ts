import { methodNotAllowedError, notFoundError } from '../api/errors';
import { defineKind, type Kind } from '../api/kind';
import type { ComponentStatus } from '../api/schema/objects';
import { formOf } from './media-type';
import { Presentation } from './presentation';
import type { RestAnswer, RestRequest } from './rest';
import type { Site } from './site';
import { isWatch } from './watch';

const PATH = /^\/api\/v1\/componentstatuses(?:\/([^/]+))?\/?$/;

const ComponentStatuses = defineKind<ComponentStatus>('v1', 'ComponentStatus', {
  row({ metadata, conditions = [] }) {
    const { status, message = '', error = '' } = conditions[0] ?? {};
    return [metadata.name, status === 'True' ? 'Healthy' : 'Unhealthy', message, error];
  },
});

/** A component as the old kubectl shows it. upstream: registry core/componentstatus */
function statusOf(name: string, isRunning: boolean): ComponentStatus {
  const condition = isRunning
    ? { type: 'Healthy', status: 'True', message: 'ok' }
    : { type: 'Healthy', status: 'False', error: 'connection refused' };
  return {
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { name } as ComponentStatus['metadata'],
    conditions: [condition],
  };
}

const DEPRECATED = 'v1 ComponentStatus is deprecated in v1.19+';

/** Answers which processes of the control plane run; undefined for all other requests. */
export function answerComponents(site: Site, request: RestRequest): RestAnswer | undefined {
  const match = PATH.exec(request.path);
  if (match === null || request.method !== 'GET' || site.components === undefined) return undefined;
  const { server } = site;
  const [, name = ''] = match;
  const kind = ComponentStatuses as Kind;
  const warnings = [DEPRECATED];
  // the store is a part of the server that answers
  const all = [...site.components(), { name: 'etcd-0', isRunning: true }]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => statusOf(each.name, each.isRunning));
  if (isWatch(new URLSearchParams(request.query))) throw methodNotAllowedError(kind, 'watch');
  const form = formOf(request.accept, { protobuf: true, forms: true });
  const { encoding } = form;
  const presentation = new Presentation(kind, form, 'Metadata');
  if (name !== '') {
    const found = all.find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw notFoundError(kind, name);
    return { code: 200, body: presentation.one(found, server.now), encoding, warnings };
  }
  const body = presentation.list(all, {}, server.now) ?? {
    kind: 'ComponentStatusList',
    apiVersion: 'v1',
    metadata: {},
    items: all,
  };
  return { code: 200, body, encoding, warnings };
}
