/** The streams of a command; each protocol numbers or names them in its own way. */
export type ChannelName = 'stdin' | 'stdout' | 'stderr' | 'error' | 'resize';

/** A client's ends of a command's streams. */
export interface Channels {
  /** 1 to 5: since 4 the outcome is an object, before it is a text. */
  readonly version: number;
  write(channel: 'stdout' | 'stderr' | 'error', text: string): void;
  /** All is said. */
  end(): void;
  /** Calls with what comes on stdin, and once when no more comes. */
  onInput(data: (bytes: Buffer) => void, end: () => void): void;
  /** Calls when the client is gone. */
  onGone(listen: () => void): void;
}

/** What a connection of bytes gives: a socket, or the messages of a WebSocket. */
export interface Wire {
  write(bytes: Buffer): void;
  end(): void;
  onData(listen: (bytes: Buffer) => void): void;
  onClose(listen: () => void): void;
}
