import { isJsonObject, type JsonObject } from '../../api/object';
import { type ImageProgram, page, serveForever, servePages } from './http-server';
import { flag } from './program-flags';

/** One object of the sample kind in another version: v1 has `hostPort`, v2 has `host` and `port`. */
function convert(object: JsonObject, apiVersion: string): JsonObject | string {
  const from = versionOf(String(object.apiVersion ?? ''));
  const to = versionOf(apiVersion);
  if (from === to) return `conversion from a version to itself should not call the webhook: ${to}`;
  const { host, port, hostPort, ...rest } = object;
  const common = { ...rest, apiVersion };
  if (from === 'v1' && to === 'v2') {
    if (typeof hostPort !== 'string') return { ...object, apiVersion };
    const [first = '', second = ''] = hostPort.split(':');
    return { ...common, host: first, port: second };
  }
  if (from === 'v2' && to === 'v1') {
    if (host === undefined || port === undefined) return { ...object, apiVersion };
    return { ...common, hostPort: `${String(host)}:${String(port)}` };
  }
  return `unexpected conversion version ${JSON.stringify(from === 'v1' || from === 'v2' ? to : from)}`;
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}

/** `agnhost crd-conversion-webhook`: converts Kubernetes' sample kind. upstream: test/images/agnhost/crd-conversion-webhook */
export const conversionWebhook: ImageProgram = (words, around) => {
  servePages(around, Number(flag(words, 'port') ?? 443), ({ page: path, body = '' }) => {
    if (path === '/readyz') return page('ok');
    if (path !== '/crdconvert') return undefined;
    const { request, apiVersion, kind } = JSON.parse(body || '{}') as {
      request?: { uid: string; desiredAPIVersion: string; objects: readonly unknown[] };
      apiVersion?: string;
      kind?: string;
    };
    if (request === undefined) return page('contents did not decode to a ConversionReview', 400);
    const objects = request.objects.map((object) =>
      isJsonObject(object) ? convert(object, request.desiredAPIVersion) : 'not an object',
    );
    const problem = objects.find((object) => typeof object === 'string');
    const response =
      problem === undefined
        ? { convertedObjects: objects, result: { metadata: {}, status: 'Success' } }
        : { convertedObjects: [], result: { metadata: {}, status: 'Failure', message: problem } };
    return page(JSON.stringify({ kind, apiVersion, response: { uid: request.uid, ...response } }));
  });
  return serveForever();
};
