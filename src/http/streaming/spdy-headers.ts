import { Unzlib } from 'fflate';

const COMMON =
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get status'.split(
    ' ',
  );
const MORE = 'version HTTP/1.1 url public set-cookie keep-alive origin'.split(' ');
const TAIL =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.';

function prefixed(text: string): Buffer {
  const bytes = Buffer.alloc(4 + text.length);
  bytes.writeUInt32BE(text.length);
  bytes.write(text, 4, 'latin1');
  return bytes;
}

/** What both ends take for said already when they compress headers. upstream: SPDY draft 3, 2.6.10.1 */
export const SPDY_DICTIONARY: Buffer = Buffer.concat([
  ...[...COMMON, '200 OK', ...MORE].map(prefixed),
  Buffer.from(TAIL, 'latin1'),
]);

/** The headers of a stream, by lower-case name. */
export type SpdyHeaders = ReadonlyMap<string, string>;

/** Reads the headers of a connection's streams, one after the other: each block refers to those before it. */
export class HeaderReader {
  private readonly chunks: Uint8Array[] = [];
  private readonly unzlib = new Unzlib({ dictionary: SPDY_DICTIONARY }, (chunk) => {
    this.chunks.push(chunk);
  });

  /** The headers of the next block; an error when it is none. */
  read(block: Buffer): SpdyHeaders {
    this.unzlib.push(block);
    const bytes = Buffer.concat(this.chunks.splice(0));
    const headers = new Map<string, string>();
    let at = 4;
    const text = (): string => {
      const length = bytes.readUInt32BE(at);
      const value = bytes.toString('utf8', at + 4, at + 4 + length);
      at += 4 + length;
      return value;
    };
    for (let left = bytes.readUInt32BE(0); left > 0; left--) {
      const name = text().toLowerCase();
      headers.set(name, text());
    }
    return headers;
  }
}

/** zlib's header for a stream whose dictionary follows, and the dictionary's checksum. */
const HEAD = Buffer.from([0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2]);
/** Deflate's block for no header: stored, not the last; its length is that of the number 0. */
const NO_HEADERS = [0x00, 0x04, 0x00, 0xfb, 0xff, 0, 0, 0, 0];
/** An empty block lets readers have what came before it: zlib's sync flush. */
const FLUSH = [0x00, 0x00, 0x00, 0xff, 0xff];
const EMPTY_BLOCK = Buffer.from([...NO_HEADERS, ...FLUSH]);

/** Writes headers of which there are none: a server has nothing to say when it takes a stream. */
export class HeaderWriter {
  private begun = false;

  writeNone(): Buffer {
    const block = this.begun ? EMPTY_BLOCK : Buffer.concat([HEAD, EMPTY_BLOCK]);
    this.begun = true;
    return block;
  }
}
