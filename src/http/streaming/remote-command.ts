import { ByteReader } from '../../kubelet/bytes';
import type { ClientStreams, Session } from '../../kubelet/container/exec-session';
import type { Channels } from './channels';
import type { CommandStreams } from './target';

/** Since this version of the protocol the outcome is an object. */
const STATUS_SINCE = 4;

/**
 * Connects a client with a command until either ends. `happen` lets the cluster's clock do what the client's words
 * have brought about. upstream: kubelet cri/streaming/remotecommand
 */
export function connectCommand(
  channels: Channels,
  wanted: CommandStreams,
  start: (streams: ClientStreams) => Session,
  happen: () => void,
): void {
  const session = start({
    out: (text) => {
      if (wanted.stdout) channels.write('stdout', text);
    },
    err: (text) => {
      if (wanted.stderr) channels.write('stderr', text);
    },
    ended: (code) => {
      const text = outcome(code, channels.version);
      if (text !== '') channels.write('error', text);
      channels.end();
    },
  });
  channels.onGone(() => session.stop());
  if (wanted.stdin) {
    const reader = new ByteReader();
    channels.onInput(
      (bytes) => {
        session.send(reader.read(bytes));
        happen();
      },
      () => {
        session.send(reader.end());
        session.sendEnd();
        happen();
      },
    );
  }
  happen();
}

function outcome(code: number, version: number): string {
  if (version < STATUS_SINCE) {
    return code === 0 ? '' : `command terminated with non-zero exit code: exit code ${code}`;
  }
  if (code === 0) return JSON.stringify({ metadata: {}, status: 'Success' });
  return JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  });
}
