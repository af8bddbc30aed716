/** A field that a JSON text says again, and which of its keys that is. */
export interface RepeatedField {
  readonly path: string;
  readonly at: number;
}

/** What of a JSON text is said more than once; and where each field stands for the first time. */
export interface Repetition {
  readonly fields: readonly RepeatedField[];
  readonly places: ReadonlyMap<string, number>;
}

interface Frame {
  /** The keys of an object so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  readonly path: string;
  index: number;
  key: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

function below({ keys, path, index, key }: Frame): string {
  if (keys === undefined) return `${path}[${index}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Walks over the keys of a JSON text that is right; `tell` hears each, with its path when somebody asks. */
function walk(text: string, tell: (frame: Frame, isAgain: boolean) => void): void {
  const open: Frame[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = open[open.length - 1];
    switch (token) {
      case '{':
      case '[': {
        const keys = token === '{' ? new Set<string>() : undefined;
        open.push({ keys, path: frame === undefined ? '' : below(frame), index: 0, key: '' });
        break;
      }
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (frame !== undefined) frame.index++;
        break;
      case ':': {
        if (frame?.keys === undefined) break;
        frame.key = string.includes('\\') ? String(JSON.parse(string)) : string.slice(1, -1);
        const isAgain = frame.keys.has(frame.key);
        frame.keys.add(frame.key);
        tell(frame, isAgain);
        break;
      }
      default:
        string = token;
    }
  }
}

/** What a JSON text says twice; undefined when it says nothing twice. upstream: sigs.k8s.io/json, UnmarshalStrict */
export function repetitionIn(text: string): Repetition | undefined {
  let found = false;
  walk(text, (_frame, isAgain) => {
    found ||= isAgain;
  });
  if (!found) return undefined;
  const fields: RepeatedField[] = [];
  const places = new Map<string, number>();
  let at = 0;
  walk(text, (frame, isAgain) => {
    const path = below(frame);
    if (isAgain) fields.push({ path, at });
    else if (!places.has(path)) places.set(path, at);
    at++;
  });
  return { fields, places };
}

const UNKNOWN = /^unknown field (".*")$/s;

/** What strict decoding has found, with what is said twice, in the order of the text. */
export function withRepeated(
  strict: readonly string[],
  { fields, places }: Repetition,
): readonly string[] {
  const unknown = strict.map((message) => {
    const quoted = UNKNOWN.exec(message)?.[1];
    const path = quoted === undefined ? '' : String(JSON.parse(quoted));
    return { message, path, at: places.get(path) ?? 0 };
  });
  // nobody looks into a field that is not known
  const known = fields.filter(
    ({ path }) => !unknown.some((each) => path.startsWith(`${each.path}.`)),
  );
  const repeated = known.map(({ path, at }) => ({
    message: `duplicate field ${JSON.stringify(path)}`,
    at,
  }));
  return [...unknown, ...repeated].sort((a, b) => a.at - b.at).map(({ message }) => message);
}
