import { dirname, resolve } from 'node:path';
import { After, AfterStep, Before, BeforeStep, Status } from '@cucumber/cucumber';
import { timelineSvg } from '../src/report/timeline';
import { causesOf } from '../src/scenario/causes';
import { lawError } from '../src/scenario/failure';
import { recordOf } from '../src/scenario/recording';
import { objectsYaml } from '../src/scenario/snapshot';
import { readTags } from '../src/scenario/tags';
import { UserError } from '../src/scenario/user-error';
import { World } from '../src/scenario/world';
import { docStringOf } from './doc-strings';
import { Explorer, findingText } from './explorer';
import { loadedLibrary } from './library';
import { EVIDENCE, EXPLORATION, Player } from './player';
import { setWorld, worldOf } from './world';

interface Parameters {
  readonly wavetank?: { readonly seed?: number; readonly strict?: boolean };
}

Before({ name: 'a world of its own' }, function ({ pickle }) {
  const parameters = (this.parameters ?? {}) as Parameters;
  const { seed, explore: _explore, ...tags } = readTags(pickle.tags.map(({ name }) => name));
  const roots = [dirname(resolve(pickle.uri)), process.cwd()];
  setWorld(this, new World({ seed: seed ?? parameters.wavetank?.seed ?? 1, ...tags, roots }));
});

BeforeStep(function ({ pickleStep, gherkinDocument }) {
  const { text, argument, astNodeIds } = pickleStep;
  const docString = docStringOf(gherkinDocument, astNodeIds, argument?.docString?.content);
  worldOf(this).beginStep(text, docString);
});

AfterStep(function () {
  worldOf(this).endStep();
});

After({ name: EXPLORATION, timeout: -1 }, async function (told) {
  const { result, pickle, gherkinDocument } = told;
  const { explore = 0, seed = 1 } = readTags(pickle.tags.map(({ name }) => name));
  if (explore === 0 || result?.status !== Status.PASSED) return;
  const player = new Player(loadedLibrary(), pickle, gherkinDocument, this.parameters);
  const explorer = await Explorer.of(player, { seed });
  const found = await explorer.search(Array.from({ length: explore }, (_, index) => index + 1));
  if (found === undefined) return;
  const finding = await explorer.reduce(found);
  const feature = await explorer.feature(finding);
  this.attach(feature, { mediaType: 'text/x.cucumber.gherkin+plain', fileName: 'found.feature' });
  throw new UserError(`${findingText(finding)}\nthis replays it:\n\n${feature}`);
});

After({ name: EVIDENCE }, function ({ result, gherkinDocument }) {
  const world = worldOf(this);
  if (!world.hasCluster) return;
  const record = recordOf(world);
  this.attach(JSON.stringify(record), { mediaType: 'application/json', fileName: 'wavetank.json' });
  this.attach(JSON.stringify(causesOf(world)), {
    mediaType: 'application/json',
    fileName: 'causes.json',
  });
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
  const complaint = world.unmet.complaint();
  if (complaint !== undefined) throw new UserError(complaint);
  const parameters = (this.parameters ?? {}) as Parameters;
  if (parameters.wavetank?.strict === true && record.ignored.length > 0) {
    const list = record.ignored.map(({ object, path, why }) => `  ${object}: ${path}: ${why}`);
    throw new UserError(
      `--strict-simulation: these fields have no effect here:\n${list.join('\n')}`,
    );
  }
});
