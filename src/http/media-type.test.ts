import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isApiError } from '../api/errors';
import { formOf, type Offer } from './media-type';
import { decodeProtobuf } from './protobuf/reader';
import { type TestAnswer, testingSite } from './testing-site';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const META = 'g=meta.k8s.io;v=v1';

const BUILT_IN: Offer = { protobuf: true, forms: true };
const CUSTOM: Offer = { protobuf: false, forms: true };

function formText(accept: string, offer: Offer): string {
  try {
    const { encoding, as } = formOf(accept, offer);
    return as === 'object' ? encoding : `${as} in ${encoding}`;
  } catch (error) {
    assert.isTrue(isApiError(error, 'NotAcceptable'), String(error));
    return 'none';
  }
}

describe('the media type of an answer', () => {
  const cases: readonly (readonly [accept: string, builtIn: string, custom?: string])[] = [
    ['', 'json'],
    ['*/*', 'json'],
    ['application/*', 'json'],
    ['*', 'json'],
    ['application/yaml', 'yaml'],
    ['text/plain', 'none'],
    ['text/plain, */*', 'json'],
    [PROTOBUF, 'protobuf', 'none'],
    [`${PROTOBUF},application/json`, 'protobuf', 'json'],
    [`application/json,${PROTOBUF}`, 'json'],
    [`application/json;q=0.5,${PROTOBUF}`, 'protobuf', 'json'],
    [`${PROTOBUF}, */*`, 'protobuf', 'json'],
    [`*/*, ${PROTOBUF};q=0.1`, 'protobuf', 'json'],
    [`application/json;as=Table;${META}`, 'table in json'],
    [`${PROTOBUF};as=Table;${META}`, 'none'],
    [`${PROTOBUF};as=Table;${META},application/json;as=Table;${META}`, 'table in json'],
    [`${PROTOBUF};as=PartialObjectMetadata;${META}`, 'metadata in protobuf'],
    [`application/yaml;as=Table;${META}`, 'table in yaml'],
    ['application/json;as=Table', 'none'],
    ['application/json;as=Table;g=apps;v=v1,application/json', 'json'],
    ['application/json;as=Other;g=meta.k8s.io;v=v1', 'none'],
    [`${PROTOBUF};stream=watch`, 'protobuf', 'none'],
    ['application/json;stream=other', 'none'],
    ['application/cbor', 'none'],
    ['application/cbor,application/json', 'json'],
  ];
  for (const [accept, builtIn, custom = builtIn] of cases) {
    it(`of "${accept}"`, () => {
      assert.equal(formText(accept, BUILT_IN), builtIn);
      assert.equal(formText(accept, CUSTOM), custom);
    });
  }

  it('of a watch is none that is read as a whole', () => {
    const watch = { ...BUILT_IN, isWatch: true };
    assert.equal(formText(`${PROTOBUF};stream=watch`, watch), 'protobuf');
    assert.equal(formText('application/yaml, application/json', watch), 'none');
  });
});

describe('an answer in another encoding', () => {
  const site = testingSite({ legacyApis: true });
  const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
  const accepting = (method: string, path: string, accept: string, body?: unknown): TestAnswer =>
    site.send(method, path, body, { accept });
  const read = ({ bytes }: TestAnswer) => decodeProtobuf(Buffer.from(bytes));

  it('is one object, a list, or a Status, as the same in JSON', () => {
    const made = accepting('POST', CONFIG_MAPS, PROTOBUF, {
      metadata: { name: 'a' },
      data: { key: 'value' },
    });
    assert.equal(made.code, 201);
    assert.equal(made.headers['content-type'], PROTOBUF);
    for (const path of [`${CONFIG_MAPS}/a`, CONFIG_MAPS, `${CONFIG_MAPS}/none`, '/apis/apps/v1']) {
      const answer = accepting('GET', path, `${PROTOBUF},application/json`);
      assert.equal(answer.headers['content-type'], PROTOBUF, path);
      assert.deepEqual(read(answer), site.send('GET', path).body, path);
    }
  });

  it('is a watch of frames', () => {
    const answer = accepting('GET', `${CONFIG_MAPS}?watch=1`, `${PROTOBUF};stream=watch`);
    assert.equal(answer.headers['content-type'], `${PROTOBUF};stream=watch`);
    const frames: Buffer[] = [];
    answer.stream?.begin({
      clock: { afterReal: () => () => {} },
      write: (part) => frames.push(Buffer.from(part)),
      end: () => {},
    })();
    assert.isNotEmpty(frames);
    for (const frame of frames) assert.equal(frame.readUInt32BE(), frame.length - 4);
  });

  it('is metadata alone of any kind', () => {
    const accept = `${PROTOBUF};as=PartialObjectMetadataList;${META}`;
    const answer = accepting('GET', CONFIG_MAPS, accept);
    assert.deepInclude(read(answer), {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
    });
  });

  it('is YAML', () => {
    const { headers, text } = accepting('GET', '/api/v1/namespaces/default', 'application/yaml');
    assert.equal(headers['content-type'], 'application/yaml');
    assert.match(text, /^apiVersion: v1\nkind: Namespace\nmetadata:\n {2}creationTimestamp: /);
  });

  it('is refused when what was asked for has no such form', () => {
    for (const path of [
      '/apis/wavetank.dev/v1/clocks',
      '/apis/networking.k8s.io/v1beta1/ingresses',
    ]) {
      const answer = accepting('GET', path, PROTOBUF);
      assert.equal(answer.code, 406, path);
      // the refusal is read by who takes protobuf alone
      assert.include(String(read(answer).message), `application/yaml, ${PROTOBUF}`);
    }
  });

  it('is what a write has made, as its client sees it', () => {
    const accept = `application/json;as=PartialObjectMetadata;${META}`;
    const { code, body } = accepting('POST', CONFIG_MAPS, accept, { metadata: { name: 'b' } });
    assert.equal(code, 201);
    assert.hasAllKeys(body, ['kind', 'apiVersion', 'metadata']);
    assert.equal(body.kind, 'PartialObjectMetadata');
  });

  it('is laid out for people', () => {
    const path = '/api/v1/namespaces/default';
    const laidOut = /^\{\n {2}"apiVersion": "v1",\n/;
    assert.match(site.send('GET', `${path}?pretty=true`).text, laidOut);
    assert.match(site.send('GET', path, undefined, { 'user-agent': 'curl/8.0' }).text, laidOut);
    const asked = site.send('GET', `${path}?pretty=0`, undefined, { 'user-agent': 'curl/8.0' });
    assert.match(asked.text, /^\{"kind":"Namespace",/);
    assert.match(site.send('GET', '/version').text, /^\{\n {2}"major": "1",/);
  });
});
