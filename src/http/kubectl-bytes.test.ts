import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf } from './testing-binaries';
import { differenceOf, Twins } from './testing-twins';

const FOLDER = join(__dirname, 'testdata/kubectl');
/** All commands in CI; else each so-manieth of those that change nothing, as each costs a process. */
const EVERY = process.env.WAVETANK_CLIENTS === 'all' ? 1 : 4;

interface Line {
  readonly command: string;
  readonly stdin?: string;
  /** Why the answers differ, where they do. */
  readonly differs?: string;
}

/** A list of commands: `# differs: why` before one that is a deviation, `<<< text` for standard input. */
function readCommands(file: string): readonly Line[] {
  const lines: Line[] = [];
  let differs: string | undefined;
  for (const text of readFileSync(join(FOLDER, file), 'utf8').split('\n')) {
    const reason = /^# differs: (.*)$/.exec(text);
    if (reason !== null) differs = reason[1];
    if (text === '' || text.startsWith('#')) continue;
    const [command = '', stdin] = text.split(' <<< ');
    lines.push({
      command,
      ...(stdin === undefined ? {} : { stdin: JSON.parse(stdin) as string }),
      ...(differs === undefined ? {} : { differs }),
    });
    differs = undefined;
  }
  return lines;
}

const binary = binaryOf('kubectl', '1.34') ?? '';
const skip = binary === '' ? 'there is no kubectl for this machine' : false;

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.commands'))) {
  describe(`kubectl in process, byte for byte: ${file}`, { skip, timeout: 600_000 }, () => {
    let twins: Twins;
    const isReading = !file.startsWith('change');
    const every = isReading ? EVERY : 1;

    before(async () => {
      twins = await Twins.make(binary, FOLDER);
      for (const manifest of ['settings.yaml', 'workloads.yaml']) {
        await twins.run(`apply -f ${manifest}`);
        twins.settle(30_000);
      }
      twins.settle(600_000);
    });
    after(() => twins.close());

    for (const { command, stdin, differs } of readCommands(file).filter(
      (_, i) => i % every === 0,
    )) {
      it(`${command}${differs === undefined ? '' : ` (differs: ${differs})`}`, async () => {
        const ask = async (): Promise<string> => {
          const { real, own } = await twins.run(command, stdin);
          return differenceOf(real, own);
        };
        let difference = await ask();
        // a second may have ended between the two; what changes nothing can be asked again
        if (difference !== '' && differs === undefined && isReading) difference = await ask();
        if (differs === undefined) assert.equal(difference, '');
        else assert.notEqual(difference, '', 'it is the same now: the reason can go');
      });
    }
  });
}
