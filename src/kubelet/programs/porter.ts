import { type ImageProgram, page, serveForever, servePages } from './http-server';

const PORT = /^SERVE(?:_TLS)?_PORT_(\d+)$/;

/** `agnhost porter`: answers on each port that a variable `SERVE_PORT_n` names with the variable's value. */
export const porter: ImageProgram = (_words, around) => {
  for (const [name, value] of around.env) {
    const port = PORT.exec(name)?.[1];
    if (port !== undefined) servePages(around, Number(port), () => page(value));
  }
  return serveForever();
};
