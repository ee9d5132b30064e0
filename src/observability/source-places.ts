import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

const maps = new Map<string, SourceMap | undefined>();

/** For how long they are kept: one takes many times the room of its file, and errors come in storms or not at all. */
const keptMs = 10_000;

/** A place in a file of the bundle, as a stack trace names it. */
const place = /(file:\/\/\S+?\.js):(\d+):(\d+)/g;

/**
 * A stack trace with the places of our sources (`/app/src/serve.ts:12:5`) in place of those of the bundle; what has no map
 * stays as it is. `--enable-source-maps` would read the map of each file that is loaded and keep it, for errors that
 * Node and packages look at and nobody sees: here maps are read for what is logged, and let go.
 */
export function withSourcePlaces(stack: string): string {
  return stack.replace(place, (text, url: string, line: string, column: string) => {
    const entry = mapOf(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return text;
    const source = fileURLToPath(new URL(entry.originalSource, url));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(url: string): SourceMap | undefined {
  if (maps.size === 0) setTimeout(() => maps.clear(), keptMs).unref();
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url);
}

function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
