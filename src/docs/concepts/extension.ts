import { subject } from './concept';

/** Storage, policies and kinds of one's own: what their features show. */
export const extension = subject(
  ['Storage, admission, extension', '스토리지, 승인, 확장'],
  'storage/volumes',
  [
    [
      'persistent volumes and claims',
      '퍼시스턴트 볼륨과 클레임',
      'A claim is bound to the smallest volume that suits it',
    ],
    [
      'protection and reclaim policies',
      '보호와 반환 정책',
      'A claim in use cannot vanish; its volume is kept',
    ],
    [
      'storage classes, WaitForFirstConsumer',
      '스토리지 클래스와 WaitForFirstConsumer',
      'A class makes a volume where the first consumer runs',
    ],
    [
      'data that outlives its Pod',
      'Pod보다 오래 남는 데이터',
      'What a Pod wrote on its volume, the next one reads, wherever it runs',
    ],
    ['RBAC', 'RBAC', 'Who may do what', 'api-server/refusals'],
    ['Pod security', 'Pod 보안', 'A privileged Pod is refused', 'admission/pod-security'],
    [
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicy',
      'A Deployment that is too large is refused',
      'admission/policies',
    ],
    ['webhooks', '웹훅', 'One that refuses', 'admission/webhooks'],
    [
      'CustomResourceDefinitions',
      'CustomResourceDefinition',
      'Objects get their defaults, and kubectl shows the columns that the definition names',
      'custom-resources/definitions',
    ],
    [
      "controllers of one's own",
      '나만의 컨트롤러',
      'A Guestbook becomes a Deployment and a Service',
      'custom-resources/guestbook',
    ],
  ],
);
