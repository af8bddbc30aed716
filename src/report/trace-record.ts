/** The finished scenario as data: all that pages and pictures are made of. Times are milliseconds since `start`. */
export interface ScenarioRecord {
  readonly format: 1;
  readonly seed: number;
  /** The cluster's clock at the beginning, milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** SHA-256 over the whole trace: equal digests, equal runs. */
  readonly digest: string;
  readonly steps: readonly StepRecord[];
  readonly faults: readonly FaultRecord[];
  readonly nodes: readonly NodeRecord[];
  readonly pods: readonly PodRecord[];
  readonly events: readonly EventRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly changes: readonly ChangeRecord[];
  /** Fields that manifests set and that have no effect here. */
  readonly ignored: readonly IgnoredRecord[];
  readonly brokenLaws: readonly string[];
}

export interface StepRecord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface FaultRecord {
  readonly name: string;
  readonly about: string;
  readonly from: number;
  /** Undefined when it lasted to the end. */
  readonly to?: number;
}

/** A span in which something did not change. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: string;
}

export interface NodeRecord {
  readonly name: string;
  readonly zone?: string;
  readonly from: number;
  readonly to: number;
  /** `Ready`, `NotReady`, with `,cordoned` behind. */
  readonly spans: readonly Span[];
}

export interface PodRecord {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** `Deployment/web`, or '' for a Pod of its own. */
  readonly owner: string;
  /** Counts the revisions of its owner from 1. */
  readonly revision: number;
  readonly image: string;
  readonly from: number;
  readonly to: number;
  readonly isGone: boolean;
  /** Where it ran, from when on. */
  readonly node?: string;
  readonly boundAt?: number;
  readonly spans: readonly Span[];
}

export interface EventRecord {
  readonly at: number;
  readonly type: string;
  readonly reason: string;
  readonly object: string;
  readonly message: string;
  readonly source: string;
  readonly count: number;
}

export interface DecisionRecord {
  readonly at: number;
  readonly pod: string;
  readonly node?: string;
  readonly nodes: number;
  readonly detail: readonly {
    readonly node: string;
    readonly plugin?: string;
    readonly reasons?: readonly string[];
    readonly total?: number;
    readonly scores?: Readonly<Record<string, number>>;
  }[];
}

/** How an object other than a Pod changed: its row of `kubectl get` after the change. */
export interface ChangeRecord {
  readonly at: number;
  readonly step: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly row: readonly string[];
}

export interface IgnoredRecord {
  readonly object: string;
  readonly path: string;
  readonly why: string;
}

/** Why objects are as they are: the last change of each, and all that it goes back to. */
export interface CausesRecord {
  readonly format: 1;
  /** In order: number, time, the number of what it goes back to (0: nothing), who, and what happened. */
  readonly entries: readonly (readonly [
    seq: number,
    at: number,
    cause: number,
    actor: string,
    text: string,
  ])[];
  readonly objects: readonly ObjectCauses[];
  /** So many objects are left out, because there were too many. */
  readonly leftOut: number;
}

/** An object that was there at some time. */
export interface ObjectCauses {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** The number of its last change. */
  readonly last: number;
}
