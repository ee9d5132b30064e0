const hidden = '[redacted]';

/** Replacing shorter texts everywhere would make logs and answers unreadable. */
const shortestSecret = 6;

/** Takes secrets out of a text, in whichever of the usual ways they are written there. */
export type HideSecrets = (text: string) => string;

/**
 * Hides exact texts: as they are, percent-encoded, in base64 (also within a longer text that was encoded), and escaped
 * as JSON or HTML does. Undefined where there is nothing to hide.
 */
export function createSecretHiding(secrets: readonly string[]): HideSecrets | undefined {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret);
  if (known.length === 0) return undefined;
  const forms = known.flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), ...inBase64(secret)]);
  const plain = new RegExp([...new Set(forms)].sort(byLength).map(escapeForPattern).join('|'), 'g');
  const escaped = onFirstUse(() => new RegExp(known.sort(byLength).map(escapedPattern).join('|'), 'gi'));
  return (text) => {
    const cleaned = text.replace(plain, hidden);
    return /[\\%&]/.test(cleaned) ? cleaned.replace(escaped(), hidden) : cleaned;
  };
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}

/** What all base64 texts have in common that hold the secret behind 0, 1 or 2 bytes of something else. */
function inBase64(secret: string): string[] {
  const forms = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    return bytes.toString('base64').slice(from, to);
  });
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Each character as it is or in any of its escapes, however they are mixed. Case counts nowhere: `%2F` is `%2f`. */
function escapedPattern(secret: string): string {
  return Array.from(secret, (character) => {
    const json = Array.from({ length: character.length }, (_, at) => unicodeEscape(character.charCodeAt(at))).join('');
    const bytes = Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const point = character.codePointAt(0) ?? 0;
    const short = ['"', '\\', '/'].includes(character) ? [escapeForPattern(`\\${character}`)] : [];
    const named = namedEntities[character] === undefined ? [] : [namedEntities[character]];
    const forms = [...short, json, bytes, `&#0*${String(point)};`, `&#x0*${point.toString(16)};`, ...named];
    return `(?:${[...forms, escapeForPattern(character)].join('|')})`;
  }).join('');
}

function unicodeEscape(unit: number): string {
  return `\\\\u${unit.toString(16).padStart(4, '0')}`;
}

const namedEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
