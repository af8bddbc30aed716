import { describe } from 'node:test';
import { testCreate, testUpdate } from '../testing-rules';
import { ControllerRevisions } from './controller-revision';

describe('ControllerRevision', () => {
  const good = { revision: 1, data: { a: 1 } };
  testCreate(ControllerRevisions, good, [
    [{ data: undefined }, 'data: Required value: data is mandatory'],
    [{ revision: -1 }, 'revision: Invalid value: -1: must be greater than or equal to 0'],
  ]);
  testUpdate(ControllerRevisions, good, [
    [{ data: { a: 2 } }, 'data: Invalid value: {"a":2}: field is immutable'],
    [{ revision: 2 }],
  ]);
});
