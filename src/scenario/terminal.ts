import type { User } from '../apiserver/api';
import type { Cluster } from '../cluster';
import { inProcess } from '../http/in-process';
import { kubectl, splitCommand, splitEnvironment } from '../kubectl';
import { Kubeconfig } from '../kubectl/config/kubeconfig';
import type { KubectlResult } from '../kubectl/target';
import { UserError } from './user-error';

/** A command line as a step has it. */
export interface CommandLine {
  readonly command: string;
  /** As whom it is run; left out: as the user of the kubeconfig. */
  readonly user?: User | undefined;
  readonly stdin?: string | undefined;
  /** Where it acts when nothing says otherwise. */
  readonly namespace: string;
}

/** Where a scenario types its command lines: kubectl, and what it remembers from one to the next. */
export class Terminal {
  private readonly kubeconfig = Kubeconfig.preset();
  private readonly ask;

  constructor(
    private readonly cluster: Cluster,
    /** Where files are looked for. */
    private readonly roots: readonly string[],
  ) {
    this.ask = inProcess(cluster);
  }

  /** The namespace that `kubectl config set-context --current --namespace=…` has set. */
  get namespace(): string | undefined {
    return this.kubeconfig.namespace;
  }

  useNamespace(name: string): void {
    this.kubeconfig.useNamespace(name);
  }

  run({ command, user, stdin, namespace }: CommandLine): KubectlResult {
    const { environment, words } = splitEnvironment(splitCommand(command));
    if (words[0] !== 'kubectl') {
      throw new UserError(`\`${command}\` is no kubectl command; other programs are not run`);
    }
    const { kubeconfig, ask, roots } = this;
    return kubectl(this.cluster, words.slice(1), {
      namespace,
      roots,
      kubeconfig,
      ask,
      environment,
      ...(user === undefined ? {} : { user }),
      ...(stdin === undefined ? {} : { stdin }),
    });
  }
}
