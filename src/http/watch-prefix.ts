const PREFIXED = /^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)\/watch\/(.+)$/;

/**
 * The request that a path with the old prefix `watch` means: a watch of the collection, or of the one object that it
 * names. upstream: RequestInfoFactory, specialVerbs
 */
export function withoutWatchPrefix<R extends { readonly path: string; readonly query: string }>(
  request: R,
): R {
  const [, group, rest = ''] = PREFIXED.exec(request.path) ?? [];
  if (group === undefined) return request;
  const parts = rest.split('/');
  const start = parts[0] === 'namespaces' && parts.length > 2 ? 2 : 0;
  const [plural, name] = parts.slice(start);
  const path = ['', group, ...parts.slice(0, start), plural].join('/');
  const fields = name ? [`fieldSelector=metadata.name%3D${name}`] : [];
  const query = [request.query, 'watch=true', ...fields].filter((part) => part !== '').join('&');
  return { ...request, path, query };
}
