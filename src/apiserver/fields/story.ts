import type { KubeObject } from '../../api/object';
import type { Time } from '../../sim/loop';
import type { User } from '../api';
import type { Ownership } from './ownership';

/** Updates of one manager that followed each other: what they did together. */
export interface Stretch {
  readonly manager: string;
  /** Who that is, when the request named no manager. */
  readonly user: User | undefined;
  readonly subresource: string;
  readonly before: KubeObject | undefined;
  after: KubeObject;
  time: Time;
}

/** What became of one object: who owned what at some time, and the updates since. */
export interface Story {
  ownership: Ownership;
  /** As long as it is: stories are many, and a list that grows takes room for 17. */
  pending: readonly Stretch[];
  /** True since a client has emptied the list: who updates it is not remembered until somebody applies. */
  isUntracked?: boolean;
}
