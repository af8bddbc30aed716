/** Counts in real time, as clients do. */
export interface WireClock {
  /** Calls once after real milliseconds; returns how to take it back. */
  afterReal(delay: number, run: () => void): () => void;
}

/** Where the parts of an answer go that has no end yet. */
export interface Sink {
  readonly clock: WireClock;
  write(part: string | Buffer): void;
  /** The answer is over. */
  end(): void;
}

/** An answer that goes on. */
export interface Stream {
  /** Begins to write; returns how to stop it when the client has gone. */
  begin(sink: Sink): () => void;
}
