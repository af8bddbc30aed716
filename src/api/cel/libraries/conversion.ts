import { EvaluationError } from '@marcbachmann/cel-js';
import { Duration } from '@marcbachmann/cel-js/evaluator';
import type { Library } from '../engine';

const TIMESTAMP = 'google.protobuf.Timestamp';
const DURATION = 'google.protobuf.Duration';

/** A moment as RFC 3339 writes it. upstream: cel-go, Timestamp.ConvertToType */
function timestampText(moment: Date): string {
  return moment.toISOString().replace(/\.?0*Z$/, 'Z');
}

/** Conversions of timestamps and durations that the engine leaves out. */
export const conversionLibrary: Library = (environment) => {
  environment
    .registerFunction(`string(${TIMESTAMP}): string`, timestampText)
    .registerFunction(
      `string(${DURATION}): string`,
      (span: Duration) => `${span.valueOf() / 1000}s`,
    )
    .registerFunction(`timestamp(${TIMESTAMP}): ${TIMESTAMP}`, (moment: Date) => moment)
    .registerFunction(`duration(${DURATION}): ${DURATION}`, (span: Duration) => span)
    .registerFunction(`int(${TIMESTAMP}): int`, (moment: Date) =>
      BigInt(Math.floor(moment.getTime() / 1000)),
    )
    .registerFunction(`int(${DURATION}): int`, (span: Duration) => BigInt(span.seconds) * 10n ** 9n)
    .registerFunction('int(uint): int', (value: { valueOf(): bigint }) => value.valueOf())
    .registerOperator(`-${DURATION}`, (span: Duration) =>
      Duration.fromMilliseconds(-span.valueOf()),
    );
};

/** An error of a function that was given what it cannot take. */
export function evaluationError(message: string): EvaluationError {
  return new EvaluationError({ code: 'kubernetes', message });
}
