import { subject } from './concept';

/** CronJob: what its features show. */
export const cronJob = subject(['CronJob', '크론잡'], 'workloads/cron-job', [
  ['concurrency policies', '동시 실행 정책', 'While the last run is still going, <policy> decides'],
  ['time zones', '시간대', 'Nine in the morning in Seoul is midnight in UTC'],
  ['schedules', '스케줄', 'A calendar knows weekdays, ranges and steps'],
  [
    'starting deadline',
    '시작 기한',
    'What was missed while nobody looked starts once, if its deadline allows',
  ],
  [
    'missed runs',
    '놓친 실행',
    'A CronJob whose controller slept for two hours starts what it missed last, once',
    'case-studies/pods-and-jobs',
  ],
  ['history limits', '이력 개수 제한', 'Only so many finished Jobs are kept'],
  ['history of failures', '실패 이력', 'Of failed Jobs the last one is kept, for whoever asks why'],
  ['suspend', '일시 중단', 'A suspended CronJob starts nothing, except by hand'],
]);
