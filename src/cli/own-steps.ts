import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { filesIn, literal, stepFolders, UsageError } from './feature-files';

const WAVETANK_STEPS = resolve(__dirname, '../../steps/index.js');
const ONE_COPY = resolve(__dirname, 'one-copy.js');
const TYPESCRIPT = resolve(__dirname, '../scenario/typescript.js');

/** What cucumber-js loads before it runs, in the words of its API. */
export interface SupportPaths {
  readonly requireModules: string[];
  readonly requirePaths: string[];
  readonly importPaths: string[];
  readonly loaders: string[];
}

/** Beside a feature that lies in no folder of features all kinds of scripts may lie: those without steps are not run. */
function mayBeRun(file: string, folder: string): boolean {
  const isHome = folder.split(/[\\/]/).some((part) => part === 'features' || part === 'steps');
  return isHome || /@cucumber\/cucumber|\bwavetank\/steps\b/.test(readFileSync(file, 'utf8'));
}

/** The user's own steps, in the order of their paths; never wavetank's sources, which its build has. */
function ownSteps(features: readonly string[]): string[] {
  const isOurself = existsSync('src/scenario/world.ts');
  const files = stepFolders(features)
    .filter((folder) => !isOurself || folder !== 'steps')
    .flatMap((folder) =>
      [...filesIn(folder)]
        .filter((file) => /(?<!\.d|\.test|\.spec)\.[cm]?[jt]s$/.test(file))
        .filter((file) => mayBeRun(file, folder)),
    );
  return [...new Set(files.map((file) => relative('.', resolve(file)).replace(/\\/g, '/')))].sort();
}

/** Whether Node takes a `.js` file for an ES module: as the nearest package.json says. */
function isInModulePackage(file: string): boolean {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string };
      return type === 'module';
    }
    if (dirname(folder) === folder) return false;
  }
}

/** wavetank's steps, and the user's own that stand beside these features. A UsageError for a file that cannot be loaded. */
export function supportFor(features: readonly string[]): SupportPaths {
  const own = ownSteps(features);
  for (const file of own) {
    if (extname(file) !== '.mts') continue;
    throw new UsageError(`${file}: TypeScript steps are loaded as CommonJS; name it .ts`);
  }
  const isImported = (file: string) =>
    extname(file) === '.mjs' || (extname(file) === '.js' && isInModulePackage(file));
  const isTypeScript = own.some((file) => /ts$/.test(file));
  return {
    requireModules: isTypeScript ? [ONE_COPY, TYPESCRIPT] : [ONE_COPY],
    requirePaths: [WAVETANK_STEPS, ...own.filter((file) => !isImported(file))].map(literal),
    importPaths: own.filter(isImported).map(literal),
    loaders: [],
  };
}
