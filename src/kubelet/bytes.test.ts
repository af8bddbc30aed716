import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import { ByteReader, bytesOf, textOf } from './bytes';

describe('bytes as text', () => {
  it('are all kept, and text stays as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual([...bytesOf(textOf(bytes))], [...bytes]);
      }),
    );
    assert.equal(textOf(Buffer.from('한글 🌊 a')), '한글 🌊 a');
  });

  it('are the same in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.nat(), (text, tail, cut) => {
        const bytes = Buffer.concat([Buffer.from(text), tail]);
        const reader = new ByteReader();
        const at = cut % (bytes.length + 1);
        const read = reader.read(bytes.subarray(0, at)) + reader.read(bytes.subarray(at));
        assert.deepEqual(bytesOf(read + reader.end()), bytes);
      }),
    );
    const reader = new ByteReader();
    const wave = Buffer.from('🌊');
    assert.equal(reader.read(wave.subarray(0, 2)), '');
    assert.equal(reader.read(wave.subarray(2)), '🌊');
  });
});
