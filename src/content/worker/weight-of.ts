/** The characters in a value, however deep. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  const parts: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  let sum = 0;
  for (const part of parts) sum += weightOf(part);
  return sum;
}
