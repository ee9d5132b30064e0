import { AppError } from '../../errors.js';
import type { RequestTemplate } from '../model.js';
import { fillSimple, type Arguments } from './template.js';

/** Headers that belong to the connection, to the credentials, or to whoever vouches for a caller. */
const reserved =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-(?:length|type|encoding)|authorization|cookie2?|origin|forwarded|via|(?:x-)?remote-user|x-real-ip|true-client-ip|x-http-method(?:-override)?|x-method-override|x-original-(?:url|host)|x-rewrite-url|x-(?:user|organi[sz]ation|org|tenant|account|auth|authenticated|identity|principal|impersonat|ms-client-principal|api-key|access-token)(?:-.*|e.*)?|(?:proxy|sec|x-forwarded|x-goog|x-amz|x-amzn|x-envoy|x-serverless|cf|fly|x-azure|tailscale)-.*)$/;

/** Whether a definition may set a header, RFC 9110 token and none that says who calls or where to. */
export function isAllowedHeader(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && !reserved.test(name.toLowerCase().replaceAll('_', '-'));
}

const connection =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|accept.*|content-.*|origin|forwarded|via)$/;

const secrets =
  /^(?:(?:proxy-)?authorization|cookie|x-api-key.*|x-access-token.*|.*(?:auth|key|token|secret|password|signature))$/;

/** Why a secret that stands for this server may not go into a header; undefined where it may. */
export function whyNotForSecrets(name: string): string | undefined {
  const plain = name.toLowerCase().replaceAll('_', '-');
  if (!isToken(name) || connection.test(plain)) return 'is no header that a secret can stand in';
  if (secrets.test(plain) || isAllowedHeader(name)) return undefined;
  return 'says who calls or from where, which is not for a fixed secret: take Authorization, or what the API calls its key';
}

function isToken(name: string): boolean {
  return /^[!#$%&'*+.^`|~\w-]+$/.test(name);
}

/** Printable ASCII: a line break would begin another header, and other letters have no agreed encoding there. */
export function isHeaderValue(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** The headers of a call; one whose argument is absent is left out. Values are not encoded there, those of lists neither. */
export function fillHeaders(headers: RequestTemplate['headers'], args: Arguments): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, template]) => {
    const value = fillSimple(template, args, (text, argument) => {
      if (isHeaderValue(text)) return text;
      throw new AppError('INVALID_INPUT', `${argument}: only printable ASCII characters can be sent in a header.`);
    });
    return value === undefined ? [] : [[name, value.trim()] as const];
  });
  return Object.fromEntries(entries);
}
