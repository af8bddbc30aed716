import { test } from 'node:test';
import { expect } from 'chai';
import { modelOf } from './model';
import { sampleMessages } from './testdata/sample';

test('only the last attempt counts, and rows of Examples stand in order of their lines', () => {
  const model = modelOf(sampleMessages('web'));
  const [feature] = model.features;
  expect(feature?.scenarios.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
    'features/x.feature:10 failed',
    'features/x.feature:11 passed',
  ]);
  const [first] = feature?.scenarios ?? [];
  expect(first?.steps.map(({ status }) => status)).to.deep.equal(['passed', 'failed', 'skipped']);
  expect(first?.steps[1]?.message).to.equal('web\n  because attempt 1');
  expect(first?.examples).to.deep.equal([['count', '1']]);
  expect(first?.record?.seed).to.equal(7);
  expect(model.counts).to.deep.equal({ passed: 1, failed: 1, undefined: 0, skipped: 0 });
});

test('the order of execution does not show', () => {
  const messages = sampleMessages('web');
  const [document, ...rest] = messages;
  const second = rest.findIndex(({ pickle }) => pickle?.id === 'p1');
  const swapped = [document, ...rest.slice(second), ...rest.slice(0, second)];
  const other = modelOf(swapped.filter((message) => message !== undefined));
  expect(JSON.stringify(other)).to.equal(JSON.stringify(modelOf(messages)));
});

test('a file that two parts of a run have read is one feature', () => {
  const messages = sampleMessages('web');
  const model = modelOf([...messages.slice(0, 1), ...messages]);
  expect(model.features.map(({ scenarios }) => scenarios.length)).to.deep.equal([2]);
});

test('a feature of which nothing ran is left out', () => {
  expect(modelOf(sampleMessages('web').slice(0, 1)).features).to.deep.equal([]);
});
