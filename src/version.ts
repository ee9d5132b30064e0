import { createRequire } from 'node:module';

/** The package's own version; package.json, which lies above `src` and `dist` alike, stays the one place that states it. */
export const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
