import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { parseGoDuration } from '../api/go-duration';
import { isJsonObject } from '../api/object';
import { milliValue, wholeValue } from '../api/quantity';
import type { ImageCatalog } from '../kubelet/image/image-catalog';
import { UsageError } from './feature-files';

/** What may be told of an image, and how it is told to the catalog. */
type Tell = (images: ImageCatalog, image: string, value: unknown) => void;

class Wrong extends Error {}

function span(value: unknown): number {
  const duration = typeof value === 'string' ? parseGoDuration(value) : 'write it as "5s"';
  if (typeof duration === 'string') throw new Wrong(duration);
  return duration;
}

function quantity(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Wrong('write a quantity, as 100m or 64Mi');
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Wrong('write true or false');
}

const WORDS: Readonly<Record<string, Tell>> = {
  exists: (images, image, value) => images.tell(image, { exists: truth(value) }),
  private: (images, image, value) => images.tell(image, { isPrivate: truth(value) }),
  pull: (images, image, value) => images.takesToPull(image, span(value)),
  ready: (images, image, value) => {
    if (value === 'never') images.neverBecomesReady(image);
    else images.becomesReadyAfter(image, span(value));
  },
  exit: (images, image, value) => {
    if (!isJsonObject(value)) throw new Wrong('write {after: 30s, code: 1}');
    const { after, code = 0 } = value;
    if (typeof code !== 'number') throw new Wrong('the code is to be a number');
    images.exitsAfter(image, span(after), code);
  },
  stop: (images, image, value) => {
    if (value === 'never') images.ignoresTerm(image);
    else images.takesToStop(image, span(value));
  },
  cpu: (images, image, value) => images.uses(image, { cpu: milliValue(quantity(value)) }),
  memory: (images, image, value) => images.uses(image, { memory: wholeValue(quantity(value)) }),
  logs: (images, image, value) => {
    if (typeof value !== 'string') throw new Wrong('write a text');
    images.logs(image, value.replace(/\n$/, ''));
  },
};

/**
 * Tells the catalog what a file says of images: a map from an image (with `*` for anything) to what its containers do.
 * A UsageError names the image and the word that is wrong.
 */
export function tellImages(images: ImageCatalog, file: string): void {
  const document = parseDocument(readText(file));
  const [problem] = document.errors;
  if (problem !== undefined) throw new UsageError(`${file}: ${problem.message}`);
  const content: unknown = document.toJS();
  if (!isJsonObject(content)) throw new UsageError(`${file}: it is to be a map of images`);
  for (const [image, behaviour] of Object.entries(content)) {
    if (!isJsonObject(behaviour)) throw new UsageError(`${file}: ${image}: it is to be a map`);
    for (const [word, value] of Object.entries(behaviour)) {
      const tell = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
      const where = `${file}: ${image}: ${word}`;
      if (tell === undefined) {
        throw new UsageError(`${where} is not known; there are: ${Object.keys(WORDS).join(', ')}`);
      }
      try {
        tell(images, image, value);
      } catch (error) {
        if (error instanceof Wrong) throw new UsageError(`${where}: ${error.message}`);
        throw error;
      }
    }
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read: ${why}`);
  }
}
