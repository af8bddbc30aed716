import type { JsonObject } from '../../api/object';
import { decodeProtobuf } from './reader';
import { WireReader, type WireValue } from './wire-reader';

/** For tests: an event of a watch, as a client of protobuf reads it. */
export interface Frame {
  readonly type: string;
  readonly object: JsonObject;
}

/** How many bytes tell how long an event is. */
const LENGTH = 4;

const bytesOf = (value: WireValue | undefined): Uint8Array => value?.bytes() ?? Buffer.of();

/** An event without the length in front of it. */
export function readFrame(frame: Uint8Array): Frame {
  const [type, raw] = [...new WireReader(frame)].map(([, value]) => value);
  const [embedded] = [...new WireReader(bytesOf(raw))].map(([, value]) => value);
  return { type: type?.text() ?? '', object: decodeProtobuf(bytesOf(embedded)) };
}

/** The events of a stream, however it is cut into chunks. */
export async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let left: Buffer = Buffer.of();
  for await (const chunk of stream) {
    left = Buffer.concat([left, chunk]);
    while (left.length >= LENGTH && left.length >= LENGTH + left.readUInt32BE()) {
      const end = LENGTH + left.readUInt32BE();
      yield readFrame(left.subarray(LENGTH, end));
      left = left.subarray(end);
    }
  }
}
