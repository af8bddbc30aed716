import { stringify } from 'yaml';

/** What a client needs to find its way. */
export interface Access {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  readonly token: string;
  /** The server's certificate as PEM; undefined without TLS. */
  readonly certificate?: string | undefined;
}

const NAME = 'wavetank';

/** A kubeconfig for kubectl, helm and client libraries. */
export function kubeconfigOf({ url, token, certificate }: Access): string {
  const trust =
    certificate === undefined
      ? {}
      : { 'certificate-authority-data': Buffer.from(certificate).toString('base64') };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: NAME, cluster: { server: url, ...trust } }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
    'current-context': NAME,
    preferences: {},
  });
}
