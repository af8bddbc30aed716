// Loaded before the user's steps, so that they register with the cucumber-js that runs them and use the world of the
// steps that run, also where another copy is nearer or none can be found from their folder (npx, pnpm, a global install).
import Module from 'node:module';
import { resolve } from 'node:path';

type Resolve = (request: string, ...rest: readonly unknown[]) => string;

const ONE: Readonly<Record<string, string>> = {
  '@cucumber/cucumber': require.resolve('@cucumber/cucumber'),
  wavetank: resolve(__dirname, '../index.js'),
  'wavetank/steps': resolve(__dirname, '../../steps/index.js'),
};

// Node has no public hook for this before 22.15; tools such as tsconfig-paths use the same one
const loader = Module as unknown as { _resolveFilename: Resolve };
const usual = loader._resolveFilename;

loader._resolveFilename = function (this: unknown, request, ...rest) {
  const one = Object.hasOwn(ONE, request) ? ONE[request] : undefined;
  if (one !== undefined) return one;
  try {
    return usual.call(this, request, ...rest);
  } catch (error) {
    // chai comes with wavetank; a user need not install it
    if (request === 'chai') return require.resolve('chai');
    throw error;
  }
};
