import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';

const CACHE = resolve('node_modules/.cache/wavetank-clients');
const fromHere = createRequire(__filename);

/** The packages that hold a kubectl and a helm, by kubectl's minor version. */
export const KUBECTL_VERSIONS = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35'] as const;
export type KubectlVersion = (typeof KUBECTL_VERSIONS)[number];

/**
 * The real program of a version, taken out of its npm package; undefined where there is none: the packages hold
 * those for Linux on x86-64.
 */
export function binaryOf(program: 'kubectl' | 'helm', version: KubectlVersion): string | undefined {
  // a kubectl of any other version is tried in place of all
  if (program === 'kubectl' && process.env.WAVETANK_KUBECTL) return process.env.WAVETANK_KUBECTL;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const name = `lambda-layer-kubectl-v${version.replace('1.', '')}`;
  const file = join(CACHE, name, program);
  if (existsSync(file)) return file;
  const archive = archiveOf(name);
  if (archive === undefined) return undefined;
  const path = `${program}/${program}`;
  const found = unzipSync(readFileSync(archive), { filter: (entry) => entry.name === path })[path];
  if (found === undefined) throw new Error(`${archive} has no ${path}`);
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, found);
  chmodSync(half, 0o755);
  renameSync(half, file);
  return file;
}

function archiveOf(name: string): string | undefined {
  try {
    const main = fromHere.resolve(`@aws-cdk/${name}/package.json`);
    return join(dirname(main), 'lib', 'layer.zip');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')
      return undefined;
    throw error;
  }
}
