/** What the engine says of an evaluation that failed. */
interface Failure {
  readonly code: string;
  readonly summary: string;
}

// upstream: cel-go, common/types and interpreter
const TEXTS: Readonly<Record<string, string>> = {
  no_such_overload: 'no such overload',
  no_matching_overload: 'no such overload',
  invalid_logical_operand: 'no such overload',
  invalid_condition_type: 'no such overload',
  field_type_mismatch: 'no such overload',
  variable_type_mismatch: 'no such overload',
  division_by_zero: 'division by zero',
  modulo_by_zero: 'modulus by zero',
  numeric_overflow: 'integer overflow',
  optional_value_missing: 'optional.none() dereference',
};

/** An evaluation's failure in cel-go's words. */
export function evaluationMessage({ code, summary }: Failure): string {
  const text = TEXTS[code];
  if (text !== undefined) return text;
  if (code === 'index_out_of_bounds') {
    return `index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1] ?? ''}`;
  }
  return summary.replace(/^No such key: /, 'no such key: ');
}
