/**
 * Whether a query switches something on: by any value, even an empty one, but `false` and `0`. upstream: runtime
 * conversion, Convert_Slice_string_To_bool
 */
export function isFlagSet(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}
