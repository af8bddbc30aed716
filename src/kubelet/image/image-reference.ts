import { createHash } from 'node:crypto';

const canonicalByText = new Map<string, string>();
const digests = new Map<string, string>();

/**
 * The full name of an image: `nginx` is `docker.io/library/nginx:latest`.
 * upstream: distribution/reference, ParseNormalizedNamed and TagNameOnly
 */
export function canonicalImage(image: string): string {
  const known = canonicalByText.get(image);
  if (known !== undefined) return known;
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? '' : image.slice(at);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  let path = name;
  if (!hasRegistry) path = slash < 0 ? `docker.io/library/${name}` : `docker.io/${name}`;
  const hasTag = path.lastIndexOf(':') > path.lastIndexOf('/');
  const result = hasTag || digest !== '' ? `${path}${digest}` : `${path}:latest`;
  canonicalByText.set(image, result);
  return result;
}

/** The repository of an image, without tag and digest. */
export function repositoryOf(image: string): string {
  const name = canonicalImage(image).replace(/@.*$/, '');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** What the container runtime calls the image once it is there: `docker.io/library/nginx@sha256:…`. */
export function imageId(image: string): string {
  const canonical = canonicalImage(image);
  let id = digests.get(canonical);
  if (id === undefined) {
    const given = /@(sha256:[0-9a-f]+)$/.exec(canonical)?.[1];
    const digest = given ?? `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
    id = `${repositoryOf(image)}@${digest}`;
    digests.set(canonical, id);
  }
  return id;
}

const REFERENCE =
  /^(?:(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$/;

/** True when the text can name an image. upstream: distribution/reference */
export function isImageReference(text: string): boolean {
  return REFERENCE.test(text);
}
