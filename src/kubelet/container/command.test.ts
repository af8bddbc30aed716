import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isUnderstood, mainProgram, runAtOnce } from './command';
import { ContainerFiles } from './container-files';
import { Input } from './input';
import type { Pause, Process } from './process';

function* forever(): Process {
  yield { sleep: Number.POSITIVE_INFINITY, endless: false };
  return 0;
}

function run(words: string[], services: string[] = []) {
  let output = '';
  const program = mainProgram(words, {
    now: () => Date.UTC(2026, 0, 5),
    write: (text) => {
      output += text;
    },
    files: new ContainerFiles(),
    env: new Map([['NAME', 'World']]),
    hostname: 'web-0',
    user: { uid: 1000, gid: 0, groups: [] },
    isPrivileged: false,
    mayEscalate: true,
    namespace: 'default',
    outside: {
      disk: () => new ContainerFiles(),
      resolve: (host) => (services.includes(host) ? ['10.96.0.10'] : []),
      connect: (host) => (services.includes(host) ? 'open' : 'refused'),
      accountToken: () => undefined,
      lookUp: () => [],
      request: (host, { path }) =>
        services.includes(host) ? { status: 200, body: path } : undefined,
    },
    writeError: (text) => {
      output += text;
    },
    input: Input.of(),
    isTerminal: false,
    address: () => '10.244.1.2',
    run: () => ({ code: 0, output: '', duration: 0 }),
    exit: () => undefined,
    serve: () => undefined,
    sicken: () => undefined,
    unknown: forever,
  });
  return {
    ...runAtOnce(program.process),
    get output() {
      return output;
    },
  };
}

function sh(script: string, services: string[] = []) {
  const { code, duration, output } = run(['sh', '-c', script], services);
  return { code, seconds: duration / 1000, output };
}

describe('commands of containers', () => {
  const cases: [script: string, code: number, seconds: number, output: string][] = [
    ['echo "Hello, Kubernetes!" && sleep 3600', 0, 3600, 'Hello, Kubernetes!\n'],
    ['exit 3', 3, 0, ''],
    ['false || echo no; echo yes', 0, 0, 'no\nyes\n'],
    ['true && false && echo never', 1, 0, ''],
    ['sleep 1m30s', 1, 0, "sleep: invalid number '1m30s'\n"],
    ['sleep 1m 30', 0, 90, ''],
    ['sleep 0.5; echo done', 0, 0.5, 'done\n'],
    ['echo "Hello $NAME"', 0, 0, 'Hello World\n'],
    ["echo 'Hello $NAME'", 0, 0, 'Hello $NAME\n'],
    ['echo ${MISSING:-default} $?', 0, 0, 'default 0\n'],
    ['touch /tmp/healthy; if [ -f /tmp/healthy ]; then echo ok; else echo no; fi', 0, 0, 'ok\n'],
    ['cat /tmp/healthy', 1, 0, "cat: can't open '/tmp/healthy': No such file or directory\n"],
    ['for i in 1 2 3; do echo $i; done', 0, 0, '1\n2\n3\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; sleep 1; done', 0, 3, '1\n2\n3\n'],
    ['echo a > /tmp/x; echo b >> /tmp/x; cat /tmp/x', 0, 0, 'a\nb\n'],
    ['x=$(echo hi); echo "$x there"', 0, 0, 'hi there\n'],
    ['echo a b | cat', 0, 0, 'a b\n'],
    ['set -e; false; echo never', 1, 0, ''],
    ['if ! false; then echo yes; fi # comment', 0, 0, 'yes\n'],
    ['echo "unterminated', 2, 0, 'sh: syntax error: unterminated quoted string\n'],
    ['if true; then echo', 2, 0, 'sh: syntax error: unexpected end of file\n'],
    ['while true; do echo x; sleep 5; done', 0, Number.POSITIVE_INFINITY, 'x\n'],
    ['while true; do :; done', 0, Number.POSITIVE_INFINITY, ''],
    ['nginx -g "daemon off;"', 0, Number.POSITIVE_INFINITY, ''],
    ['tail -f /dev/null', 0, Number.POSITIVE_INFINITY, ''],
    ['printf "%s=%d\\n" a 1', 0, 0, 'a=1\n'],
    ['(echo sub; exit 4); echo $?', 0, 0, 'sub\n4\n'],
    ['sh -c "exit 7"; echo $?', 0, 0, '7\n'],
    ['echo $((2 + 3 * 4)) $(( (2+3) * 4 ))', 0, 0, '14 20\n'],
    ['date +%s', 0, 0, '1767571200\n'],
    ['hostname', 0, 0, 'web-0\n'],
    ['test $(id -u) -eq 1000 && id', 0, 0, 'uid=1000 gid=0(root) groups=0(root)\n'],
    ['echo a > /f; echo b >> /f; wc -l /f; grep b /f; head -n 1 /f', 0, 0, '2 /f\nb\na\n'],
    ["echo a b > /f; wc -w /f | awk {'print $1'}", 0, 0, '2\n'],
    [
      'touch /f; chmod 0640 /f; stat -c "%a %n" /f; chmod g+w,o=r /f; stat -c %a /f',
      0,
      0,
      '640 /f\n664\n',
    ],
    ['touch /f; chown 1000:7 /f; stat -c "%u %g %U" /f', 0, 0, '1000 7 UNKNOWN\n'],
    [
      'mkdir /d; touch /d/a.txt /d/b; find /d -name "*.txt"; find /d -type d',
      0,
      0,
      '/d/a.txt\n/d\n',
    ],
    ['find /nowhere', 1, 0, 'find: /nowhere: No such file or directory\n'],
    [
      'dd if=/dev/zero of=/z bs=2 count=3; wc -c /z',
      0,
      0,
      '3+0 records in\n3+0 records out\n6 /z\n',
    ],
    ['uname -sm', 0, 0, 'Linux x86_64\n'],
    ['whoami', 1, 0, 'whoami: unknown uid 1000\n'],
    ['ip link add dummy0 type dummy', 2, 0, 'ip: RTNETLINK answers: Operation not permitted\n'],
  ];
  for (const [script, code, seconds, output] of cases) {
    it(script, () => assert.deepEqual(sh(script), { code, seconds, output }));
  }

  it('waits for a Service by its name', () => {
    const script = 'until nslookup db; do echo waiting; sleep 2; done; echo found';
    assert.equal(sh(script, ['db']).code, 0);
    assert.match(sh(script, ['db']).output, /found/);
    assert.equal(sh(script).seconds, Number.POSITIVE_INFINITY);
  });

  it('knows which commands it understands', () => {
    assert.isTrue(isUnderstood(['sleep', '3600']));
    assert.isTrue(isUnderstood(['/bin/sh', '-c', 'true']));
    assert.isTrue(isUnderstood(['/bin/sh', '-ec', 'true']));
    assert.isFalse(isUnderstood(['nginx']));
    assert.isFalse(isUnderstood([]));
    assert.deepEqual(run(['false']).code, 1);
    assert.equal(run(['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)']).duration, 1000);
  });

  it('marks pauses of endless loops', () => {
    const pauses: Pause[] = [];
    const around = {
      now: () => 0,
      write: () => undefined,
      files: new ContainerFiles(),
      env: new Map(),
      hostname: '',
      user: { uid: 0, gid: 0, groups: [] },
      isPrivileged: false,
      mayEscalate: true,
      namespace: '',
      outside: {
        resolve: () => [],
        connect: () => 'refused' as const,
        accountToken: () => undefined,
        lookUp: () => [],
        request: () => undefined,
        disk: () => new ContainerFiles(),
      },
      writeError: () => undefined,
      input: Input.of(),
      isTerminal: false,
      address: () => '',
      run: () => ({ code: 0, output: '', duration: 0 }),
      exit: () => undefined,
      serve: () => undefined,
      sicken: () => undefined,
      unknown: forever,
    };
    const { process } = mainProgram(['sh', '-c', 'sleep 1; while true; do sleep 5; done'], around);
    for (let i = 0; i < 3; i++) {
      const turn = process.next();
      if (turn.done !== true) pauses.push(turn.value);
    }
    assert.deepEqual(
      pauses.map((p) => [p.sleep, p.endless]),
      [
        [1000, false],
        [5000, true],
        [5000, true],
      ],
    );
  });
});
