import { isUtf8 } from 'node:buffer';

/** Where bytes that are no UTF-8 stand in a text: half of a pair that UTF-8 itself never makes. */
const ESCAPE = 0xdc00;
const ESCAPED = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;
const LONGEST = 4;

/** How long the character is that begins with a byte; 1 for what begins none. */
function lengthAt(byte: number): number {
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

/** Bytes as a text that keeps them all: what is UTF-8 reads as such, each other byte has a sign of its own. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const byte = buffer[at] as number;
    const piece = buffer.subarray(at, at + lengthAt(byte));
    const isCharacter = isUtf8(piece) && piece.length === lengthAt(byte);
    text += isCharacter ? piece.toString('utf8') : String.fromCharCode(ESCAPE + byte);
    at += isCharacter ? piece.length : 1;
  }
  return text;
}

/** The bytes of a text, those that it keeps for others among them. */
export function bytesOf(text: string): Buffer {
  if (text.search(ESCAPED) < 0) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  let from = 0;
  for (const { index } of text.matchAll(ESCAPED)) {
    parts.push(Buffer.from(text.slice(from, index), 'utf8'));
    parts.push(Buffer.from([text.charCodeAt(index) - ESCAPE]));
    from = index + 1;
  }
  parts.push(Buffer.from(text.slice(from), 'utf8'));
  return Buffer.concat(parts);
}

/** Reads bytes that come in pieces: a character that a piece ends in waits for its rest. */
export class ByteReader {
  private rest: Buffer = Buffer.alloc(0);

  read(piece: Buffer): string {
    const bytes = Buffer.concat([this.rest, piece]);
    let end = bytes.length;
    for (let back = 1; back < LONGEST && back <= bytes.length; back++) {
      const length = lengthAt(bytes[bytes.length - back] as number);
      if (length === 1) continue;
      if (length > back) end = bytes.length - back;
      break;
    }
    this.rest = bytes.subarray(end);
    return textOf(bytes.subarray(0, end));
  }

  /** What waited in vain. */
  end(): string {
    return textOf(this.rest);
  }
}
