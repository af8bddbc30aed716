/**
 * When an image is pulled unless the user says otherwise: a tag "latest" or none always.
 * upstream: core/v1 defaults, SetDefaults_Container
 */
export function pullPolicyOf(image: string | undefined): string {
  const name = image ?? '';
  if (name.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}
