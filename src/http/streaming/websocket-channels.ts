import type { WebSocket } from 'ws';
import { bytesOf } from '../../kubelet/bytes';
import type { ChannelName, Channels } from './channels';

/** The protocols of a command's streams over WebSocket, the best first. upstream: kubelet remotecommand/websocket.go */
export const WEBSOCKET_COMMAND_PROTOCOLS = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'v4.base64.channel.k8s.io',
  'channel.k8s.io',
  'base64.channel.k8s.io',
] as const;

const NUMBERS: Readonly<Record<ChannelName, number>> = {
  stdin: 0,
  stdout: 1,
  stderr: 2,
  error: 3,
  resize: 4,
};
/** A message of this channel closes the channel whose number is in it; since version 5. */
const CLOSE = 255;
const NORMAL = 1000;

/** A message of a channel: its number and the bytes, or the number as a digit and the bytes in base64. */
function encode(channel: ChannelName, text: string, isBase64: boolean): Buffer | string {
  const bytes = bytesOf(text);
  if (isBase64) return `${NUMBERS[channel]}${bytes.toString('base64')}`;
  return Buffer.concat([Buffer.from([NUMBERS[channel]]), bytes]);
}

function decode(message: Buffer, isBase64: boolean): { channel: number; bytes: Buffer } {
  if (!isBase64) return { channel: message[0] ?? 0, bytes: message.subarray(1) };
  const text = message.toString('latin1');
  return { channel: Number(text[0]), bytes: Buffer.from(text.slice(1), 'base64') };
}

/** The streams of a command over a WebSocket that speaks one of these protocols. */
export function websocketChannels(socket: WebSocket, protocol: string): Channels {
  const isBase64 = protocol.includes('base64');
  const version = Number(/^v(\d)/.exec(protocol)?.[1] ?? 1);
  return {
    version,
    write(channel, text) {
      if (socket.readyState === socket.OPEN) socket.send(encode(channel, text, isBase64));
    },
    end: () => socket.close(NORMAL),
    onInput(data, end) {
      socket.on('message', (message: Buffer) => {
        const { channel, bytes } = decode(message, isBase64);
        if (channel === NUMBERS.stdin) data(bytes);
        else if (channel === CLOSE && bytes[0] === NUMBERS.stdin) end();
      });
    },
    onGone: (listen) => {
      socket.on('close', listen);
    },
  };
}
