import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { CausesRecord, ScenarioRecord } from '../report/trace-record';
import { causesOf } from '../scenario/causes';
import { recordOf } from '../scenario/recording';
import { apply, step, worldOf } from '../scenario/testing-world';
import type { FinishedScenario } from './finished-run';
import { whyLines } from './why';

const pod = (name: string, cpu: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'c', image: 'web:1', resources: { requests: { cpu } } }] },
  });

/** A scenario in which one Pod found a node, and another none. */
function finished(): FinishedScenario {
  const world = worldOf(2);
  apply(world, pod('web-0', '100m'));
  step(world, '1 minute passes', () => world.pass(60_000));
  apply(world, pod('big', '64'));
  step(world, '1 minute passes', () => world.pass(60_000));
  const place = { uri: 'features/x.feature', line: 3, name: 'y', hasSteps: true };
  return { place, record: recordOf(world), causes: causesOf(world) };
}

describe('why', () => {
  const scenario = finished();

  it('tells what led to the last change of an object, and to its node', () => {
    const text = whyLines([scenario], 'Pod web-0').join('\n');
    assert.match(text, /^features\/x\.feature:3: y\n {2}Pod default\/web-0\n/);
    assert.match(text, /its last change:\n {6}\+\S+ \(00:00:00\) node:node-\d: changed Pod/);
    assert.include(
      text,
      'created Pod default/web-0\n      ← +0.03s (00:00:00) scenario: the step "I apply"',
    );
    assert.match(text, /the scheduler chose node-\d of 2 nodes\n/);
    assert.match(text, /→ node-\d {2}\d+ points: NodeResourcesFit \d+/);
  });

  it('tells of each node why it was not taken', () => {
    const text = whyLines([scenario], 'pod/default/big').join('\n');
    assert.include(text, 'the scheduler found no node of 2 nodes');
    assert.include(text, 'node-1  NodeResourcesFit: Insufficient cpu');
    assert.include(text, 'node-2  NodeResourcesFit: Insufficient cpu');
  });

  it('says that the only node that is left has not been scored', () => {
    const record = scenario.record as ScenarioRecord;
    const decision = { at: 5, pod: 'default/web-0', node: 'node-1', nodes: 1, feasible: 1 };
    const decisions = [{ ...decision, detail: [{ node: 'node-1' }] }];
    const only = { ...scenario, record: { ...record, decisions } as unknown as ScenarioRecord };
    const text = whyLines([only], 'Pod web-0').join('\n');
    assert.include(text, '→ node-1  no other was left to compare it with');
  });

  const mistakes: readonly (readonly [object: string, said: RegExp])[] = [
    ['Pod web-9', /^there was no Pod "web-9"; there were: web-0, big$/],
    ['Pod shop/web-0', /^there was no Pod "shop\/web-0"/],
    ['Job pi', /^there was no Job in any scenario of the run$/],
    ['web-0', /names no object; write it as "Pod web-0"/],
    ['Podd web-0', /^there is no kind "Podd"; did you mean Pod\?$/],
  ];
  for (const [object, said] of mistakes) {
    it(`says what is wrong with ${object}`, () => {
      assert.throws(() => whyLines([scenario], object), said);
    });
  }

  it('ends a chain where nothing is known of what it goes back to', () => {
    const causes: CausesRecord = {
      format: 1,
      entries: [[7, 10, 3, 'a', 'changed Node node-1']],
      objects: [{ kind: 'Node', name: 'node-1', last: 7 }],
      leftOut: 1,
    };
    const record = { start: 0, decisions: [] } as unknown as ScenarioRecord;
    const lines = whyLines([{ ...scenario, record, causes }], 'node/node-1');
    assert.equal(lines.at(-1), '      +0.01s (00:00:00) a: changed Node node-1');
  });
});
