import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const page = readFileSync(new URL('../../docs/write-policy.md', import.meta.url), 'utf8');
const [, text = ''] = /^Recommended[^\n]*\n\n```yaml\n([^]*?)^```$/m.exec(page) ?? [];

/**
 * The write policy that docs/write-policy.md recommends, read from that page, for a caller who works in these spaces. What
 * it lets through of the attacks, and that everyday work still gets done under it, is measured with it; more is written in
 * a minute of those than in anybody's hour.
 */
export function recommendedPolicy(spaces: readonly string[]): object {
  const recommended = (parse(text) as { default: object }).default;
  return { default: { ...recommended, spaces, writes_per_hour: 1_000 } };
}
