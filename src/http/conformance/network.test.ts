import { describe, it } from 'node:test';
import { assert } from 'chai';
import { AGNHOST, NAMESPACE, networkWorld } from './testing-network';

const { cluster, send, create, service, exec, ipOf } = networkWorld();

describe("Networks of Kubernetes' own conformance tests", () => {
  for (const [protocol, port] of [
    ['http', 8083],
    ['udp', 8081],
  ] as const) {
    it(`Pods reach Pods by ${protocol}, and tell it`, () => {
      const query = `request=hostname&protocol=${protocol}&host=${ipOf('peer')}&port=${port}&tries=1`;
      const script = `curl -g -q -s 'http://${ipOf('client')}:9080/dial?${query}'`;
      assert.equal(exec('client', script).output, '{"responses":["peer"]}');
    });
  }

  it('nodes reach Pods', () => {
    const http = `curl -g -q -s --max-time 15 --connect-timeout 1 http://${ipOf('peer')}:8083/hostName | grep -v '^\\s*$'`;
    assert.equal(exec('client', http).output, 'peer\n');
    const udp = `echo hostName | nc -w 1 -u ${ipOf('peer')} 8081 | grep -v '^\\s*$'`;
    assert.equal(exec('client', udp).output, 'peer\n');
  });

  it('a Service by name, address and the port of each node', () => {
    service('nodeport', {
      type: 'NodePort',
      selector: { app: 'serve' },
      ports: [{ port: 80, targetPort: 9376 }],
    });
    cluster.pass(2000);
    const { spec } = send('GET', `${NAMESPACE}/services/nodeport`).body as {
      spec: { clusterIP: string; ports: { nodePort: number }[] };
    };
    const nodes = send('GET', '/api/v1/nodes').body as {
      items?: { status: { addresses: { address: string }[] } }[];
    };
    const node = nodes.items?.[0]?.status.addresses[0]?.address ?? '';
    for (const [host, port] of [
      ['nodeport', 80],
      ['nodeport.default', 80],
      ['nodeport.default.svc.cluster.local', 80],
      [spec.clusterIP, 80],
      [node, spec.ports[0]?.nodePort ?? 0],
    ] as const) {
      assert.equal(exec('client', `nc -zv -t -w 2 ${host} ${port}`).code, 0, `${host}:${port}`);
    }
    assert.equal(exec('client', `nc -zv -t -w 2 ${spec.clusterIP} 81`).code, 1);
  });

  for (const [sessionAffinity, answers] of [
    ['None', 2],
    ['ClientIP', 1],
  ] as const) {
    it(`sixteen requests with the affinity ${sessionAffinity} reach ${answers} of two`, () => {
      const name = `affinity-${sessionAffinity.toLowerCase()}`;
      service(name, {
        sessionAffinity,
        selector: { app: 'serve' },
        ports: [{ port: 80, targetPort: 9376 }],
      });
      cluster.pass(2000);
      const script = `for i in $(seq 0 15); do echo; curl -q -s --connect-timeout 2 http://${name}:80/ ; done`;
      const { output } = exec('client', script);
      const hosts = output.split('\n').filter((line) => line !== '');
      assert.lengthOf(hosts, 16);
      assert.lengthOf(new Set(hosts), answers);
    });
  }

  it('a Service that becomes another name, and back', () => {
    service('changing', {
      type: 'ExternalName',
      externalName: 'nodeport.default.svc.cluster.local',
    });
    assert.equal(exec('client', 'nslookup changing.default.svc.cluster.local').code, 0);
    const patch = {
      spec: {
        type: 'ClusterIP',
        externalName: null,
        selector: { app: 'serve' },
        ports: [{ port: 80, targetPort: 9376 }],
      },
    };
    const type = { 'content-type': 'application/merge-patch+json' };
    const { code, text } = send('PATCH', `${NAMESPACE}/services/changing`, patch, type);
    assert.equal(code, 200, text);
    cluster.pass(2000);
    assert.equal(exec('client', 'nc -zv -t -w 2 changing 80').code, 0);
  });
});

describe("DNS of Kubernetes' own conformance tests", () => {
  it('records of Services, Pods and hosts', () => {
    service('headless', {
      clusterIP: 'None',
      selector: { 'dns-test': 'true' },
      ports: [{ port: 80, name: 'http', protocol: 'TCP' }],
    });
    service('regular', {
      selector: { 'dns-test': 'true' },
      ports: [{ port: 80, name: 'http', protocol: 'TCP' }],
    });
    service('external', { type: 'ExternalName', externalName: 'foo.example.com' });
    const { clusterIP } = (
      send('GET', `${NAMESPACE}/services/regular`).body as {
        spec: { clusterIP: string };
      }
    ).spec;
    const reverse = `${clusterIP.split('.').reverse().join('.')}.in-addr.arpa.`;
    const dig = (file: string, name: string, type: string, transport = '+notcp') =>
      `check="$$(dig ${transport} +noall +answer +search ${name} ${type})" && test -n "$$check" && echo OK > /results/${file};`;
    const podA = `podARec=$$(hostname -i| awk -F. '{print $$1"-"$$2"-"$$3"-"$$4".default.pod.cluster.local"}');`;
    const lines = [
      dig('a', 'kubernetes.default.svc.cluster.local', 'A'),
      dig('tcp', 'kubernetes.default', 'A', '+tcp'),
      dig('headless', 'headless', 'A'),
      dig('srv', '_http._tcp.headless.default.svc', 'SRV'),
      dig('regular', '_http._tcp.regular.default.svc', 'SRV'),
      dig('ptr', reverse, 'PTR'),
      podA,
      dig('pod', '$${podARec}', 'A'),
      'test -n "$$(getent hosts querier.headless.default.svc.cluster.local)" && echo OK > /results/fqdn;',
      'test -n "$$(getent hosts querier)" && echo OK > /results/host;',
      dig('none', 'nobody.default.svc.cluster.local', 'A'),
      'dig +short external.default.svc.cluster.local CNAME > /results/cname;',
    ];
    const script = `for i in \`seq 1 60\`; do ${lines.join('')} sleep 1; done`;
    const volumeMounts = [{ name: 'results', mountPath: '/results' }];
    create('pods', {
      metadata: { name: 'dns-test', labels: { 'dns-test': 'true' } },
      spec: {
        hostname: 'querier',
        subdomain: 'headless',
        volumes: [{ name: 'results', emptyDir: {} }],
        containers: [
          {
            name: 'webserver',
            image: AGNHOST,
            args: ['test-webserver'],
            ports: [{ containerPort: 80 }],
            volumeMounts,
          },
          {
            name: 'querier',
            image: 'gcr.io/kubernetes-e2e-test-images/jessie-dnsutils:1.0',
            command: ['sh', '-c', script],
            volumeMounts,
          },
        ],
      },
    });
    cluster.pass(20_000);
    const result = (file: string) =>
      send('GET', `${NAMESPACE}/pods/dns-test/proxy/results/${file}`).text;
    const files = ['a', 'tcp', 'headless', 'srv', 'regular', 'ptr', 'pod', 'fqdn', 'host'];
    for (const file of files) assert.equal(result(file), 'OK\n', file);
    assert.equal(result('none'), '404 page not found\n');
    assert.equal(result('cname'), 'foo.example.com.\n');
  });

  it('servers and domains that the Pod names', () => {
    create('pods', {
      metadata: { name: 'own-dns' },
      spec: {
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['1.1.1.1'], searches: ['resolv.conf.local'] },
        containers: [{ name: 'c', image: AGNHOST, args: ['pause'] }],
      },
    });
    cluster.pass(5000);
    assert.equal(exec('own-dns', '/agnhost dns-suffix').output, 'resolv.conf.local\n');
    assert.equal(exec('own-dns', '/agnhost dns-server-list').output, '1.1.1.1\n');
  });
});
