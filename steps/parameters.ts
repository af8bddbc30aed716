import { defineParameterType } from '@cucumber/cucumber';
import { DURATION_PATTERN, parseDuration } from '../src/api/duration';
import { NUMBER_PATTERN, parseNumber } from '../src/api/number-words';
import { COUNT_PATTERN, parseCount } from '../src/scenario/count';
import { stateWords } from '../src/scenario/states';
import { parseQuality, QUALITIES } from '../src/scenario/workload';

/** An object as a step names it; the namespace is the world's unless the name says otherwise. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** A name in either kind of quotes. */
export const NAME = `(?:"([^"]+)"|'([^']+)')`;
/** Kinds begin as Kubernetes writes them; what else is "the" something is no object of the API. */
const THE = '(?:the (?=[A-Z]|node |namespace ))?';
const OBJECT = new RegExp(`${THE}([A-Za-z][A-Za-z0-9.-]*) ${NAME}`);
/** What stands in one of the two kinds of quotes. */
export function nameIn(double: string | undefined, single: string | undefined): string {
  return double ?? single ?? '';
}

/** An object by its kind and its name. */
export function named(kind: string, double?: string, single?: string): Named {
  return { kind, name: nameIn(double, single) };
}

/** A program's name, as the cluster lists it. */
export function programName(...[double, single, ...node]: (string | undefined)[]): string {
  return double ?? single ?? `kubelet/${nameIn(node[0], node[1])}`;
}

defineParameterType({ name: 'object', regexp: OBJECT, transformer: named });
defineParameterType({
  name: 'node',
  useForSnippets: false,
  regexp: new RegExp(`(?:the )?[Nn]ode ${NAME}`),
  transformer: nameIn,
});
defineParameterType({
  name: 'process',
  useForSnippets: false,
  regexp: new RegExp(`${NAME}|the kubelet (?:of|on) (?:the )?[Nn]ode ${NAME}`),
  transformer: programName,
});
defineParameterType({
  name: 'ordinal',
  useForSnippets: false,
  regexp: /(\d+)(?:st|nd|rd|th)/,
  transformer: Number,
});
defineParameterType({ name: 'count', regexp: COUNT_PATTERN, transformer: parseCount });
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
  name: 'quality',
  useForSnippets: false,
  regexp: new RegExp(QUALITIES.join('|')),
  transformer: parseQuality,
});

/** The named states of all kinds; what a kind does not have, its claim says. */
export const STATES = stateWords();
defineParameterType({
  name: 'state',
  useForSnippets: false,
  regexp: new RegExp(STATES.join('|')),
  transformer: (text: string) => text,
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
  name: 'number',
  useForSnippets: false,
  regexp: NUMBER_PATTERN,
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
