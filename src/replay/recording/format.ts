import type { JsonObject, KubeObject } from '../../api/object';
import type { Time } from '../../sim/loop';

/** The recordings' file format: what a real control plane did, step by step. */
export interface Recording {
  /** When the two runs began by the wall clock; null in the oldest recordings. */
  readonly startedAt?: readonly (string | null)[] | null;
  readonly scenario: {
    readonly name: string;
    readonly nodes: readonly RecordedNode[];
    readonly kubelet?: {
      readonly defaults?: Behaviour;
      readonly images?: Readonly<Record<string, Behaviour>>;
    };
    readonly steps: readonly RecordedStep[];
  };
  readonly steps: readonly {
    /** When it began, in milliseconds since the scenario did. */
    readonly T: number;
    /** When its commands were done, since it began. */
    readonly doneMs?: number;
    /** When the last change came, since it began. */
    readonly quietMs?: number | null;
  }[];
  readonly trace: readonly RecordedChange[];
  readonly final: readonly RecordedFinal[];
  /** What Pods of `final` share: `spec: { $spec: 'S1', … }`. */
  readonly podSpecs?: Readonly<Record<string, JsonObject>>;
  readonly events: readonly RecordedEvent[];
  readonly output: readonly RecordedOutput[];
  readonly unstable: {
    readonly final?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly podsByOwner?: unknown;
  };
}

export interface RecordedNode {
  readonly name: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string | number;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { key: string; value?: string; effect: string }[];
}

/** How a scripted kubelet treats a Pod; times in seconds. */
export interface Behaviour {
  readonly start?: number;
  readonly ready?: number | null;
  readonly terminate?: number;
  readonly pullError?: boolean;
  readonly exit?: { readonly after: number; readonly code: number };
  readonly backoff?: number;
}

export interface PodSelection {
  readonly names?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** A request that went straight to the API server. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** A Pod that was created, placed and deleted so many times. */
export interface RecordedSample {
  readonly pod: KubeObject;
  readonly times: number;
}

export interface RecordedStep {
  readonly create?: object | readonly object[];
  readonly apply?: object | readonly object[];
  readonly replace?: object | readonly object[];
  readonly kubectl?: string | readonly string[];
  /** Text, or manifests. */
  readonly stdin?: string | object | readonly object[];
  readonly background?: string;
  readonly api?: RecordedRequest | readonly RecordedRequest[];
  readonly addNode?: RecordedNode;
  readonly crash?: string;
  readonly revive?: string;
  readonly deleteNode?: string;
  readonly exit?: PodSelection & { readonly code: number };
  readonly setReady?: PodSelection & { readonly ready: boolean };
  readonly fail?: PodSelection & { readonly reason: string; readonly message: string };
  readonly join?: string;
  /** What each container of every running Pod uses from now on. */
  readonly metrics?: { readonly cpu: string };
  readonly sample?: RecordedSample;
  readonly wait?: number;
}

export type Digest = Readonly<Record<string, unknown>>;

export interface RecordedChange {
  readonly step: number;
  readonly t: number;
  readonly T: number;
  readonly tb?: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly name: string;
  readonly d?: Digest;
  readonly u?: 1;
  readonly nu?: 1;
}

export interface RecordedFinal {
  readonly step: number;
  readonly podsByOwner: Readonly<
    Record<
      string,
      {
        readonly total: number;
        readonly ready: number;
        readonly terminating: number;
        readonly phases: Readonly<Record<string, number>>;
      }
    >
  >;
  readonly objects: Readonly<Record<string, JsonObject>>;
  readonly gone?: readonly string[];
}

export interface RecordedEvent {
  readonly step: number;
  readonly T: number;
  readonly type: string;
  readonly reason: string;
  readonly object: string;
  readonly message: string;
  readonly source: string;
  readonly count: number;
  readonly countB?: number;
  readonly u?: 1;
  readonly nu?: 1;
}

export interface RecordedOutput {
  readonly step: number;
  readonly args?: string;
  /** `GET /api/v1/…`, with the status and body of its answer. */
  readonly api?: string;
  readonly status?: number;
  readonly body?: unknown;
  readonly argsN?: string;
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly stdoutN?: string;
  readonly stderrN?: string;
  /** How long kubectl took, in milliseconds. */
  readonly ms?: number;
  /** How often a sampled Pod came to which node. */
  readonly distribution?: Readonly<Record<string, number>>;
  readonly u?: 1;
}

/** A change of ours in the recording's words; `keys` are the digest's keys that it changed. */
export interface OwnChange {
  readonly T: Time;
  readonly type: RecordedChange['type'];
  readonly object: string;
  readonly digest: Digest;
  readonly keys: ReadonlySet<string>;
}
