/** JSON-RPC codes of what a request for a resource, prompt or completion can end with. */
export const requestErrorCode = { invalidParams: -32602, internal: -32603 } as const;

/**
 * A refused request. It is answered as a JSON-RPC error, not as a result: every SDK puts `code`, `message` and `data`
 * on the wire as they are.
 */
export class RequestError extends Error {
  readonly code: number;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: number, message: string, data?: Readonly<Record<string, unknown>>) {
    super(message);
    this.code = code;
    this.data = data;
  }
}
