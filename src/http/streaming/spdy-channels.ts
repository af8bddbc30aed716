import { bytesOf } from '../../kubelet/bytes';
import type { ChannelName, Channels, Wire } from './channels';
import { SpdyConnection, type SpdyStream } from './spdy';
import type { CommandStreams } from './target';

/** The names of the streams' protocols, the best first. */
export const SPDY_COMMAND_PROTOCOLS = [
  'v4.channel.k8s.io',
  'v3.channel.k8s.io',
  'v2.channel.k8s.io',
  'channel.k8s.io',
] as const;

/** The streams of a command over SPDY; `begin` is called when the client has opened all that it asked for. */
export function spdyChannels(
  wire: Wire,
  protocol: string,
  wanted: CommandStreams,
  begin: (channels: Channels) => void,
): void {
  const version = Number(/^v(\d)/.exec(protocol)?.[1] ?? 1);
  const missing = new Set<ChannelName>(['error']);
  for (const name of ['stdin', 'stdout', 'stderr'] as const) if (wanted[name]) missing.add(name);
  if (wanted.tty && version >= 3) missing.add('resize');
  const streams = new Map<string, SpdyStream>();
  let gone: (() => void) | undefined;
  wire.onClose(() => gone?.());
  const connection = new SpdyConnection(wire, (stream) => {
    const name = stream.headers.get('streamtype') as ChannelName;
    streams.set(name, stream);
    if (!missing.delete(name) || missing.size > 0) return;
    begin({
      version,
      write: (channel, text) => streams.get(channel)?.write(bytesOf(text)),
      end() {
        for (const each of streams.values()) each.end();
        connection.end();
      },
      onInput: (data, end) => streams.get('stdin')?.onData(data, end),
      onGone: (listen) => {
        gone = listen;
      },
    });
  });
}
