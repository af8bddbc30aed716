import type { Duration } from '../../sim/loop';
import { canonicalImage } from './image-reference';

/** What the containers of an image do. All durations are counted from the container's start. */
export interface ImageBehaviour {
  readonly exists: boolean;
  /** True when its registry asks for a credential. */
  readonly isPrivate: boolean;
  readonly pull: Duration;
  /** In bytes; what the Pulled Event and the node's list of images say. */
  readonly size: number;
  /** When the application answers its probes; undefined: never. */
  readonly ready: Duration | undefined;
  /** How the main program ends by itself; undefined: it runs until it is stopped. */
  readonly exit: { readonly after: Duration; readonly code: number } | undefined;
  /** How long the main program takes to end after TERM; undefined: it ignores TERM. */
  readonly stop: Duration | undefined;
  /** The code with which it ends after TERM. */
  readonly stopCode: number;
  /** In thousandths of a CPU. */
  readonly cpu: number;
  /** In bytes. */
  readonly memory: number;
  /** Lines that the main program writes when it starts. */
  readonly logs: readonly string[];
}

/** An image of which nothing was told: pulled in a moment, ready at once, runs until it is stopped. */
const ordinaryImage: ImageBehaviour = {
  exists: true,
  isPrivate: false,
  pull: 100,
  size: 50_000_000,
  ready: 0,
  exit: undefined,
  stop: 50,
  stopCode: 0,
  cpu: 0,
  memory: 0,
  logs: [],
};

interface Rule {
  readonly matches: (canonical: string, image: string) => boolean;
  readonly change: (old: ImageBehaviour) => ImageBehaviour;
}

/**
 * What scenarios tell of images. A pattern is an image's name, in which `*` stands for anything; two tags are
 * two images. What was told last counts, for containers and pulls that begin afterwards.
 */
export class ImageCatalog {
  private readonly rules: Rule[] = [];
  private known = new Map<string, ImageBehaviour>();

  /** The behaviour of an image, as it was told. */
  of(image: string): ImageBehaviour {
    let behaviour = this.known.get(image);
    if (behaviour === undefined) {
      const canonical = canonicalImage(image);
      behaviour = ordinaryImage;
      for (const rule of this.rules) {
        if (rule.matches(canonical, image)) behaviour = rule.change(behaviour);
      }
      this.known.set(image, behaviour);
    }
    return behaviour;
  }

  /** Tells any part of an image's behaviour. */
  tell(pattern: string, change: Partial<ImageBehaviour>): void {
    this.add(pattern, (old) => ({ ...old, ...change }));
  }

  /** Presumes it of all images whose name, as it was written, is such; what is told of one counts more. */
  presume(matches: (image: string) => boolean, change: Partial<ImageBehaviour>): void {
    this.rules.unshift({
      matches: (_, image) => matches(image),
      change: (old) => ({ ...old, ...change }),
    });
    this.known = new Map();
  }

  doesNotExist(pattern: string): void {
    this.tell(pattern, { exists: false });
  }

  exists(pattern: string): void {
    this.tell(pattern, { exists: true });
  }

  takesToPull(pattern: string, pull: Duration): void {
    this.tell(pattern, { pull });
  }

  becomesReadyAfter(pattern: string, ready: Duration): void {
    this.tell(pattern, { ready });
  }

  neverBecomesReady(pattern: string): void {
    this.tell(pattern, { ready: undefined });
  }

  exitsAfter(pattern: string, after: Duration, code: number): void {
    this.tell(pattern, { exit: { after, code } });
  }

  completesAfter(pattern: string, after: Duration): void {
    this.exitsAfter(pattern, after, 0);
  }

  /** CPU in thousandths, memory in bytes; what is left out stays as it was. */
  uses(pattern: string, usage: { readonly cpu?: number; readonly memory?: number }): void {
    this.tell(pattern, usage);
  }

  /** Adds a text to what the image's containers write when they start. */
  logs(pattern: string, text: string): void {
    this.add(pattern, (old) => ({ ...old, logs: [...old.logs, ...text.split('\n')] }));
  }

  ignoresTerm(pattern: string): void {
    this.tell(pattern, { stop: undefined });
  }

  takesToStop(pattern: string, stop: Duration): void {
    this.tell(pattern, { stop });
  }

  /** `size` in bytes. */
  hasSize(pattern: string, size: number): void {
    this.tell(pattern, { size });
  }

  private add(pattern: string, change: Rule['change']): void {
    this.rules.push({ matches: matcher(pattern), change });
    this.known = new Map();
  }
}

function matcher(pattern: string): Rule['matches'] {
  if (!pattern.includes('*')) {
    const canonical = canonicalImage(pattern);
    return (other) => other === canonical;
  }
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`);
  return (canonical, image) => expression.test(image) || expression.test(canonical);
}
