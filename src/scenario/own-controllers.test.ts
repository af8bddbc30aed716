import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import { runController } from './own-controllers';
import { UserError } from './user-error';
import { World } from './world';

const OWN = resolve(__dirname, '../runtime/own-controller.js');

/** Copies the annotation `greeting` of each Namespace into a ConfigMap in it. */
const GREETER = `
const { defineController } = require(${JSON.stringify(OWN)});
exports.greeter = defineController({
  name: 'greeter',
  reconciles: { apiVersion: 'v1', kind: 'Namespace' },
  owns: [{ apiVersion: 'v1', kind: 'ConfigMap' }],
  reconcile(cluster, namespace) {
    const greeting = namespace.metadata.annotations?.greeting;
    if (greeting === undefined) return;
    const metadata = { ...cluster.ownedBy(namespace, 'greeting'), namespace: namespace.metadata.name };
    cluster.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { greeting } });
  },
});
`;

describe('a controller of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'controllers-'));
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const world = () => new World({ seed: 1, roots: [folder] });

  it('reconciles, owns its fields by its name, and puts back what others change', () => {
    write('greeter.cjs', GREETER);
    const { cluster, ...rest } = started(world(), './greeter.cjs');
    const annotations = { greeting: 'hello' };
    cluster.admin.create(Namespaces, { metadata: { name: 'n', annotations }, spec: {} });
    cluster.settle(60_000);
    const key = { namespace: 'n', name: 'greeting' };
    assert.deepEqual(cluster.admin.get(ConfigMaps, key).data, { greeting: 'hello' });
    const patch = { data: { greeting: 'bye' } };
    cluster.admin.patch(ConfigMaps, key, patch, { type: 'merge' });
    cluster.settle(60_000);
    assert.deepEqual(cluster.admin.get(ConfigMaps, key).data, { greeting: 'hello' });
    assert.isTrue(rest.names().includes('greeter'));
  });

  const refusals: readonly (readonly [file: string, text: string, message: RegExp])[] = [
    ['none.cjs', 'exports.a = 1;', /has no controller: it exports what defineController returns/],
    ['broken.cjs', 'throw new Error("oh");', /cannot be loaded: oh/],
    ['module.mjs', '', /is loaded as CommonJS; name it \.ts or \.cjs/],
  ];
  for (const [file, text, message] of refusals) {
    it(`is refused: ${message.source}`, () => {
      write(file, text);
      assert.throws(() => runController(world(), file), UserError, message);
    });
  }

  it('is looked for beside the feature', () => {
    assert.throws(
      () => runController(world(), './gone.ts'),
      UserError,
      /there is no file "\.\/gone\.ts"; looked for: /,
    );
  });

  it('runs once', () => {
    write('greeter.cjs', GREETER);
    const running = world();
    runController(running, 'greeter.cjs');
    assert.throws(
      () => runController(running, 'greeter.cjs'),
      UserError,
      /a program "greeter" runs already/,
    );
  });
});

function started(world: World, file: string) {
  runController(world, file);
  const { cluster } = world;
  return { cluster, names: () => cluster.programs.map(({ name }) => name) };
}
