/** A JSON-RPC request as an object; an id can be anything, so that odd ones can be tried. */
export const message = (method: string, params: unknown = {}, id: unknown = 1) => ({
  ...{ jsonrpc: '2.0', id, method, params },
});
export const listing = message('tools/list');

/** One POST with what MCP wants; headers replace its own, text and bytes go as they are. */
export function postMessage(
  url: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
}

/** The status alone; what else is answered is not waited for. */
export async function statusOf(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}
