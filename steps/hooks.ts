import { dirname, resolve } from 'node:path';
import { After, AfterStep, Before, BeforeStep, Status } from '@cucumber/cucumber';
import { timelineSvg } from '../src/report/timeline';
import { ClaimError } from '../src/scenario/failure';
import { recordOf } from '../src/scenario/recording';
import { UserError } from '../src/scenario/user-error';
import { World } from '../src/scenario/world';
import { setWorld, worldOf } from './world';

interface Parameters {
  readonly wavetank?: { readonly seed?: number; readonly strict?: boolean };
}

/** The number in a tag such as `@seed(7)`. */
function tagNumber(tags: readonly { readonly name: string }[], name: string): number | undefined {
  for (const tag of tags) {
    const match = new RegExp(`^@${name}\\((\\d+)\\)$`).exec(tag.name);
    if (match !== null) return Number(match[1]);
  }
  return undefined;
}

Before({ name: 'a world of its own' }, function ({ pickle }) {
  const parameters = (this.parameters ?? {}) as Parameters;
  const tags = pickle.tags;
  const seed = tagNumber(tags, 'seed') ?? parameters.wavetank?.seed ?? 1;
  const roots = [dirname(resolve(pickle.uri)), process.cwd()];
  const shuffle = tags.some(({ name }) => name === '@shuffle');
  setWorld(this, new World({ seed, shuffle, roots }));
});

BeforeStep(function ({ pickleStep }) {
  worldOf(this).beginStep(pickleStep.text);
});

AfterStep(function () {
  worldOf(this).endStep();
});

After({ name: 'laws and evidence' }, function ({ result }) {
  const world = worldOf(this);
  if (!world.hasCluster) return;
  const record = recordOf(world);
  this.attach(JSON.stringify(record), { mediaType: 'application/json', fileName: 'wavetank.json' });
  this.attach(Buffer.from(timelineSvg(record)), {
    mediaType: 'image/svg+xml',
    fileName: 'timeline.svg',
  });
  if (result?.status !== Status.PASSED) return;
  const [broken] = record.brokenLaws;
  if (broken !== undefined) throw new ClaimError(broken);
  const parameters = (this.parameters ?? {}) as Parameters;
  if (parameters.wavetank?.strict === true && record.ignored.length > 0) {
    const list = record.ignored.map(({ object, path, why }) => `  ${object}: ${path}: ${why}`);
    throw new UserError(
      `--strict-simulation: these fields have no effect here:\n${list.join('\n')}`,
    );
  }
});
