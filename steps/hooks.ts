import { dirname, resolve } from 'node:path';
import { After, AfterStep, Before, BeforeStep, Status } from '@cucumber/cucumber';
import { timelineSvg } from '../src/report/timeline';
import { lawError } from '../src/scenario/failure';
import { recordOf } from '../src/scenario/recording';
import { objectsYaml } from '../src/scenario/snapshot';
import { readTags } from '../src/scenario/tags';
import { UserError } from '../src/scenario/user-error';
import { World } from '../src/scenario/world';
import { EVIDENCE } from './player';
import { setWorld, worldOf } from './world';

interface Parameters {
  readonly wavetank?: { readonly seed?: number; readonly strict?: boolean };
}

Before({ name: 'a world of its own' }, function ({ pickle }) {
  const parameters = (this.parameters ?? {}) as Parameters;
  const { seed, ...tags } = readTags(pickle.tags.map(({ name }) => name));
  const roots = [dirname(resolve(pickle.uri)), process.cwd()];
  setWorld(this, new World({ seed: seed ?? parameters.wavetank?.seed ?? 1, ...tags, roots }));
});

BeforeStep(function ({ pickleStep }) {
  worldOf(this).beginStep(pickleStep.text);
});

AfterStep(function () {
  worldOf(this).endStep();
});

After({ name: EVIDENCE }, function ({ result, gherkinDocument }) {
  const world = worldOf(this);
  if (!world.hasCluster) return;
  const record = recordOf(world);
  this.attach(JSON.stringify(record), { mediaType: 'application/json', fileName: 'wavetank.json' });
  this.attach(Buffer.from(timelineSvg(record, gherkinDocument.feature?.language)), {
    mediaType: 'image/svg+xml',
    fileName: 'timeline.svg',
  });
  const [breach] = world.laws.breaches;
  if (result?.status === Status.FAILED || breach !== undefined) {
    this.attach(objectsYaml(world), { mediaType: 'text/yaml', fileName: 'objects.yaml' });
  }
  if (result?.status !== Status.PASSED) return;
  if (breach !== undefined) throw lawError(world, breach.text, breach.witness);
  const parameters = (this.parameters ?? {}) as Parameters;
  if (parameters.wavetank?.strict === true && record.ignored.length > 0) {
    const list = record.ignored.map(({ object, path, why }) => `  ${object}: ${path}: ${why}`);
    throw new UserError(
      `--strict-simulation: these fields have no effect here:\n${list.join('\n')}`,
    );
  }
});
