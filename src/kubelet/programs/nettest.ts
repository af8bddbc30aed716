import { type ImageProgram, page, serveForever, servePages } from './http-server';
import { flag } from './program-flags';

/** What it tells of itself; the names are those of its JSON. */
interface NettestState {
  readonly Hostname: string;
  readonly Sent: Readonly<Record<string, number>>;
  readonly Received: Record<string, number>;
  readonly Errors: readonly string[];
  readonly Log: readonly string[];
  readonly StillContactingPeers: boolean;
}

function sourceOf(body: string): string | undefined {
  try {
    const { Source: source } = JSON.parse(body) as { Source?: unknown };
    return typeof source === 'string' && source !== '' ? source : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `agnhost nettest`: remembers who has written to it; it looks for no peers by itself. */
export const nettest: ImageProgram = (words, around) => {
  const state: NettestState = {
    Hostname: around.hostname,
    Sent: {},
    Received: {},
    Errors: [],
    Log: [],
    StillContactingPeers: true,
  };
  servePages(around, Number(flag(words, 'port') ?? 8080), ({ page: path, body = '' }) => {
    switch (path) {
      case '/read':
        return page(JSON.stringify(state, undefined, '\t'));
      case '/write': {
        const source = sourceOf(body);
        if (source !== undefined) state.Received[source] = (state.Received[source] ?? 0) + 1;
        return page(`${JSON.stringify({ Hostname: state.Hostname })}\n`);
      }
      case '/status':
        return page('running');
      case '/quit':
        around.exit(0, 0);
        return page('');
      default:
        return undefined;
    }
  });
  return serveForever();
};
