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
    // The pattern of a long token takes milliseconds to make: for nearly every text it is not needed.
    return holdsEscaped(cleaned, known) ? cleaned.replace(escaped(), hidden) : cleaned;
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

const escapes =
  /\\u([\da-f]{4})|\\(["\\/])|%([\da-f]{2})|&#x0*([\da-f]{1,6});|&#0*(\d{1,7});|&(amp|lt|gt|quot|apos);/gi;

function holdsEscaped(text: string, secrets: readonly string[]): boolean {
  if (!/[\\%&]/.test(text)) return false;
  const plain = text.replace(escapes, (...[whole, unit, short, byte, hex, decimal]: (string | undefined)[]) => {
    const code = unit ?? byte ?? hex;
    if (short !== undefined) return short;
    if (code === undefined && decimal === undefined) return characterOf.get(String(whole).toLowerCase()) ?? '';
    const point = code === undefined ? Number(decimal) : parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
  // Percent-encoding has the bytes of UTF-8, each of them a character now.
  return secrets.some((secret) => plain.includes(secret) || plain.includes(Buffer.from(secret).toString('latin1')));
}

/** Each character as it is or in any of its escapes, however they are mixed. Case counts nowhere, for `%2F` is `%2f`. */
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

const characterOf = new Map(Object.entries(namedEntities).map(([character, entity]) => [entity, character]));

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
