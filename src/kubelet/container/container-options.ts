import type { Container as ContainerSpec, PodSecurityContext } from '../../api/schema/objects';
import type { ImageBehaviour } from '../image/image-catalog';
import type { Mount } from './container-files';
import type { Outside } from './process';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** How a container ended. */
export interface Exit {
  readonly code: number;
  readonly reason: string;
  readonly message?: string;
  readonly signal?: number;
}

/** What a container is made of. */
export interface ContainerOptions {
  readonly id: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly spec: ContainerSpec;
  /** How many runs of this container there were before. */
  readonly attempt: number;
  readonly behaviour: ImageBehaviour;
  readonly env: ReadonlyMap<string, string>;
  /** What is in its environment besides; asked when a program looks. */
  readonly machineEnv: () => ReadonlyMap<string, string>;
  readonly hostname: string;
  /** The Pod's address. */
  readonly address: () => string;
  readonly podSecurity: PodSecurityContext | undefined;
  readonly outside: Outside;
  /** What is mounted into it; asked when its files are looked at first. */
  readonly mounts: () => readonly Mount[];
  /** What asks it to end, as `SIGTERM`. */
  readonly stopSignal: string;
  /** True when it is expected to run for ever: nobody waits for its end, if that is far away. */
  readonly isServer: boolean;
}
