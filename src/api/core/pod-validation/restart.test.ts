import { describe } from 'node:test';
import { defaultFeatures, withGates } from '../../features/feature-gates';
import { type Refusal, testCreate } from '../../testing-rules';
import { Pods } from '../pod';

const open = withGates(defaultFeatures, { ContainerRestartRules: true });
const RULE = { action: 'Restart', exitCodes: { operator: 'In', values: [42] } };
const OWN = { restartPolicy: 'Never', restartPolicyRules: [RULE] };
const good = {
  spec: {
    initContainers: [{ name: 'first', image: 'app:1', ...OWN }],
    containers: [{ name: 'app', image: 'app:1', ...OWN }],
  },
};
const CONTAINER = 'spec.containers[0]';
const INIT = 'spec.initContainers[0]';

const both: readonly Refusal[] = [CONTAINER, INIT].flatMap((at): Refusal[] => [
  [
    { [`${at}.restartPolicy`]: undefined },
    `${at}.restartPolicy: Required value: must specify restartPolicy when restart rules are used`,
  ],
  [
    { [`${at}.restartPolicy`]: 'Sometimes' },
    `${at}.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"`,
  ],
  [
    { [`${at}.restartPolicyRules[0].action`]: 'Stop' },
    `${at}.restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart"`,
  ],
  [
    { [`${at}.restartPolicyRules[0].exitCodes`]: undefined },
    `${at}.restartPolicyRules[0].exitCodes: Required value: must be specified`,
  ],
  [
    { [`${at}.restartPolicyRules[0].exitCodes.operator`]: 'Gt' },
    `${at}.restartPolicyRules[0].exitCodes.operator: Unsupported value: "Gt": supported values: "In", "NotIn"`,
  ],
  [
    { [`${at}.restartPolicyRules[0].exitCodes.values`]: Array.from({ length: 256 }, (_, i) => i) },
    `${at}.restartPolicyRules[0].exitCodes.values: Too long: may not be more than 255 bytes`,
  ],
  [
    { [`${at}.restartPolicyRules`]: Array.from({ length: 21 }, () => RULE) },
    `${at}.restartPolicyRules: Too long: may not be more than 20 bytes`,
  ],
]);

describe('restart policies of containers', () => {
  testCreate(
    Pods,
    good,
    [
      ...both,
      [
        { [`${INIT}.restartPolicy`]: 'Always' },
        `${INIT}.restartPolicyRules: Forbidden: restartPolicyRules are not allowed for init containers with restart policy Always`,
      ],
    ],
    open,
  );
});

describe('restart policies of containers while the gate is off', () => {
  const plain = {
    spec: {
      // its rules are gone before anybody looks
      initContainers: [{ name: 'first', image: 'app:1', restartPolicyRules: [{}] }],
      containers: [{ name: 'app', image: 'app:1', restartPolicyRules: [{}] }],
    },
  };
  testCreate(Pods, plain, [
    [
      { [`${CONTAINER}.restartPolicy`]: 'Never' },
      `${CONTAINER}.restartPolicy: Forbidden: may not be set for non-init containers`,
    ],
    [
      { [`${INIT}.restartPolicy`]: 'Never' },
      `${INIT}.restartPolicy: Unsupported value: "Never": supported values: "Always"`,
    ],
  ]);
});
