import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Attachment, AttachmentContentEncoding, type Envelope } from '@cucumber/messages';
import type { CausesRecord, ScenarioRecord } from '../report/trace-record';
import { UsageError } from './feature-files';
import { Places, type ScenarioPlace } from './places';

/** One scenario of a run that has ended, with what was recorded of it. */
export interface FinishedScenario {
  readonly place: ScenarioPlace;
  record: ScenarioRecord | undefined;
  causes: CausesRecord | undefined;
}

/** The scenarios that left a record in a folder of reports, in the order in which they ran. A UsageError when there are none. */
export async function finishedRun(folder: string): Promise<readonly FinishedScenario[]> {
  const file = join(folder, 'messages.ndjson');
  if (!existsSync(file)) {
    throw new UsageError(
      `there is no finished run in ${folder}; \`wavetank run --out ${folder}\` makes one`,
    );
  }
  const run = new Run();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line++;
    if (text === '') continue;
    try {
      run.hear(JSON.parse(text) as Envelope);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new UsageError(
        `${file}:${line}: this is no message of cucumber's; the run was cut off`,
      );
    }
  }
  return [...run.scenarios.values()].filter(({ causes }) => causes !== undefined);
}

class Run {
  readonly scenarios = new Map<string, FinishedScenario>();
  private readonly places = new Places();

  hear(envelope: Envelope): void {
    this.places.hear(envelope);
    const { testCaseStarted, attachment } = envelope;
    if (testCaseStarted !== undefined) {
      const place = this.places.scenario(testCaseStarted.testCaseId);
      if (place === undefined) return;
      this.scenarios.set(testCaseStarted.id, { place, record: undefined, causes: undefined });
    }
    const scenario = this.scenarios.get(attachment?.testCaseStartedId ?? '');
    if (attachment === undefined || scenario === undefined) return;
    if (attachment.fileName === 'wavetank.json') {
      scenario.record = JSON.parse(bodyOf(attachment)) as ScenarioRecord;
    } else if (attachment.fileName === 'causes.json') {
      scenario.causes = JSON.parse(bodyOf(attachment)) as CausesRecord;
    }
  }
}

function bodyOf({ body, contentEncoding }: Attachment): string {
  return contentEncoding === AttachmentContentEncoding.BASE64
    ? Buffer.from(body, 'base64').toString('utf8')
    : body;
}
