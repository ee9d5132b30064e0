import type { JSONRPCMessage } from '@modelcontextprotocol/server';

/** Bytes of lists that many callers share. They go when the list goes. */
const known = new WeakMap<readonly unknown[], Buffer>();

/** A text in parts, which nobody has to copy together. */
type JsonParts = readonly (string | Buffer)[];

/**
 * The JSON of an answer. A list of tools is the same object for everybody with the same rights, and by far the longest
 * answer that is asked for again and again: its bytes are made once and stand between the parts that differ.
 */
export function answerJson(message: JSONRPCMessage): JsonParts {
  if (!('result' in message)) return [toBytes(message)];
  const { result, ...envelope } = message;
  const { tools, ...rest } = result;
  if (!Array.isArray(tools)) return [toBytes(message)];
  const more = JSON.stringify(rest);
  const head = `${JSON.stringify(envelope).slice(0, -1)},"result":{"tools":`;
  return [head, bytesOf(tools), more === '{}' ? '}}' : `,${more.slice(1)}}`];
}

/** Off V8's heap: a text would be copied there once for its length, and again together with the headers. */
function toBytes(message: JSONRPCMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** In bytes of UTF-8. */
export function lengthOf(parts: JsonParts): number {
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function bytesOf(tools: readonly unknown[]): Buffer {
  const bytes = known.get(tools) ?? Buffer.from(JSON.stringify(tools));
  known.set(tools, bytes);
  return bytes;
}
