import { describe, it } from 'node:test';
import { assert } from 'chai';
import { bytes, microTime, time } from './scalars';

const PLACE = { struct: 'S', goPath: 'a', path: 'a', goType: '[]uint8' };

describe('bytes', () => {
  for (const [text, at] of [
    ['x', 0],
    ['YQ', 0],
    ['YQ=', 3],
    ['YQ=x', 2],
    ['abcd=', 4],
    ['abcdYQ', 4],
    ['YWI=YQ==', 4],
    ['YQ==YQ', 4],
    ['a-', 1],
  ] as const) {
    it(`${text} is no base64 at ${at}`, () => {
      assert.throws(() => bytes(text, PLACE), `illegal base64 data at input byte ${at}`);
    });
  }

  it('lose their line ends', () => assert.equal(bytes('Y\nQ=\r\n=', PLACE), 'YQ=='));
});

describe('times', () => {
  it('are kept in UTC', () => {
    assert.equal(time('2020-01-01T09:00:00.9+09:00', PLACE), '2020-01-01T00:00:00Z');
    assert.equal(
      microTime('2020-01-01T09:00:00.123456+09:00', PLACE),
      '2020-01-01T00:00:00.123456Z',
    );
  });
});
