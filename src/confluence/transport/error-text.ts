/** Long enough for any pattern that is looked for, short enough that matching stays cheap. */
const maxChars = 4_000;

/**
 * Everything that an error body says, as one text to match patterns against: the v2 envelope (`errors[]`), the v1 one
 * (`message`, `data.errors[]`), the gateway's (`message`, `error`), or the raw body when it is none of them.
 * The text serves recognition only; it can carry page content and class names and is never shown.
 */
export function errorText(body: string): string {
  return collect(parsed(body)).join(' ').slice(0, maxChars);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const speakingFields = [
  'code',
  'title',
  'detail',
  'message',
  'translation',
  'key',
  'error',
  'reason',
  'data',
  'errors',
];

function collect(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value.slice(0, maxChars)];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, 10).flatMap((item) => collect(item, depth + 1));
  return speakingFields.flatMap((field) => collect((value as Record<string, unknown>)[field], depth + 1));
}
