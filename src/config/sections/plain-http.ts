import { isLoopbackHost } from '../formats.js';
import type { Report } from '../report.js';

/** Keys that arrive over plain http can be swapped on the way, and with them the answer to who may come in. */
export function warnAboutHttp(variable: string, url: string | undefined, report: Report): void {
  if (url === undefined) return;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !isLoopbackHost(hostname)) {
    report.warn(`${variable} is http: whoever sits on the way can swap the keys. Use https.`);
  }
}
