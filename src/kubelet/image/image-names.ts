import type { ImageCatalog } from './image-catalog';

/** Said in a name with or without separators: `foo:non-existent`, `k8s.gcr.io/invalid-image:v1`, `app:does_not_exist`. */
const MISSING = /nonexist|notexist|nosuch|notfound|invalid/;

/**
 * True when an image's name says that there is none, as those who test for it write it: one of the words above in its
 * registry, path or tag, the tag 404, or a registry in a domain that can never be (RFC 6761: invalid).
 */
export function isNamedMissing(image: string): boolean {
  return /:404(@|$)/.test(image) || MISSING.test(image.toLowerCase().replace(/[-_.]/g, ''));
}

/** True when an image's name says that its registry asks who pulls it, as `gcr.io/authenticated-image-pulling/alpine`. */
export function isNamedPrivate(image: string): boolean {
  return /(^|[/.-])authenticated([/.-])/.test(image);
}

/**
 * A served cluster can be told nothing of an image by those who use it, so that the names speak. What a file of
 * images or a scenario says counts more.
 */
export function heedNames(images: ImageCatalog): void {
  images.presume(isNamedMissing, { exists: false });
  images.presume(isNamedPrivate, { isPrivate: true });
}
