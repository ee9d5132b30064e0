import type { IncomingMessage } from 'node:http';

/** Every value of one header as it was sent; `name` in lower case. Node's `headers` joins or drops repeated ones. */
export function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}
