import { defineParameterType } from '@cucumber/cucumber';
import { KOREAN_DURATION_PATTERN, parseDuration } from '../src/api/duration';
import { KOREAN_NUMBER_PATTERN, parseNumber } from '../src/api/number-words';
import { KOREAN_COUNT_PATTERN, parseKoreanCount } from '../src/scenario/count';
import { parseQuality } from '../src/scenario/workload';
import { NAME, named, nameIn, programName, STATES } from './parameters';

/** What Korean calls some kinds by. */
const KOREAN_KINDS: Readonly<Record<string, string>> = { 노드: 'Node', 네임스페이스: 'Namespace' };
const KOREAN_OBJECT = `([A-Za-z][A-Za-z0-9.-]*|노드|네임스페이스) ${NAME}`;
/** Korean particles that may follow a noun. */
const PARTICLE = '(?:은|는|이|가|을|를|의|에서|에|으로|로|와|과|인)?';

defineParameterType({
  name: '대상',
  useForSnippets: false,
  regexp: new RegExp(`${KOREAN_OBJECT}${PARTICLE}`),
  transformer: (kind: string, double?: string, single?: string) =>
    named(KOREAN_KINDS[kind] ?? kind, double, single),
});

defineParameterType({
  name: '노드',
  useForSnippets: false,
  regexp: new RegExp(`노드 ${NAME}${PARTICLE}`),
  transformer: nameIn,
});

defineParameterType({
  name: '프로세스',
  useForSnippets: false,
  regexp: new RegExp(`${NAME}${PARTICLE}|노드 ${NAME}의 kubelet${PARTICLE}`),
  transformer: programName,
});
defineParameterType({
  name: '차례',
  useForSnippets: false,
  regexp: /(\d+)번째/,
  transformer: Number,
});

defineParameterType({
  name: '개수',
  useForSnippets: false,
  regexp: new RegExp(`(?:${KOREAN_COUNT_PATTERN.source})(?:이다|다|이었다|였다|가|이|를|을|의)?`),
  transformer: parseKoreanCount,
});

defineParameterType({
  name: '시간',
  useForSnippets: false,
  regexp: new RegExp(`(?:${KOREAN_DURATION_PATTERN.source})(?:이|가)?`),
  transformer: parseDuration,
});

const KOREAN_QUALITIES: Readonly<Record<string, string>> = {
  준비된: 'ready',
  '실행 중인': 'running',
  '사용 가능한': 'available',
  '새 버전의': 'updated',
  활성: 'active',
  '종료 중인': 'terminating',
  배치된: 'scheduled',
  '대기 중인': 'pending',
  '준비되지 않은': 'unready',
  실패한: 'failed',
  성공한: 'succeeded',
};
defineParameterType({
  name: '상태의',
  useForSnippets: false,
  regexp: new RegExp(Object.keys(KOREAN_QUALITIES).join('|')),
  transformer: (text: string) => parseQuality(KOREAN_QUALITIES[text] ?? text),
});

const KOREAN_STATES: Readonly<Record<string, string>> = {
  '사용 가능': 'available',
  완료: 'complete',
  '진행 중': 'progressing',
  실패: 'failed',
  '일시 정지': 'paused',
  준비: 'ready',
  '실행 중': 'running',
  '대기 중': 'pending',
  '배치 완료': 'scheduled',
  '종료 중': 'terminating',
  정상: 'healthy',
  활성: 'active',
  연결: 'bound',
  '일시 중단': 'suspended',
};
defineParameterType({
  name: '상태',
  useForSnippets: false,
  regexp: new RegExp([...Object.keys(KOREAN_STATES), ...STATES].join('|')),
  transformer: (text: string) => KOREAN_STATES[text] ?? text,
});

defineParameterType({
  name: '이름',
  useForSnippets: false,
  // as {string}: in either kind of quotes
  regexp: new RegExp(`(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)')${PARTICLE}`),
  transformer: (double: string | undefined, single: string | undefined) =>
    (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'),
});
defineParameterType({
  name: '수량',
  useForSnippets: false,
  regexp: new RegExp(`(\\d+(?:\\.\\d+)?(?:m|k|Ki|M|Mi|G|Gi|T|Ti)?)개?${PARTICLE}`),
  transformer: (text: string) => text,
});
defineParameterType({
  name: '숫자',
  useForSnippets: false,
  regexp: new RegExp(`(${KOREAN_NUMBER_PATTERN.source})(?:개|대|번)?${PARTICLE}`),
  transformer: parseNumber,
});

const KOREAN_SHORTAGES: Readonly<Record<string, string>> = {
  메모리: 'memory',
  '디스크 공간': 'disk',
  '프로세스 ID': 'pids',
};
defineParameterType({
  name: '자원',
  useForSnippets: false,
  regexp: new RegExp(`(${Object.keys(KOREAN_SHORTAGES).join('|')})${PARTICLE}`),
  transformer: (text: string) => KOREAN_SHORTAGES[text] ?? text,
});

const KOREAN_PROBES: Readonly<Record<string, string>> = {
  준비성: 'readiness',
  활성: 'liveness',
  스타트업: 'startup',
};
defineParameterType({
  name: '프로브',
  useForSnippets: false,
  regexp: new RegExp(Object.keys(KOREAN_PROBES).join('|')),
  transformer: (text: string) => KOREAN_PROBES[text] ?? text,
});
defineParameterType({
  name: '종류',
  useForSnippets: false,
  regexp: new RegExp(`([A-Za-z][A-Za-z0-9.-]*|노드|네임스페이스)${PARTICLE}`),
  transformer: (text: string) => KOREAN_KINDS[text] ?? text,
});
