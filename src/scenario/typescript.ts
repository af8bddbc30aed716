// Loaded before the user's own TypeScript, steps and controllers alike: ts-node with swc, which compiles without checking types.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'ts-node';

register({
  swc: true,
  skipProject: !existsSync(join(process.cwd(), 'tsconfig.json')),
  compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext', target: 'ES2022' },
  // also where package.json says "type": "module"
  moduleTypes: { '**/*.ts': 'cjs' },
});
