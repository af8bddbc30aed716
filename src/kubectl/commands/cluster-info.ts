import type { Command } from '../command';
import { SERVER } from '../config/kubeconfig';

/** `kubectl cluster-info`. */
export const clusterInfoCommand: Command = {
  path: 'cluster-info',
  flags: [],
  run(session) {
    session.print(`Kubernetes control plane is running at ${SERVER}`);
    session.print('');
    session.print(
      "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.",
    );
    return undefined;
  },
};
