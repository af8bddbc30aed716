import { type ImageProgram, page, serveForever, servePages } from './http-server';

/** The images of Kubernetes' update demo: their page tells which picture is theirs. */
function picture(name: string): ImageProgram {
  return (_words, around) => {
    servePages(around, 80, ({ page: path }) => {
      if (path === '/data.json') return page(`{\n"image": "${name}.jpg"\n}\n`);
      return path === '/' ? page('<html><body>update demo</body></html>\n') : undefined;
    });
    return serveForever();
  };
}

export const nautilus = picture('nautilus');
export const kitten = picture('kitten');
