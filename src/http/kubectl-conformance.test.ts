import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf } from './testing-binaries';
import { type KubectlWalk, kubectlWalk, readSocket } from './testing-kubectl';

const FOLDER = resolve('src/http/testdata/conformance');
const text = (name: string) => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
const AGNHOST = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
const HTTPD = 'docker.io/library/httpd:2.4.38-alpine';
const BUSYBOX = 'docker.io/library/busybox:1.29';

/** Of the packaged ones, the one that is nearest to v1.20. */
const kubectl = binaryOf('kubectl', '1.30') ?? '';
const skip = kubectl === '' ? 'there is no kubectl for this machine' : false;

describe("what Kubernetes' own tests ask of kubectl", { skip, timeout: 240_000 }, () => {
  let w: KubectlWalk;
  const podsOf = async (label: string) =>
    (
      await w.run([
        'get',
        'pods',
        '-o',
        'template',
        '--template={{range.items}}{{.metadata.name}} {{end}}',
        '-l',
        label,
      ])
    )
      .split(' ')
      .filter((name) => name !== '');
  const phaseIs = async (pod: string, phase: string) =>
    (await w.run(['get', 'pod', pod, '-o', 'jsonpath={.status.phase}'])) === phase;
  const saysAll = (said: string, wanted: readonly (readonly string[])[]) => {
    for (const words of wanted) {
      const line = said.split('\n').find((each) => words.every((word) => each.includes(word)));
      assert.isDefined(line, `${words.join(' … ')} in\n${said}`);
    }
  };

  before(async () => {
    w = await kubectlWalk(kubectl);
  });
  after(() => w.world.close());

  it('versions of the API, of the program and of the cluster', async () => {
    assert.include((await w.run(['api-versions'])).split('\n'), 'v1');
    const info = (await w.run(['cluster-info'])).replaceAll(/\p{Cc}\[[\d;]*m/gu, '');
    assert.match(info, /^Kubernetes control plane.*is running at https:/m);
    const said = await w.run(['version']);
    assert.match(said, /^Client Version:/m);
    assert.match(said, /^Server Version:.*v1\.34\.0/m);
  });

  it('the update demo is scaled, as its templates read it', async () => {
    await w.enter('demo');
    await w.run(['create', '-f', '-'], text('nautilus'));
    const RUNNING =
      '--template={{if (exists . "status" "containerStatuses")}}{{range .status.containerStatuses}}{{if (and (eq .name "update-demo") (exists . "state" "running"))}}true{{end}}{{end}}{{end}}';
    const IMAGE =
      '--template={{if (exists . "spec" "containers")}}{{range .spec.containers}}{{if eq .name "update-demo"}}{{.image}}{{end}}{{end}}{{end}}';
    const holds = (count: number) => async () => {
      const pods = await podsOf('name=update-demo');
      if (pods.length !== count) return false;
      for (const pod of pods) {
        const read = (template: string) => w.run(['get', 'pods', pod, '-o', 'template', template]);
        if ((await read(RUNNING)) !== 'true') return false;
        if (!(await read(IMAGE)).endsWith('nautilus:1.0')) return false;
        const path = `/api/v1/namespaces/demo/pods/${pod}/proxy/data.json`;
        if (!(await w.run(['get', '--raw', path])).includes('nautilus.jpg')) return false;
      }
      return true;
    };
    await w.until('two run', holds(2));
    for (const count of [1, 2]) {
      const words = ['scale', 'rc', 'update-demo-nautilus', `--replicas=${count}`, '--timeout=5m'];
      await w.run(words);
      await w.until(`${count} run`, holds(count));
    }
    await w.run(['delete', '--grace-period=0', '--force', '-f', '-'], text('nautilus'));
    assert.equal(await w.run(['get', 'rc,svc', '-l', 'name=update-demo', '--no-headers']), '');
    const LEFT =
      'go-template={{ range .items }}{{ if not .metadata.deletionTimestamp }}{{ .metadata.name }}{{ "\\n" }}{{ end }}{{ end }}';
    await w.until(
      'none is left',
      async () => (await w.run(['get', 'pods', '-l', 'name=update-demo', '-o', LEFT])) === '',
    );
  });

  it('a guestbook is created, written and read', async () => {
    await w.enter('guestbook');
    await w.run(['create', '-f', '-'], text('guestbook'));
    await w.run(['wait', '--for=condition=Available', 'deployment', '--all', '--timeout=60s']);
    const ask = async (query: string) => {
      const path = `/api/v1/namespaces/guestbook/services/frontend/proxy/guestbook?${query}`;
      return JSON.parse(await w.run(['get', '--raw', path])) as unknown;
    };
    await w.until(
      'it answers',
      async () => JSON.stringify(await ask('cmd=get&key=messages&value=')) === '{"data":""}',
    );
    const updated = await ask('cmd=set&key=messages&value=TestEntry');
    assert.deepEqual(updated, { message: 'Updated' });
    assert.deepEqual(await ask('cmd=get&key=messages&value='), { data: 'TestEntry' });
    await w.run(['delete', '--grace-period=0', '--force', '-f', '-'], text('guestbook'));
  });

  it('what describe says of a controller, its Pods and Service', async () => {
    await w.enter('described');
    await w.run(['create', '-f', '-'], text('agnhost-primary'));
    await w.run(['create', '-f', '-'], text('agnhost-primary-service'));
    const [pod = ''] = await podsOf('app=agnhost');
    await w.until('it runs', () => phaseIs(pod, 'Running'));
    saysAll(await w.run(['describe', 'pod', pod]), [
      ['Name:', 'agnhost-primary-'],
      ['Namespace:', 'described'],
      ['Node:'],
      ['Labels:', 'app=agnhost'],
      ['role=primary'],
      ['Annotations:'],
      ['Status:', 'Running'],
      ['IP:'],
      ['Controlled By:', 'ReplicationController/agnhost-primary'],
      ['Image:', AGNHOST],
      ['State:', 'Running'],
      ['QoS Class:', 'BestEffort'],
    ]);
    saysAll(await w.run(['describe', 'rc', 'agnhost-primary']), [
      ['Name:', 'agnhost-primary'],
      ['Namespace:', 'described'],
      ['Selector:', 'app=agnhost,role=primary'],
      ['Labels:', 'app=agnhost'],
      ['Annotations:'],
      ['Replicas:', '1 current', '1 desired'],
      ['Pods Status:', '1 Running', '0 Waiting', '0 Succeeded', '0 Failed'],
      ['Pod Template:'],
      ['Image:', AGNHOST],
      ['Events:'],
    ]);
    saysAll(await w.run(['describe', 'service', 'agnhost-primary']), [
      ['Name:', 'agnhost-primary'],
      ['Labels:', 'app=agnhost'],
      ['Selector:', 'app=agnhost', 'role=primary'],
      ['Type:', 'ClusterIP'],
      ['IP:'],
      ['Port:', '<unset>', '6379/TCP'],
      ['Endpoints:'],
      ['Session Affinity:', 'None'],
    ]);
    saysAll(await w.run(['describe', 'node', 'node-1']), [
      ['Name:', 'node-1'],
      ['Labels:'],
      ['Annotations:'],
      ['CreationTimestamp:'],
      ['Conditions:'],
      ['Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message'],
      ['Addresses:'],
      ['Capacity:'],
      ['Version:'],
      ['Kubelet Version:'],
      ['Pods:'],
    ]);
    saysAll(await w.run(['describe', 'namespace', 'described']), [
      ['Name:', 'described'],
      ['Labels:'],
      ['Annotations:'],
      ['Status:', 'Active'],
    ]);
  });

  it('a controller and a Service are exposed', async () => {
    await w.enter('exposed');
    await w.run(['create', '-f', '-'], text('agnhost-primary'));
    const [pod = ''] = await podsOf('app=agnhost');
    await w.until('it runs', () => phaseIs(pod, 'Running'));
    await w.until('it says so', async () => (await w.run(['logs', pod])).includes('Paused'));
    const expose = async (what: string, name: string, port: string) => {
      await w.run([
        'expose',
        ...what.split(' '),
        `--name=${name}`,
        `--port=${port}`,
        '--target-port=6379',
      ]);
      const endpoint =
        'jsonpath={.subsets[*].addresses[*].targetRef.name} {.subsets[*].ports[*].port}';
      await w.until(
        'it has its endpoint',
        async () => (await w.run(['get', 'endpoints', name, '-o', endpoint])) === `${pod} 6379`,
      );
      const ports = await w.run(['get', 'service', name, '-o', 'jsonpath={.spec.ports[*].port}']);
      assert.equal(ports, port);
    };
    await expose('rc agnhost-primary', 'rm2', '1234');
    await expose('service rm2', 'rm3', '2345');
  });

  it('Pods of a controller are annotated by patches', async () => {
    const pods = await podsOf('app=agnhost');
    assert.isNotEmpty(pods);
    for (const pod of pods) {
      await w.run(['patch', 'pod', pod, '-p', '{"metadata":{"annotations":{"x":"y"}}}']);
      const read = ['get', 'pod', pod, '-o', 'jsonpath={.metadata.annotations.x}'];
      assert.equal(await w.run(read), 'y');
    }
  });

  it('a label comes and goes', async () => {
    await w.enter('labelled');
    await w.run(['run', 'pause', '--image=k8s.gcr.io/pause:3.2', '--restart=Never']);
    await w.until('it runs', () => phaseIs('pause', 'Running'));
    const shown = () => w.run(['get', 'pod', 'pause', '-L', 'testing-label']);
    await w.run(['label', 'pods', 'pause', 'testing-label=testing-label-value']);
    assert.include(await shown(), 'testing-label-value');
    await w.run(['label', 'pods', 'pause', 'testing-label-']);
    assert.notInclude(await shown(), 'testing-label-value');
  });

  it('logs are cut by lines, bytes and time', async () => {
    await w.enter('logged');
    const program = ['logs-generator', '--log-lines-total', '100', '--run-duration', '20s'];
    await w.run([
      'run',
      'logs-generator',
      `--image=${AGNHOST}`,
      '--restart=Never',
      '--',
      ...program,
    ]);
    const logs = async (...flags: string[]) => {
      const lines = await w.run(['logs', 'logs-generator', 'logs-generator', ...flags]);
      return lines;
    };
    await w.until('it begins', async () => /\/api\/v1\/namespaces/.test(await logs()));
    assert.lengthOf((await logs('--tail=1')).trimEnd().split('\n'), 1);
    assert.lengthOf(await logs('--limit-bytes=1'), 1);
    const [stamp = ''] = (await logs('--tail=1', '--timestamps')).split(' ');
    assert.isNotNaN(Date.parse(stamp), stamp);
    await w.until('it has ended', () => phaseIs('logs-generator', 'Succeeded'));
    const [recent, all] = [await logs('--since=1s'), await logs('--since=24h')];
    assert.isBelow(recent.split('\n').length, all.split('\n').length);
  });

  it('a Pod is run, tried out and replaced', async () => {
    await w.enter('replaced');
    const name = 'e2e-test-httpd-pod';
    const image = () => w.run(['get', 'pod', name, '-o', 'jsonpath={.spec.containers[0].image}']);
    await w.run(['run', name, '--restart=Never', `--image=${HTTPD}`]);
    assert.equal(
      await w.run(['get', 'pod', name, '-o', 'jsonpath={.spec.restartPolicy}']),
      'Never',
    );
    await w.run(['delete', 'pods', name]);
    await w.run(['run', name, `--image=${HTTPD}`, `--labels=run=${name}`]);
    const change = `{"spec":{"containers":[{"name": "${name}","image": "${BUSYBOX}"}]}}`;
    await w.run(['patch', 'pod', name, '-p', change, '--dry-run=server']);
    assert.equal(await image(), HTTPD);
    await w.until('it runs', () => phaseIs(name, 'Running'));
    const found = await w.run(['get', 'pod', name, '-o', 'json']);
    await w.run(['replace', '-f', '-'], found.replaceAll(HTTPD, BUSYBOX));
    assert.equal(await image(), BUSYBOX);
    await w.run(['delete', 'pods', name]);
  });

  it('a difference of images is found', async () => {
    await w.enter('differing');
    const of = (image: string) =>
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'httpd-deployment', labels: { app: 'httpd' } },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'httpd' } },
          template: {
            metadata: { labels: { app: 'httpd' } },
            spec: { containers: [{ name: 'httpd', image, ports: [{ containerPort: 80 }] }] },
          },
        },
      });
    await w.run(['create', '-f', '-'], of(HTTPD));
    const { code, said } = await w.fails(['diff', '-f', '-'], of(BUSYBOX));
    assert.equal(code, 1);
    assert.match(said, new RegExp(`^\\+ .*image: ${BUSYBOX}$`, 'm'));
    assert.match(said, new RegExp(`^- .*image: ${HTTPD}$`, 'm'));
    await w.run(['delete', '-f', '-'], of(HTTPD));
  });

  it('a command to run may be as long as a URL', async () => {
    await w.enter('long');
    await w.run(['run', 'shell', `--image=${BUSYBOX}`, '--command', '--', 'sleep', '3600']);
    await w.run(['wait', '--for=condition=Ready', 'pod/shell', '--timeout=60s']);
    const word = 'x'.repeat(20_000);
    assert.equal((await w.run(['exec', 'shell', '--', 'echo', word])).trim(), word);
  });

  it('the proxy listens on a socket and on any port', async () => {
    const socket = join(w.world.folder, 'proxy.sock');
    for (const [words, ready] of [
      [['proxy', `--unix-socket=${socket}`], /Starting to serve on (.*)/],
      [['proxy', '-p', '0', '--disable-filter'], /Starting to serve on (127\.0\.0\.1:\d+)/],
    ] as const) {
      const child = w.world.start(kubectl, words);
      try {
        const place = await new Promise<string>((resolve, reject) => {
          let said = '';
          const listen = (more: Buffer) => {
            said += more.toString();
            const found = ready.exec(said)?.[1];
            if (found !== undefined) resolve(found);
          };
          child.stdout.on('data', listen);
          child.stderr.on('data', listen);
          child.on('close', () => reject(new Error(said)));
        });
        const answer = place.startsWith('127.')
          ? await (await fetch(`http://${place}/api/`)).text()
          : await readSocket(socket, '/api/');
        const { versions } = JSON.parse(answer) as { versions: readonly string[] };
        assert.isNotEmpty(versions);
      } finally {
        child.kill();
      }
    }
  });
});
