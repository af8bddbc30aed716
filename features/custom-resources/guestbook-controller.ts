// A controller for Guestbooks: each is a Deployment and a Service, and tells how far it is.
import { defineController, type KubeObject } from 'wavetank';

interface Guestbook extends KubeObject {
  readonly spec: { readonly image: string; readonly replicas: number; readonly theme: string };
  readonly status?: {
    readonly readyReplicas: number;
    readonly selector: string;
    readonly conditions: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason: string;
      readonly observedGeneration: number;
    }[];
  };
}

interface Deployment extends KubeObject {
  readonly status?: { readonly readyReplicas?: number };
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const SERVICE = { apiVersion: 'v1', kind: 'Service' };

export const guestbookController = defineController<Guestbook>({
  name: 'guestbook-controller',
  reconciles: { apiVersion: 'webapp.example.com/v1', kind: 'Guestbook' },
  owns: [DEPLOYMENT, SERVICE],

  reconcile(cluster, guestbook) {
    // what it owns goes with it: the garbage collector sees to that
    if (guestbook.metadata.deletionTimestamp !== undefined) return;
    const { image, replicas, theme } = guestbook.spec;
    const labels = { app: 'guestbook', guestbook: guestbook.metadata.name };
    const env = [{ name: 'THEME', value: theme }];
    cluster.apply({
      ...DEPLOYMENT,
      metadata: cluster.ownedBy(guestbook),
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'guestbook', image, env }] },
        },
      },
    });
    cluster.apply({
      ...SERVICE,
      metadata: cluster.ownedBy(guestbook),
      spec: { selector: labels, ports: [{ port: 80 }] },
    });

    const deployment = cluster.find<Deployment>(DEPLOYMENT, guestbook.metadata);
    const readyReplicas = deployment?.status?.readyReplicas ?? 0;
    const isReady = readyReplicas >= replicas;
    cluster.updateStatus(guestbook, {
      readyReplicas,
      selector: `app=guestbook,guestbook=${guestbook.metadata.name}`,
      conditions: [
        {
          type: 'Ready',
          status: isReady ? 'True' : 'False',
          reason: isReady ? 'AllReady' : 'Waiting',
          observedGeneration: guestbook.metadata.generation ?? 0,
        },
      ],
    });
  },
});
