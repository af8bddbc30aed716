import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isApiError } from '../../api/errors';
import { decodeProtobuf } from './reader';
import { WireWriter } from './wire-writer';

/** An object in the envelope in which clients send it. */
function envelope(apiVersion: string, kind: string, raw: WireWriter): Buffer {
  const meta = new WireWriter().text(1, apiVersion).text(2, kind);
  const body = new WireWriter().message(1, meta).message(2, raw).end();
  return Buffer.concat([Buffer.from('k8s\0'), body]);
}

const message = () => new WireWriter();
const number = (field: number, value: number) => Buffer.from([field << 3, value]);

describe('protobuf', () => {
  it('is read by the numbers in the schema: maps, bytes, times', () => {
    const metadata = message()
      .text(1, 's')
      .message(8, message())
      .message(11, message().text(1, 'a').text(2, 'b'));
    const secret = message()
      .message(1, metadata)
      .message(2, message().text(1, 'k').bytes(2, Buffer.from('v')))
      .text(3, 'Opaque');
    assert.deepNestedInclude(decodeProtobuf(envelope('v1', 'Secret', secret)), {
      apiVersion: 'v1',
      kind: 'Secret',
      'metadata.name': 's',
      'metadata.labels': { a: 'b' },
      data: { k: 'dg==' },
      type: 'Opaque',
    });
  });

  it('shows the fields of a message that JSON does not show', () => {
    // Volume{name, volumeSource{configMap{localObjectReference{name}}}}
    const source = message().message(19, message().message(1, message().text(1, 'cm')));
    const volume = message().text(1, 'v').message(2, source);
    const pod = message().message(2, message().message(1, volume));
    assert.deepInclude(decodeProtobuf(envelope('v1', 'Pod', pod)), {
      spec: { volumes: [{ name: 'v', configMap: { name: 'cm' } }] },
    });
  });

  it('reads quantities, and ports by name or number', () => {
    const limits = message().text(1, 'cpu').message(2, message().text(1, '100m'));
    const container = message().message(8, message().message(1, limits));
    const pod = message().message(2, message().message(2, container));
    assert.deepInclude(decodeProtobuf(envelope('v1', 'Pod', pod)), {
      spec: { containers: [{ resources: { limits: { cpu: '100m' } } }] },
    });
    const text = message().bytes(4, Buffer.concat([number(1, 1), message().text(3, 'http').end()]));
    const whole = message().bytes(4, Buffer.concat([number(1, 0), number(2, 80)]));
    const service = message().message(2, message().message(1, text).message(1, whole));
    assert.deepInclude(decodeProtobuf(envelope('v1', 'Service', service)), {
      spec: { ports: [{ targetPort: 'http' }, { targetPort: 80 }] },
    });
  });

  it('reads negative numbers and lists of lists', () => {
    const minusOne = Buffer.from([8, ...Array<number>(9).fill(0xff), 1]);
    const class_ = Buffer.concat([
      message().message(1, message().text(1, 'p')).end(),
      Buffer.from([16]),
      minusOne.subarray(1),
    ]);
    const body = Buffer.concat([
      Buffer.from('k8s\0'),
      message()
        .message(1, message().text(1, 'scheduling.k8s.io/v1').text(2, 'PriorityClass'))
        .bytes(2, class_)
        .end(),
    ]);
    assert.deepInclude(decodeProtobuf(body), { value: -1 });
    const extra = message()
      .text(1, 'scopes')
      .message(2, message().texts(1, ['a', 'b']));
    const review = message().message(2, message().text(3, 'alice').message(5, extra));
    assert.deepInclude(
      decodeProtobuf(envelope('authorization.k8s.io/v1', 'SubjectAccessReview', review)),
      { spec: { user: 'alice', extra: { scopes: ['a', 'b'] } } },
    );
  });

  it('reads the options of a delete in any group', () => {
    const options = message().text(4, 'Background');
    const read = decodeProtobuf(envelope('apps/v1', 'DeleteOptions', options));
    assert.deepInclude(read, { propagationPolicy: 'Background' });
  });

  for (const [name, bytes] of [
    ['that is none', Buffer.from('{}')],
    ['that ends too early', Buffer.from('k8s\0\x0a\x40')],
    ['of a kind that nobody knows', envelope('v1', 'Nothing', message())],
    ['with a wire type that there is not', Buffer.from('k8s\0\x0f')],
  ] as const) {
    it(`${name} is a bad request`, () => {
      let refused: unknown;
      try {
        decodeProtobuf(bytes);
      } catch (error) {
        refused = error;
      }
      assert.isTrue(isApiError(refused, 'BadRequest'), String(refused));
    });
  }
});
