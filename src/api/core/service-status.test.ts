import { describe } from 'node:test';
import { testStatusUpdate } from '../testing-rules';
import { Services } from './service';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('the status of a Service', () => {
  const ports = [{ port: 80 }];
  const at = 'status.loadBalancer.ingress';
  const ingress = (...all: object[]) => ({ 'status.loadBalancer': { ingress: all } });
  testStatusUpdate(Services, { spec: { type: 'LoadBalancer', ports } }, [
    [ingress({ ip: '203.0.113.1', ipMode: 'VIP' })],
    [
      ingress({ ip: '203.0.113.1' }),
      `${at}[0].ipMode: Required value: must be specified when \`ip\` is set`,
    ],
    [
      ingress({ ip: '203.0.113.1', ipMode: 'Direct' }),
      `${at}[0].ipMode: Unsupported value: "Direct": supported values: "Proxy", "VIP"`,
    ],
    [
      ingress({ hostname: 'A_b', ipMode: 'VIP' }),
      `${at}[0].ipMode: Forbidden: may not be specified when \`ip\` is not set`,
      `${at}[0].hostname: Invalid value: "A_b": ${SUBDOMAIN}`,
    ],
    [
      ingress({ hostname: '203.0.113.1' }),
      `${at}[0].hostname: Invalid value: "203.0.113.1": must be a DNS name, not an IP address`,
    ],
  ]);
  testStatusUpdate(Services, { spec: { type: 'ClusterIP', ports } }, [
    [
      ingress({ ip: '203.0.113.1', ipMode: 'VIP' }),
      `${at}: Forbidden: may only be used when \`spec.type\` is 'LoadBalancer'`,
    ],
  ]);
});
