import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Wire } from './channels';

/** A socket as a connection of bytes; `head` came before it was handed over. */
export function socketWire(socket: Duplex, head: Buffer): Wire {
  return {
    write(bytes) {
      if (socket.writable) socket.write(bytes);
    },
    end: () => socket.end(),
    onData(listen) {
      if (head.length > 0) listen(head);
      socket.on('data', listen);
    },
    onClose: (listen) => {
      socket.on('close', listen);
      // who is gone cannot be told anything
      socket.on('error', () => socket.destroy());
    },
  };
}

/** The messages of a WebSocket as a connection of bytes. upstream: portforward tunneling over WebSocket */
export function websocketWire(socket: WebSocket): Wire {
  return {
    write(bytes) {
      if (socket.readyState === socket.OPEN) socket.send(bytes);
    },
    end: () => socket.close(),
    onData: (listen) => {
      socket.on('message', (message: Buffer) => listen(message));
    },
    onClose: (listen) => {
      socket.on('close', listen);
    },
  };
}
