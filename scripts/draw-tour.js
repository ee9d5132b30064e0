/**
 * Draws docs/tour.svg from what the tour prints, one picture a step, shown in turn:
 * `node dist/index.js demo --tour --port 0 | node scripts/draw-tour.js`. With `--check` it fails when the picture shows
 * another tour. What differs from run to run (ports, times, nonces) is drawn the same.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const output = new URL('../docs/tour.svg', import.meta.url);
const [columns, rows, secondsEach] = [104, 25, 6];
const [lineHeight, charWidth, margin, bar] = [17, 7.9, 18, 34];
/** Shown first, and where nothing moves: the edit is what this project is about. */
const firstStep = 4;

const printed = (await text(process.stdin))
  .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8090')
  .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-11-20T09:30:00.000Z')
  .replace(/confluence [\w-]{12}(?=\n|>>>)/g, 'confluence q7Zt1xV0bNfw')
  .replace(/"request_id":"[\w-]+"/g, '"request_id":"5f0c4a52-6f0e-4c79-8d3c-2f1f6f1b6a77"');
const steps = printed.split(/^(?=\d+\/\d+ {2})/m).filter((part) => /^\d+\/\d+ {2}/.test(part));
if (!/All \d+ steps held/.test(printed)) fail('The tour did not end as it should:', printed);

const picture = draw(steps.map((step) => fit(step.trimEnd())));
if (!process.argv.includes('--check')) writeFileSync(output, picture);
else if (readFileSync(output, 'utf8') !== picture)
  fail('docs/tour.svg shows another tour than there is now: renew it with npm run docs.');

function fail(...lines) {
  console.error(lines.join('\n'));
  process.exit(1);
}

/** Broken at the terminal's width, and cut where a step is longer than the picture, which is said. */
function fit(step) {
  const lines = step.split('\n').flatMap((line) => wrap(line).map((part) => [part, kindOf(line)]));
  if (lines.length <= rows) return lines;
  const rest = lines.slice(rows - 1).filter(([line]) => line.trim() !== '').length;
  return [...lines.slice(0, rows - 1), [`    … and ${rest} more lines`, 'dim']];
}

function wrap(line) {
  if (line.length <= columns) return [line];
  const space = line.lastIndexOf(' ', columns);
  const at = space > columns / 2 ? space : columns;
  return [line.slice(0, at), ...wrap(`    ${line.slice(at).trimStart()}`)];
}

function draw(frames) {
  const [width, height] = [Math.ceil(columns * charWidth + 2 * margin), bar + (rows + 2) * lineHeight + margin];
  const total = frames.length * secondsEach;
  const share = (100 / frames.length).toFixed(3);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What npm run demo -- --tour prints, step by step">`,
    '<style>',
    "text{font:13px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d6deeb;white-space:pre}",
    '.title{fill:#7fdbca;font-weight:bold}.plus{fill:#a5e075}.minus{fill:#ff8080}.dim{fill:#8a97ab}',
    `.step{opacity:0}.step:nth-of-type(${firstStep}){opacity:1}`,
    '@media (prefers-reduced-motion:no-preference){',
    `.step{animation:show ${total}s step-end infinite}`,
    ...frames.map((_, n) => {
      const turn = (n + 1 - firstStep + frames.length) % frames.length;
      return `.step:nth-of-type(${n + 1}){animation-delay:${turn * secondsEach - total}s}`;
    }),
    `@keyframes show{0%{opacity:1}${share}%{opacity:0}}`,
    '}',
    '</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1524"/>`,
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map(
      (fill, n) => `<circle cx="${margin + 4 + n * 18}" cy="17" r="5.5" fill="${fill}"/>`,
    ),
    drawLine('$ npm run demo -- --tour', 0, 'dim'),
    ...frames.map(
      (lines) => `<g class="step">\n${lines.map(([line, kind], n) => drawLine(line, n + 2, kind)).join('')}</g>`,
    ),
    '</svg>\n',
  ].join('\n');
}

function drawLine(line, row, kind) {
  if (line.trim() === '') return '';
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = kind === undefined ? '' : ` class="${kind}"`;
  return `<text x="${margin}" y="${bar + (row + 1) * lineHeight}"${named} xml:space="preserve">${escaped}</text>\n`;
}

function kindOf(line) {
  if (/^\d+\/\d+ {2}/.test(line) || line.startsWith('✓')) return 'title';
  if (/^ {4}\+/.test(line)) return 'plus';
  if (/^ {4}-</.test(line)) return 'minus';
  return /^ {4}(@@|version|\d+ characters)/.test(line) ? 'dim' : undefined;
}
