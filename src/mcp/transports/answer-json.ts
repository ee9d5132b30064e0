import type { JSONRPCMessage } from '@modelcontextprotocol/server';

/** Bytes of lists that many callers share. They go when the list goes. */
const known = new WeakMap<readonly unknown[], Buffer>();

/**
 * The JSON of an answer. A list of tools is the same object for everybody with the same rights, and by far the longest
 * answer that is asked for again and again: its bytes are made once and put between the parts that differ.
 */
export function answerJson(message: JSONRPCMessage): string | Buffer {
  if (!('result' in message)) return JSON.stringify(message);
  const { result, ...envelope } = message;
  const { tools, ...rest } = result;
  if (!Array.isArray(tools)) return JSON.stringify(message);
  const more = JSON.stringify(rest);
  const head = `${JSON.stringify(envelope).slice(0, -1)},"result":{"tools":`;
  const tail = more === '{}' ? '}}' : `,${more.slice(1)}}`;
  return Buffer.concat([Buffer.from(head), bytesOf(tools), Buffer.from(tail)]);
}

function bytesOf(tools: readonly unknown[]): Buffer {
  const bytes = known.get(tools) ?? Buffer.from(JSON.stringify(tools));
  known.set(tools, bytes);
  return bytes;
}
