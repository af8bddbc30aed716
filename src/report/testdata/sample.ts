import type { Envelope } from '@cucumber/messages';
import type { ScenarioRecord } from '../trace-record';

/** A name as nobody means well with it. */
export const HOSTILE = `<img src=x onerror="document.title='broken'">'&</script>`;

/** A small record for tests, in which `name` is the name of all that manifests can name. */
export function sampleRecord(name: string): ScenarioRecord {
  return {
    format: 1,
    seed: 7,
    start: 0,
    end: 7_200_000,
    digest: 'abc123',
    steps: [
      { text: `the file "${name}" is applied`, from: 0, to: 0 },
      { text: 'the cluster settles', from: 0, to: 5000 },
      { text: '2 hours pass', from: 5000, to: 7_200_000 },
    ],
    faults: [{ name: 'node-crash', about: name, from: 3000 }],
    nodes: [
      { name, zone: name, from: 0, to: 7_200_000, spans: [{ from: 0, to: 3000, state: 'Ready' }] },
    ],
    pods: [
      {
        uid: '1',
        namespace: 'default',
        name,
        owner: `Deployment/${name}`,
        revision: 2,
        image: name,
        from: 0,
        to: 7_200_000,
        isGone: false,
        node: name,
        boundAt: 10,
        spans: [
          { from: 0, to: 10, state: 'pending' },
          { from: 10, to: 2000, state: 'starting' },
          { from: 2000, to: 7_200_000, state: 'ready' },
        ],
      },
    ],
    events: [
      event(10, 'Normal', 'Scheduled', `Pod/${name}`, name),
      event(3000, 'Warning', 'NodeNotReady', 'Node/other', 'gone'),
    ],
    decisions: [
      {
        at: 10,
        pod: `default/${name}`,
        node: name,
        nodes: 2,
        detail: [
          { node: name, total: 90, scores: { NodeResourcesFit: 90 } },
          { node: 'other', plugin: 'TaintToleration', reasons: [name] },
        ],
      },
    ],
    changes: [
      change(0, 'ADDED', name, '0/1'),
      change(1, 'MODIFIED', name, '1/1'),
      change(2, 'DELETED', name, '1/1'),
    ],
    ignored: [{ object: `Pod "${name}"`, path: 'spec.x', why: name }],
    brokenLaws: [],
  };
}

function event(at: number, type: string, reason: string, object: string, message: string) {
  return { at, type, reason, object, message, source: 'test', count: 1 };
}

function change(step: number, type: 'ADDED' | 'MODIFIED' | 'DELETED', name: string, ready: string) {
  return { at: step, step, type, kind: 'Deployment', name, columns: ['Ready'], row: [ready] };
}

const STAMP = { seconds: 0, nanos: 0 };

/** What Cucumber says of one feature: an outline of two rows, whose first row fails once and is tried again. */
export function sampleMessages(name: string, language = 'en'): Envelope[] {
  const location = (line: number) => ({ line });
  const row = (id: string, line: number, value: string) => {
    return { id, location: location(line), cells: [{ location: location(line), value }] };
  };
  const examples = {
    id: 'e',
    location: location(8),
    tags: [],
    keyword: 'Examples',
    name: '',
    description: '',
    tableHeader: row('h', 9, 'count'),
    tableBody: [row('r1', 10, '1'), row('r2', 11, '2')],
  };
  const steps = ['a', 'b', 'c'].map((id, index) => {
    return { id, location: location(4 + index), keyword: 'Given ', text: id };
  });
  const scenario = {
    id: 's',
    location: location(3),
    tags: [],
    keyword: 'Scenario Outline',
    name,
    description: '',
    steps,
    examples: [examples],
  };
  const feature = {
    location: location(1),
    tags: [],
    language,
    keyword: 'Feature',
    name,
    description: name,
    children: [{ scenario }],
  };
  const document = { uri: 'features/x.feature', feature, comments: [] };
  return [
    { gherkinDocument: document } as unknown as Envelope,
    ...run('p2', 'r2', ['PASSED', 'PASSED', 'PASSED'], 0, name),
    ...run('p1', 'r1', ['PASSED', 'PASSED', 'FAILED'], 0, name),
    ...attempt('p1', ['PASSED', 'FAILED', 'SKIPPED'], 1, name),
  ];
}

function run(id: string, rowId: string, statuses: string[], number: number, name: string) {
  const steps = ['a', 'b', 'c'].map((step) => {
    return { id: `${id}-${step}`, text: `${step} "${name}"`, astNodeIds: [step, rowId] };
  });
  const pickle = {
    id,
    uri: 'features/x.feature',
    name,
    language: 'en',
    tags: [{ name: '@seed(7)', astNodeId: 't' }],
    astNodeIds: ['s', rowId],
    steps,
  };
  const testSteps = steps.map((step) => ({ id: `t-${step.id}`, pickleStepId: step.id }));
  const testCase = { id: `case-${id}`, pickleId: id, testSteps };
  return [{ pickle }, { testCase }, ...attempt(id, statuses, number, name)] as Envelope[];
}

function attempt(id: string, statuses: string[], number: number, name: string): Envelope[] {
  const started = `${id}-${number}`;
  const ended = statuses.map((status, index) => ({
    testStepFinished: {
      testCaseStartedId: started,
      testStepId: `t-${id}-${'abc'[index]}`,
      timestamp: STAMP,
      testStepResult: {
        status,
        duration: STAMP,
        ...(status === 'FAILED' ? { message: `${name}\n  because attempt ${number}` } : {}),
      },
    },
  }));
  const attachment = {
    testCaseStartedId: started,
    fileName: 'wavetank.json',
    mediaType: 'application/json',
    contentEncoding: 'IDENTITY',
    body: JSON.stringify(sampleRecord(name)),
  };
  const testCaseStarted = {
    id: started,
    testCaseId: `case-${id}`,
    attempt: number,
    timestamp: STAMP,
  };
  return [{ testCaseStarted }, ...ended, { attachment }] as unknown as Envelope[];
}
