import { describe, it } from 'node:test';
import { expect } from 'chai';
import { CompileError } from './compile-error';
import { baseEnvironment, CelError } from './environment';
import { escapedName } from './identifier';
import { ruleScope } from './rule-scope';
import { celValue } from './value';

const environment = baseEnvironment().extend((engine) => {
  engine
    .registerVariable('object', 'dyn')
    .registerVariable('n', 'int')
    .registerVariable('s', 'string')
    .registerVariable('labels', 'map<string, string>')
    .registerType('Thing', { fields: { replicas: 'int', name: 'string' } })
    .registerVariable('thing', 'Thing');
});

const deployment = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 3,
    weight: 1.5,
    containers: [
      { name: 'a', image: 'nginx:1', ports: [{ containerPort: 80 }] },
      { name: 'b', image: 'busybox' },
    ],
  },
};
const variables = {
  object: celValue(deployment),
  n: 5n,
  s: 'hello',
  labels: { a: '1', b: '2' },
  thing: {},
};

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function answer(expression: string): unknown {
  try {
    return plain(environment.compile(expression).evaluate(variables));
  } catch (error) {
    if (error instanceof CelError) return `error: ${error.message}`;
    throw error;
  }
}

function complaint(expression: string): string {
  try {
    environment.compile(expression);
  } catch (error) {
    if (error instanceof CompileError) return error.message.replace(/\n [\s\S]*$/, '');
    throw error;
  }
  return 'compiles';
}

describe('CEL', () => {
  const answers: Record<string, unknown> = {
    'object.spec.replicas + 1 == 4': true,
    'object.spec.weight > 1': true,
    'object.spec.containers.all(c, c.image.contains(":"))': false,
    'has(object.spec.containers[0].ports) && !has(object.spec.containers[1].ports)': true,
    'object.metadata.?labels[?"x"].orValue("none")': 'none',
    'object.metadata.labels.all(k, k == "app")': true,
    'object.spec.containers.filter(c, has(c.ports)).size()': 1,
    'object.spec.replicas == null': false,
    '[object.metadata.name, "x"].size() + {"a": n, "b": object.spec.replicas}.size()': 4,
    'object.metadata.name + "-x"': 'web-x',
    'object.spec.containers.all(i, c, i < 2 && c.name != "")': true,
    'labels.transformList(k, v, v != "1", k + v)': ['b2'],
    'labels.transformMap(k, v, v + k)': { a: '1a', b: '2b' },
    'labels.existsOne(k, v, v == "1")': true,
    'optional.of(3).optMap(x, x + 1).orValue(0)': 4,
    'optional.none().optMap(x, x + 1).hasValue()': false,
    'cel.bind(x, n + 1, x * 2)': 12,
    '"%s has %d, %.2f and %x".format([dyn("a"), 3, dyn(1.5), 255])': 'a has 3, 1.50 and ff',
    '"a-b-c".replace("-", "+", 1)': 'a+b-c',
    's.charAt(1)': 'e',
    'strings.quote("a\\"b")': '"a\\"b"',
    's.matches("^h.*o$") && !s.matches("^o")': true,
    '"a1b22".findAll("[0-9]+")': ['1', '22'],
    '"a1b22".findAll("[0-9]+", 1)': ['1'],
    '"abc".find("x")': '',
    '[1, 2, 3].sum()': 6,
    '[3, 1].isSorted() || [1, 3].max() != 3': false,
    '["a", "b"].indexOf("b")': 1,
    'sets.contains(["a", "b"], ["a"]) && sets.equivalent([1, 2], [2, 1, 1])': true,
    'sets.intersects([1], [2])': false,
    'url("https://example.com:443/a?b=c").getPort()': '443',
    'url("https://[::1]:80/").getHostname()': '::1',
    'url("/path").getScheme() == "" && !isURL("::")': true,
    'ip("127.0.0.1").isLoopback() && ip("::1").family() == 6': true,
    'isIP("10.0.0.256") || ip.isCanonical("::0:1")': false,
    'cidr("10.0.0.0/8").containsIP("10.1.2.3")': true,
    'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")': true,
    'cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8")': true,
    'quantity("1Gi").isGreaterThan(quantity("512Mi"))': true,
    'quantity("1500m").isInteger() || quantity("50k").asInteger() != 50000': false,
    'semver("1.2.3").isLessThan(semver("1.10.0")) && semver("v1.2", true).minor() == 2': true,
    'semver("1.0.0-rc.1").compareTo(semver("1.0.0"))': -1,
    'format.dns1123Label().validate("Bad").hasValue()': true,
    '!format.named("uuid").value().validate("x").hasValue()': false,
    'timestamp("2024-01-01T00:00:00Z") + duration("1h") > timestamp("2024-01-01T00:30:00Z")': true,
    'string(timestamp("2024-01-01T00:00:00Z"))': '2024-01-01T00:00:00Z',
    'object.spec.nope': 'error: no such key: nope',
    'object.spec.containers[7]': 'error: index out of bounds: 7',
    '1 / 0 == n': 'error: division by zero',
    'object.spec.replicas.startsWith("a")': 'error: no such overload',
    'thing.name == ""': 'error: no such key: name',
    's.matches("[")': 'error: error parsing regexp: missing closing ]: `[`',
    'quantity("x").isInteger()': `error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
  };
  for (const [expression, wanted] of Object.entries(answers)) {
    it(`answers ${expression}`, () => {
      expect(answer(expression)).to.deep.equal(wanted);
    });
  }

  const complaints: Record<string, string> = {
    'thing.foo': "1:6: undefined field 'foo'",
    'has(thing.foo)': "1:4: undefined field 'foo'",
    foo: "1:1: undeclared reference to 'foo' (in container '')",
    'foo(1)': "1:4: undeclared reference to 'foo' (in container '')",
    'n + s': "1:3: found no matching overload for '_+_' applied to '(int, string)'",
    '(n) == (s)': "1:5: found no matching overload for '_==_' applied to '(int, string)'",
    'n.size()': "1:7: found no matching overload for 'size' applied to 'int.()'",
    's.matches(1)': "1:10: found no matching overload for 'matches' applied to 'string.(int)'",
    's.foo': "1:2: type 'string' does not support field selection",
    's[0]': "1:2: found no matching overload for '_[_]' applied to '(string, int)'",
    '[1, "a"]': "1:5: expected type 'int' but found 'string'",
    'n && true': "1:3: found no matching overload for '_&&_' applied to '(int, bool)'",
    '!s': "1:1: found no matching overload for '!_' applied to '(string)'",
    'n in labels':
      "1:3: found no matching overload for '@in' applied to '(int, map(string, string))'",
    'object.spec.': "1:13: Syntax error: no viable alternative at input '.'",
    '(1 + 2': "1:7: Syntax error: missing ')' at '<EOF>'",
    'n in [1, 2, ': "1:13: Syntax error: missing ']' at '<EOF>'",
    'a b': "1:3: Syntax error: extraneous input 'b' expecting <EOF>",
    'n ==\n  t': "2:3: undeclared reference to 't' (in container '')",
  };
  for (const [expression, wanted] of Object.entries(complaints)) {
    it(`refuses ${JSON.stringify(expression)}`, () => {
      expect(complaint(expression)).to.equal(`ERROR: <input>:${wanted}`);
    });
  }

  it('shows the line and the place', () => {
    let message = '';
    try {
      environment.compile('n > 1 &&\n thing.foo == 2');
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).to.equal(
      "ERROR: <input>:2:7: undefined field 'foo'\n |  thing.foo == 2\n | ......^",
    );
  });

  it('names types as cel-go does', () => {
    const types = [
      'n > 1',
      'object.a',
      '[s]',
      '{s: n}',
      'duration("1h")',
      'optional.of(n)',
      'null',
    ];
    expect(types.map((text) => environment.compile(text).type)).to.deep.equal([
      'bool',
      'dyn',
      'list(string)',
      'map(string, int)',
      'google.protobuf.Duration',
      'optional_type(int)',
      'null_type',
    ]);
  });

  it('ends what would run for ever', () => {
    const object = celValue(Array.from({ length: 3000 }, (_, i) => i));
    const loops = [
      'object.all(a, object.all(b, object.all(c, a + b + c >= 0)))',
      'object.map(a, object.map(b, object.map(c, a + b + c))).size() > 0',
      'object.all(i, a, object.all(j, b, object.all(k, c, a + b + c >= 0)))',
    ];
    for (const text of loops) {
      const program = environment.compile(text);
      let cost = 0;
      const note = (spent: number) => {
        cost = spent;
      };
      expect(() => program.evaluate({ object }, note)).to.throw(
        CelError,
        'operation cancelled: actual cost limit exceeded',
      );
      expect(cost).to.be.greaterThan(1_000_000);
    }
  });
});

describe('rules beside a schema', () => {
  const text = { type: 'string' };
  const whole = { type: 'integer' };
  const schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          replicas: whole,
          'max-replicas': whole,
          namespace: text,
          port: { 'x-kubernetes-int-or-string': true },
          tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
          since: { type: 'string', format: 'date-time' },
          timeout: { type: 'string', format: 'duration' },
          options: { type: 'object', additionalProperties: whole },
          items: { type: 'array', items: { type: 'object', properties: { name: text } } },
          note: { type: 'string', nullable: true },
          anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    },
  };
  const object = {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      'max-replicas': 9,
      namespace: 'z',
      port: 80,
      tags: ['b', 'a'],
      since: '2024-01-01T00:00:00Z',
      timeout: '90s',
      options: { a: 1 },
      items: [{ name: 'web' }],
      note: null,
    },
  };
  const old = { ...object, spec: { ...object.spec, tags: ['a', 'b'], replicas: 4 } };

  function judge(rule: string): unknown {
    const scope = ruleScope(schema, { isRoot: true });
    if (scope === undefined) throw new Error('the schema has no scope');
    try {
      return scope.evaluate(scope.environment.compile(rule), object, old);
    } catch (error) {
      if (error instanceof CompileError)
        return error.message.replace(/^.*:(\d+): (.*)\n[\s\S]*$/, '$1 $2');
      throw error;
    }
  }

  const rules: Record<string, unknown> = {
    'self.spec.replicas <= self.spec.max__dash__replicas': true,
    'self.spec.__namespace__ == "z"': true,
    'type(self.spec.port) == int && self.spec.port > 5': true,
    'self.spec.tags == oldSelf.spec.tags': true,
    'self.spec.replicas == oldSelf.spec.replicas': false,
    'self.spec.items == oldSelf.spec.items && self.spec != oldSelf.spec': true,
    'self.spec.since < timestamp("2025-01-01T00:00:00Z")': true,
    'self.spec.timeout > duration("1m")': true,
    'self.spec.options.all(k, self.spec.options[k] > 0)': true,
    'self.spec.items.all(i, i.name == self.metadata.name)': true,
    'self.spec.note == null': true,
    'self.metadata.labels.size() > 0': "14 undefined field 'labels'",
    'self.spec.foo': "10 undefined field 'foo'",
    'self.spec.anything.x': "19 undefined field 'x'",
    'self.spec.items.exists(i, i.bar == 1)': "28 undefined field 'bar'",
  };
  for (const [rule, wanted] of Object.entries(rules)) {
    it(rule, () => {
      expect(judge(rule)).to.equal(wanted);
    });
  }

  it('tells which rules look at the old value', () => {
    const scope = ruleScope(schema, { isRoot: true });
    const reads = (rule: string) => scope?.environment.compile(rule).variables.has('oldSelf');
    expect(reads('self == oldSelf')).to.equal(true);
    expect(reads('self == self')).to.equal(false);
  });

  it('gives an optional old value when it is asked to', () => {
    const scope = ruleScope(whole, { isRoot: false, hasOptionalOld: true });
    const program = scope?.environment.compile(
      'oldSelf.hasValue() ? self >= oldSelf.value() : true',
    );
    if (scope === undefined || program === undefined) throw new Error('the schema has no scope');
    expect(scope.evaluate(program, 1, undefined)).to.equal(true);
    expect(scope.evaluate(program, 1, 2)).to.equal(false);
  });
});

describe('the names of properties in expressions', () => {
  const names: Record<string, string | undefined> = {
    plain: 'plain',
    'a.b-c/d': 'a__dot__b__dash__c__slash__d',
    a__b: 'a__underscores__b',
    namespace: '__namespace__',
    'a b': undefined,
    '1a': undefined,
  };
  for (const [property, wanted] of Object.entries(names)) {
    it(property, () => {
      expect(escapedName(property)).to.equal(wanted);
    });
  }
});
