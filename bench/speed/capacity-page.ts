import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../../../docs/capacity.md', import.meta.url));

/** Renews what stands in docs/capacity.md between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function renewCapacityPage(name: 'bench' | 'sweep', text: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`docs/capacity.md has no ${begin} with its end any more.`);
  writeFileSync(page, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}
