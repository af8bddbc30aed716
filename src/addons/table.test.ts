import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Row } from './add-on';
import { addOns } from './index';
import { checkTable, timeIn } from './table';

const refusal = (name: string, row: Row): string | undefined => {
  const addOn = addOns.find((known) => known.name === name);
  try {
    if (addOn !== undefined) checkTable(addOn, [row]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('tables of add-ons', () => {
  const cases: readonly (readonly [name: string, row: Row, expected: string | undefined])[] = [
    ['cluster-autoscaler', { 'node group': 'p', zone: 'a', 'scan interval': '10s' }, undefined],
    ['storage-provisioner', { provisioner: 'example.com/disk' }, undefined],
    [
      'storage-provisioner',
      { provisoner: 'example.com/disk' },
      'the table of the add-on "storage-provisioner" has no column "provisoner"; did you mean "provisioner"? (it has: provisioner, takes)',
    ],
    ['metrics-server', { resolution: '30s' }, 'the add-on "metrics-server" takes no table'],
  ];
  for (const [name, row, expected] of cases) {
    it(`${name}: ${Object.keys(row)}`, () => assert.equal(refusal(name, row), expected));
  }

  const times: readonly (readonly [text: string, expected: number | undefined | 'wrong'])[] = [
    ['', undefined],
    ['90s', 90_000],
    ['1m30s', 90_000],
    ['2 minutes', 120_000],
    ['1 minute 30 seconds', 90_000],
    ['2분', 120_000],
    ['long', 'wrong'],
    ['2 minutes or so', 'wrong'],
  ];
  for (const [text, expected] of times) {
    it(`a time: ${text}`, () => {
      if (expected === 'wrong') {
        assert.throws(() => timeIn({ takes: text }, 'takes'), 'the column "takes" holds a time');
      } else assert.equal(timeIn({ takes: text }, 'takes'), expected);
    });
  }
});
