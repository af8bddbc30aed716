import type { Command } from '../command';
import { kubeconfigOf } from '../config/kubeconfig';

/** `kubectl cluster-info`. */
export const clusterInfoCommand: Command = {
  path: 'cluster-info',
  flags: [],
  run(session) {
    const { server } = kubeconfigOf(session.context);
    session.print(`Kubernetes control plane is running at ${server}`);
    session.print('');
    session.print(
      "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.",
    );
    return undefined;
  },
};
