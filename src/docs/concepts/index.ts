import type { Subject } from './concept';
import { containers } from './containers';
import { tour } from './tour';
import { workloads } from './workloads';

/** What the features show of Kubernetes. A new subject is one file and one line here. */
export const subjects: readonly Subject[] = [...tour, ...containers, ...workloads];
