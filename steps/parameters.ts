import { defineParameterType } from '@cucumber/cucumber';
import { DURATION_PATTERN, KOREAN_DURATION_PATTERN, parseDuration } from '../src/api/duration';
import { KOREAN_NUMBER_PATTERN, NUMBER_PATTERN, parseNumber } from '../src/api/number-words';
import {
  COUNT_PATTERN,
  KOREAN_COUNT_PATTERN,
  parseCount,
  parseKoreanCount,
} from '../src/scenario/count';
import { stateWords } from '../src/scenario/states';
import { parseQuality, QUALITIES } from '../src/scenario/workload';

/** An object as a step names it; the namespace is the world's unless the name says otherwise. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** A name in either kind of quotes. */
const NAME = `(?:"([^"]+)"|'([^']+)')`;
/** Kinds begin as Kubernetes writes them; what else is "the" something is no object of the API. */
const THE = '(?:the (?=[A-Z]|node |namespace ))?';
const OBJECT = new RegExp(`${THE}([A-Za-z][A-Za-z0-9.-]*) ${NAME}`);
/** What Korean calls some kinds by. */
const KOREAN_KINDS: Readonly<Record<string, string>> = { 노드: 'Node', 네임스페이스: 'Namespace' };
const KOREAN_OBJECT = `([A-Za-z][A-Za-z0-9.-]*|노드|네임스페이스) ${NAME}`;
/** Korean particles that may follow a noun. */
const PARTICLE = '(?:은|는|이|가|을|를|의|에서|에|으로|로|와|과|인)?';

/** What stands in one of the two kinds of quotes. */
function nameIn(double: string | undefined, single: string | undefined): string {
  return double ?? single ?? '';
}

function named(kind: string, double?: string, single?: string): Named {
  return { kind, name: nameIn(double, single) };
}

/** A program's name, as the cluster lists it. */
function programName(...[double, single, ...node]: (string | undefined)[]): string {
  return double ?? single ?? `kubelet/${nameIn(node[0], node[1])}`;
}

defineParameterType({ name: 'object', regexp: OBJECT, transformer: named });
defineParameterType({
  name: '대상',
  useForSnippets: false,
  regexp: new RegExp(`${KOREAN_OBJECT}${PARTICLE}`),
  transformer: (kind: string, double?: string, single?: string) =>
    named(KOREAN_KINDS[kind] ?? kind, double, single),
});

defineParameterType({
  name: 'node',
  useForSnippets: false,
  regexp: new RegExp(`(?:the )?[Nn]ode ${NAME}`),
  transformer: nameIn,
});
defineParameterType({
  name: '노드',
  useForSnippets: false,
  regexp: new RegExp(`노드 ${NAME}${PARTICLE}`),
  transformer: nameIn,
});

defineParameterType({
  name: 'process',
  useForSnippets: false,
  regexp: new RegExp(`${NAME}|the kubelet (?:of|on) (?:the )?[Nn]ode ${NAME}`),
  transformer: programName,
});
defineParameterType({
  name: '프로세스',
  useForSnippets: false,
  regexp: new RegExp(`${NAME}${PARTICLE}|노드 ${NAME}의 kubelet${PARTICLE}`),
  transformer: programName,
});
defineParameterType({
  name: 'ordinal',
  useForSnippets: false,
  regexp: /(\d+)(?:st|nd|rd|th)/,
  transformer: Number,
});
defineParameterType({
  name: '차례',
  useForSnippets: false,
  regexp: /(\d+)번째/,
  transformer: Number,
});

defineParameterType({ name: 'count', regexp: COUNT_PATTERN, transformer: parseCount });
defineParameterType({
  name: '개수',
  useForSnippets: false,
  regexp: new RegExp(`(?:${KOREAN_COUNT_PATTERN.source})(?:이다|다|이었다|였다|가|이|를|을|의)?`),
  transformer: parseKoreanCount,
});

/** What English says of one and of two times. */
const OFTEN: Readonly<Record<string, string>> = { once: '1', twice: '2' };
defineParameterType({
  name: 'times',
  useForSnippets: false,
  regexp: new RegExp(
    `(?:${COUNT_PATTERN.source}) times?|(?:(?:at least|at most|more than|exactly|only) )?(?:once|twice)`,
  ),
  transformer: (text: string) =>
    parseCount(text.replace(/ times?$/, '').replace(/once|twice/, (word) => OFTEN[word] ?? word)),
});

defineParameterType({ name: 'duration', regexp: DURATION_PATTERN, transformer: parseDuration });
defineParameterType({
  name: '시간',
  useForSnippets: false,
  regexp: new RegExp(`(?:${KOREAN_DURATION_PATTERN.source})(?:이|가)?`),
  transformer: parseDuration,
});

defineParameterType({
  name: 'quality',
  useForSnippets: false,
  regexp: new RegExp(QUALITIES.join('|')),
  transformer: parseQuality,
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

/** The named states of all kinds; what a kind does not have, its claim says. */
const STATES = stateWords();
defineParameterType({
  name: 'state',
  useForSnippets: false,
  regexp: new RegExp(STATES.join('|')),
  transformer: (text: string) => text,
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
  name: 'status',
  useForSnippets: false,
  regexp: /[A-Z][A-Za-z:0-9/]+/,
  transformer: (text: string) => text,
});
defineParameterType({
  name: 'kind',
  useForSnippets: false,
  regexp: /[A-Za-z][A-Za-z0-9.-]*/,
  transformer: (text: string) => text,
});
/** What a controller makes beside Pods: those of a workload can be counted. */
defineParameterType({
  name: 'owned',
  useForSnippets: false,
  regexp: /ReplicaSets?|Jobs?|ControllerRevisions?|EndpointSlices?/,
  transformer: (text: string) => text,
});
defineParameterType({
  name: 'user',
  useForSnippets: false,
  regexp: /(?:the )?user "([^"]+)"|"([^"]+)"|((?!I\b|the\b|user\b)[a-z][\w.-]*)/,
  transformer: (...names: (string | undefined)[]) => names.find((name) => name !== undefined),
});
defineParameterType({ name: 'command', regexp: /`([^`]*)`/, transformer: (text: string) => text });
defineParameterType({
  name: 'zones',
  useForSnippets: false,
  regexp: /"[^"]+"(?:(?:, and |, | and )"[^"]+")*/,
  transformer: (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, zone = '']) => zone),
});
defineParameterType({
  name: 'quantity',
  useForSnippets: false,
  regexp: /\d+(?:\.\d+)?(?:m|k|Ki|M|Mi|G|Gi|T|Ti)?/,
  transformer: (text: string) => text,
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
  name: 'number',
  useForSnippets: false,
  regexp: NUMBER_PATTERN,
  transformer: parseNumber,
});
defineParameterType({
  name: '숫자',
  useForSnippets: false,
  regexp: new RegExp(`(${KOREAN_NUMBER_PATTERN.source})(?:개|대|번)?${PARTICLE}`),
  transformer: parseNumber,
});

defineParameterType({
  name: 'probe',
  useForSnippets: false,
  regexp: /readiness|liveness|startup/,
  transformer: (text: string) => text,
});
/** What a machine may run short of. */
const SHORTAGES: Readonly<Record<string, string>> = {
  memory: 'memory',
  'disk space': 'disk',
  'process IDs': 'pids',
};
defineParameterType({
  name: 'shortage',
  regexp: new RegExp(Object.keys(SHORTAGES).join('|')),
  transformer: (text: string) => SHORTAGES[text] ?? text,
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
  regexp: new RegExp(`([A-Za-z][A-Za-z0-9.-]*)${PARTICLE}`),
  transformer: (text: string) => text,
});
/** A number, a quantity or a truth value, as JSON and Kubernetes write them. */
defineParameterType({
  name: 'literal',
  useForSnippets: false,
  regexp: /true|false|-?\d*\.?\d+(?:m|k|Ki|M|Mi|G|Gi|T|Ti)?/,
  transformer: (text: string) => (/[A-Za-z]/.test(text) ? text : String(Number(text))),
});
defineParameterType({
  name: 'mark',
  useForSnippets: false,
  regexp: /.+?/,
  transformer: (text: string) => text,
});
