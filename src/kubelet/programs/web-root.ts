import type { ContainerFiles } from '../container/container-files';
import type { HttpReply } from '../container/pod-http';

/** The pages that a web server's image brings, by their paths. */
interface WebRoot {
  readonly directory: string;
  readonly pages: Readonly<Record<string, string>>;
}

const WELCOME = '<html><body><h1>It works!</h1></body></html>\n';
const NGINX_WELCOME =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';

/** Web servers of which it is known what they serve, by the last part of their images' names. */
const WEB_ROOTS: ReadonlyMap<string, WebRoot> = new Map([
  ['httpd', { directory: '/usr/local/apache2/htdocs', pages: { 'index.html': WELCOME } }],
  ['nginx', { directory: '/usr/share/nginx/html', pages: { 'index.html': NGINX_WELCOME } }],
]);

/** What a web server's image has on its disk, and serves from there. */
export function webRootOf(image: string): WebRoot | undefined {
  return WEB_ROOTS.get(/([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1] ?? '');
}

/** Puts an image's pages where its server looks for them. */
export function layWebRoot({ directory, pages }: WebRoot, files: ContainerFiles): void {
  for (const [name, text] of Object.entries(pages)) files.lay(`${directory}/${name}`, text);
}

/**
 * What the server answers by what is on its disk now; undefined for a path that neither the image nor anybody
 * else has put there: manifests name stand-ins, and those have any page.
 */
export function webPage(root: WebRoot, files: ContainerFiles, path: string): HttpReply | undefined {
  const plain = (path.split('?')[0] ?? '').replace(/^\/+/, '');
  const name = plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain;
  const text = files.read(`${root.directory}/${name}`);
  if (text !== undefined) return { status: 200, body: text };
  return root.pages[name] === undefined ? undefined : { status: 404, body: 'Not Found\n' };
}
