const secretWord = '(?:token|password|passwd|secret|api[_-]?key|assertion|authorization|cookie|client_secret)';

/** Texts that look like credentials, whatever field or message they stand in. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[redacted]'],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g, '[redacted]'],
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)\s*:\s*[^\r\n"]+/gi, '$1: [redacted]'],
  [/\b(bearer|digest|negotiate)(?:\s|%20)+(?=\S{16}|\S*[\d_~+/=])[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [/\b([Bb]asic|BASIC)(?:\s|%20)+(?=\S*[A-Z\d=])[\w+/=-]{6,}/g, '$1 [redacted]'],
  [new RegExp(`(\\b[\\w-]{0,40}${secretWord}s?)=[^\\s&;,"'<>]+`, 'gi'), '$1=[redacted]'],
  [new RegExp(`(\\\\?"[\\w-]{0,40}${secretWord}s?\\\\?"\\s*:\\s*\\\\?")[^"\\\\]+`, 'gi'), '$1[redacted]'],
  [/([?&]code)=[^\s&"'<>]+/gi, '$1=[redacted]'],
  // Ids of callers begin with how they came and with their issuer; a name with an @ after that is no password.
  [/(?<!\b(?:jwt|oauth|iap):)\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@]+@/gi, '$1[redacted]@'],
  [/\bAT[AC]TT[\w=-]{8,}/g, '[redacted]'],
];

/** Replaces everything in a text that looks like a credential. */
export function redactText(text: string): string {
  return patterns.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}
