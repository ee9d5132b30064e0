/** Every text in a value of JSON, the keys included; bytes are none. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, field]) => [...(Array.isArray(value) ? [] : [key]), ...textsIn(field)]);
}
