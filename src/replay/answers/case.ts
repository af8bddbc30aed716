/** One recorded request. */
export interface CaseRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: unknown;
  readonly user: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A command line of kubectl, and the files that lie in its working directory. */
export interface Command {
  readonly kubectl: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly user: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command line printed. */
export interface Printed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One step before the request: another request, a command line, a pause, something to remember. */
export type SetupStep = CaseRequest & {
  readonly kubectl?: readonly string[];
  readonly wait?: unknown;
  readonly save?: string;
  readonly from?: string;
  readonly compact?: boolean;
};

/** One recorded question and its answer. */
export interface Case {
  readonly id: string;
  readonly note: string;
  readonly namespace?: string;
  readonly changed_since?: boolean | string;
  readonly unstable?: unknown;
  readonly setup: readonly SetupStep[];
  readonly request: CaseRequest & { readonly kubectl?: readonly string[] };
  readonly response: {
    readonly code: number;
    readonly body?: unknown;
    /** What is answered where that is no JSON. */
    readonly text?: string;
    readonly events?: readonly unknown[];
    readonly 'v1.32'?: Printed;
  };
}
