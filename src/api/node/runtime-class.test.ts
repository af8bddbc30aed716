import { describe } from 'node:test';
import { testCreate, testUpdate } from '../testing-rules';
import { RuntimeClasses } from './runtime-class';

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('RuntimeClass', () => {
  const good = {
    handler: 'gvisor',
    overhead: { podFixed: { cpu: '250m' } },
    scheduling: { nodeSelector: { a: 'b' }, tolerations: [{ key: 'a', operator: 'Exists' }] },
  };
  testCreate(RuntimeClasses, good, [
    [{ handler: 'A' }, `handler: Invalid value: "A": ${LABEL}`],
    [
      { 'overhead.podFixed.cpu': '-1' },
      'overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [
      { 'scheduling.tolerations[0].operator': 'Maybe' },
      'scheduling.tolerations[0].operator: Unsupported value: "Maybe": supported values: "Equal", "Exists"',
    ],
    [
      {
        'scheduling.tolerations[1]': {
          key: 'a',
          operator: 'Exists',
          effect: '',
        },
      },
      'scheduling.tolerations[1]: Duplicate value: {"Key":"a","Operator":"Exists","Value":"","Effect":"","TolerationSeconds":null}',
    ],
  ]);
  testUpdate(RuntimeClasses, good, [
    [{ handler: 'kata' }, 'handler: Invalid value: "kata": field is immutable'],
    [{ 'overhead.podFixed.cpu': '1' }],
  ]);
});
