import type { JsonObject } from '../../api/object';
import type { KubectlContext } from '../target';

const NAME = 'wavetank';
/** Where the API server is said to be: as the Pods of kubeadm's clusters reach it. */
export const SERVER = 'https://10.96.0.1:443';

/** How a cluster is reached, and as whom. */
export interface Access {
  readonly cluster: string;
  readonly user: string;
  readonly namespace?: string;
}

/**
 * What stands in the kubeconfig of those who run commands: one cluster and one user, and the contexts that they made.
 * It is kept from one command to the next.
 */
export class Kubeconfig {
  readonly contexts = new Map<string, Access>([[NAME, { cluster: NAME, user: NAME }]]);
  readonly clusters: readonly string[] = [NAME];
  readonly users: readonly string[] = [NAME];
  current = NAME;

  /** The namespace of the current context; undefined when it names none. */
  get namespace(): string | undefined {
    return this.contexts.get(this.current)?.namespace;
  }

  /** Makes a namespace that of the current context. */
  useNamespace(namespace: string): void {
    const context = this.contexts.get(this.current);
    if (context !== undefined) this.contexts.set(this.current, { ...context, namespace });
  }

  /** As the file has it, secrets left out. */
  asObject(): JsonObject {
    return {
      apiVersion: 'v1',
      clusters: this.clusters.map((name) => ({
        cluster: { 'certificate-authority-data': 'DATA+OMITTED', server: SERVER },
        name,
      })),
      contexts: [...this.contexts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, context]) => ({
          context: {
            cluster: context.cluster,
            ...(context.namespace === undefined ? {} : { namespace: context.namespace }),
            user: context.user,
          },
          name,
        })),
      'current-context': this.current,
      kind: 'Config',
      users: this.users.map((name) => ({ name, user: { token: 'REDACTED' } })),
    };
  }
}

/** The kubeconfig of those who run commands; a new one where they keep none. */
export function kubeconfigOf({ kubeconfig }: KubectlContext): Kubeconfig {
  return kubeconfig ?? new Kubeconfig();
}
