import { parseExactJson } from '../../exact-json.js';
import { keptWhole } from '../schemas/parse-arguments.js';

/**
 * Takes the `arguments` of a `tools/call` half-way, before the SDK holds the message against its schema: null is none,
 * JSON of an object in a string is that object, and anything else comes to `parseArguments`, which answers in words
 * that help. Other messages are given back as they are.
 */
export function meetArguments<Message>(message: Message): Message {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: unknown };
  if (method !== 'tools/call' || !isObject(params) || !('arguments' in params)) return message;
  const { arguments: given, ...rest } = params;
  if (isObject(given)) {
    const kept = keepProto(given);
    return kept === given ? message : { ...message, params: { ...rest, arguments: kept } };
  }
  return { ...message, params: given === null ? rest : { ...rest, arguments: toObject(given) } };
}

/** The SDK's schema leaves this key out in silence; beneath another it reaches `parseArguments`, which refuses it. */
function keepProto(given: object): object {
  return Object.hasOwn(given, '__proto__') ? { [keptWhole]: given } : given;
}

function toObject(given: unknown): object {
  if (typeof given !== 'string') return { [keptWhole]: given };
  if (given.trim() === '') return {};
  const parsed = parseExactJson(given);
  if (isObject(parsed)) return keepProto(parsed);
  return { [keptWhole]: given };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
