import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kubectl } from './index';
import { ADMIN, testWorld } from './testing-world';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: REPLICAS
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: LABEL}
    spec:
      containers:
        - name: web
          image: web:1
          EXTRA
`;

function deployment({ replicas = '3', label = 'web', extra = 'tty: false' }): string {
  return DEPLOYMENT.replace('REPLICAS', replicas).replace('LABEL', label).replace('EXTRA', extra);
}

/** Where, and what, of all that is wrong with a text. */
function problems(command: string, stdin: string): string[] {
  const { target } = testWorld();
  const result = kubectl(target, command.split(' '), {
    namespace: 'default',
    roots: [],
    user: ADMIN,
    stdin,
  });
  return (result.problems ?? []).map(
    ({ position, reason }) => `${position?.line}:${position?.column}: ${reason}`,
  );
}

describe('what is wrong with a manifest', () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ['nothing', deployment({}), []],
    ['a type', deployment({ replicas: '"three"' }), ['5:3: spec.replicas cannot be a string']],
    [
      'a value',
      deployment({ label: 'other' }),
      [
        '9:7: spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`',
      ],
    ],
    [
      'a name that is nearly right',
      deployment({ extra: 'imagePullpolicy: Always' }),
      [
        '14:11: unknown field "spec.template.spec.containers[0].imagePullpolicy"; did you mean imagePullPolicy?',
      ],
    ],
    [
      'a name that is like none',
      deployment({ extra: 'flavour: sweet' }),
      ['14:11: unknown field "spec.template.spec.containers[0].flavour"'],
    ],
    [
      'a type in a list',
      deployment({ extra: 'ports: [{containerPort: 80}, {containerPort: "81"}]' }),
      ['14:41: spec.template.spec.containers[0].ports[1].containerPort cannot be a string'],
    ],
    [
      'a quantity',
      deployment({ extra: 'resources: {requests: {cpu: 1 core}}' }),
      [
        '14:34: spec.template.spec.containers[0].resources.requests.cpu: "1 core" is no quantity; write it like 500m, 2 or 1.5Gi',
      ],
    ],
    [
      'what is not said',
      deployment({}).replace('apiVersion: apps/v1\n', ''),
      ['1:1: apiVersion is not set'],
    ],
    [
      'a kind',
      deployment({}).replace('Deployment', 'Deploymnet'),
      ['2:1: there is no kind Deploymnet; did you mean Deployment?'],
    ],
    [
      'a template',
      'kind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-x\n',
      [
        '3:28: did not find expected key (Unexpected scalar at node end); a template is no manifest: render it first, as with `helm template`, and apply what comes out',
      ],
    ],
  ];
  for (const [what, text, expected] of cases) {
    for (const command of ['apply -f -', 'create -f -']) {
      it(`${command}: ${what}`, () => assert.deepEqual(problems(command, text), expected));
    }
  }

  it('is told of each of several documents, with its own place', () => {
    const bad = deployment({ extra: 'flavour: sweet' }).replace('name: web}', 'name: other}');
    assert.deepEqual(problems('apply -f -', `${deployment({})}---\n${bad}`), [
      '29:11: unknown field "spec.template.spec.containers[0].flavour"',
    ]);
  });

  it('is told of a field of what is there already', () => {
    const { target } = testWorld();
    const run = (command: string, stdin: string) =>
      kubectl(target, command.split(' '), { namespace: 'default', roots: [], user: ADMIN, stdin });
    run('apply -f -', deployment({}));
    const { problems = [] } = run('apply -f -', deployment({ extra: 'imagee: x' }));
    assert.deepEqual(
      problems.map(({ position, reason }) => [position?.line, reason]),
      [[14, 'unknown field "spec.template.spec.containers[0].imagee"; did you mean image?']],
    );
  });
});
