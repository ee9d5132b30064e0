import type { RecordedRequest } from '../../src/sandbox/index.js';

/** Whether a request changes nothing; some questions are asked by POST. */
export function isReading({ method, path }: Pick<RecordedRequest, 'method' | 'path'>): boolean {
  return method === 'GET' || /\/(?:users-bulk|permission\/check)$/.test(path);
}

/** The requests that would have changed something. */
export function upstreamWrites(requests: readonly RecordedRequest[]): RecordedRequest[] {
  return requests.filter((request) => !isReading(request));
}
