import type { Subject } from './concept';
import { containers } from './containers';
import { workloads } from './workloads';

/** What the features show of Kubernetes. A new subject is one file and one line here. */
export const subjects: readonly Subject[] = [...containers, ...workloads];
