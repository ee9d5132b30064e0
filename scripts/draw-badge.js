/**
 * Draws badge.svg beside the coverage-summary.json that `npm run coverage` wrote: `node scripts/draw-badge.js [FOLDER]`.
 * CI puts it on the branch `badges`, where README shows it from.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? join(import.meta.dirname, '../coverage');
const { total } = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8'));
// Rounded down: 97.99 % is not 98.
const value = `${Math.floor(total.lines.pct * 10) / 10}%`;
const color = total.lines.pct >= 98 ? '#3fb950' : '#d29922';
const [left, right, height] = [61, 14 + 7 * value.length, 20];
const label = (x, text) =>
  `<text x="${x}" y="14" fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${text}</text>`;

writeFileSync(
  join(folder, 'badge.svg'),
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" role="img" aria-label="coverage: ${value}">`,
    `<clipPath id="r"><rect width="${left + right}" height="${height}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${height}" fill="#555"/><rect x="${left}" width="${right}" height="${height}" fill="${color}"/></g>`,
    label(left / 2, 'coverage'),
    label(left + right / 2, value),
    '</svg>\n',
  ].join('\n'),
);
console.log(value);
