export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  readonly title: string;
  /** What the x axis counts. */
  readonly x: string;
  readonly lines: readonly Line[];
}

const [width, height, left, bottom, top, right] = [640, 360, 60, 40, 40, 110];
const colors = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd', '#8c564b'];

/** An SVG with a logarithmic x axis and a y axis from 0, one line for each series. */
export function lineChart({ title, x, lines }: Chart): string {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(([value]) => value)))].sort((a, b) => a - b);
  const most = niceAbove(Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value))));
  const [low, high] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 10)];
  const atX = (value: number): number => left + ((Math.log(value) - low) / (high - low || 1)) * (width - left - right);
  const atY = (value: number): number => height - bottom - (value / most) * (height - top - bottom);
  const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(left, 20, title, 'start'),
    ...steps.flatMap((value) => [
      `<path d="M${left} ${atY(value).toFixed(1)}H${width - right}" stroke="#ddd"/>`,
      text(left - 6, atY(value) + 4, String(Number(value.toPrecision(3))), 'end'),
    ]),
    ...xs.map((value) => text(atX(value), height - bottom + 16, String(value), 'middle')),
    text((left + width - right) / 2, height - 6, x, 'middle'),
    ...lines.flatMap((line, n) => drawLine(line, colors[n % colors.length] ?? 'black', atX, atY)),
    ...lines.map(({ name }, n) => text(width - right + 10, top + 18 * n, name, 'start', colors[n % colors.length])),
    '</svg>\n',
  ].join('\n');
}

function drawLine({ points }: Line, color: string, atX: (x: number) => number, atY: (y: number) => number): string[] {
  const places = points.map(([x, y]) => [atX(x).toFixed(1), atY(y).toFixed(1)] as const);
  const path = places.map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return [
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${color}"/>`),
  ];
}

function text(x: number, y: number, content: string, anchor: string, color = '#333'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${content}</text>`;
}

/** 1, 2 or 5 with as many zeros as it takes. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}
