import { createHash } from 'node:crypto';
import { Html, html } from './html.js';

/** One page of the login before its headers are made; `title` is plain text. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  /** Where its form may lead, redirects included: CSP sources beside the page's own origin. */
  readonly formTargets?: readonly string[] | undefined;
  /** Goes on by itself after this many seconds. */
  readonly next?: { readonly url: string; readonly afterS: number } | undefined;
}

interface RenderedPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Light and dark, one column, nothing smaller than a thumb; all colours are 7:1 against what they stand on. */
const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#4a525c;--line:#8b949e;--deed:#0b4fa8;--on-deed:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#f0f3f6;--soft:#b9c1ca;--line:#78828d;--deed:#9ccbff;--on-deed:#0b1524}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,sans-serif}
main{max-width:34rem;margin:min(4vh,4rem) auto}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.0625rem;margin:1.5rem 0 .25rem}
ul{margin:.25rem 0;padding-left:1.25rem}
dl{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem}
dt{color:var(--soft)}
dd{margin:0 0 .5rem;font-weight:600;overflow-wrap:anywhere}
.note{color:var(--soft)}
.warning{padding:.75rem 1rem;border:2px solid var(--line);border-radius:.5rem}
.deeds{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
button,.button{flex:1 1 10rem;min-height:3rem;padding:.5rem 1rem;border:2px solid var(--deed);border-radius:.5rem;background:var(--paper);color:var(--deed);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button.main,.button{background:var(--deed);color:var(--on-deed)}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
`;
/** The hash is of every letter between the tags. */
const styleElement = new Html(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/** A whole page without script, and the headers that keep it from being framed, stored or made to talk to others. */
export function renderPage({ status, title, body, formTargets = [], next }: Page): RenderedPage {
  const refresh =
    next === undefined ? html`` : html`<meta http-equiv="refresh" content="${String(next.afterS)};url=${next.url}" />`;
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${refresh}
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
  return { status, headers: headersFor(formTargets), text };
}

function headersFor(formTargets: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy.join('; '),
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    // Not "no-referrer": then browsers would send "Origin: null" with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}
