import type { ServerResponse } from 'node:http';
import type { Confluence, ConfluenceClient } from '../../../src/confluence/index.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream, type Upstream } from '../upstream.js';

/** A Data Center client in front of a raw upstream, for answers that the sandbox never gives. */
export interface UpstreamClient {
  readonly upstream: Upstream;
  readonly confluenceClient: ConfluenceClient;
  readonly confluence: Confluence;
  /** Answers by path; who the token belongs to is answered already, other paths are 404. */
  readonly answerWith: (answers: Record<string, (url: URL, res: ServerResponse) => unknown>) => void;
  /** The paths with query that were asked for, the question after the token left out. */
  readonly asked: () => string[];
}

export function useUpstreamClient(): () => UpstreamClient {
  const upstream = useUpstream();
  return () => {
    const confluenceClient = openConfluenceClient(upstream(), {
      deployment: 'datacenter',
      siteUrl: `${upstream().origin}/confluence`,
    });
    return {
      upstream: upstream(),
      confluenceClient,
      confluence: confluenceClient.forCall({}),
      answerWith: (answers) => {
        upstream().handler = (req, res) => {
          const url = new URL(req.url ?? '', upstream().origin);
          const path = url.pathname.replace('/confluence/rest', '');
          if (path === '/api/user/current') return answer(res, 200, { type: 'known', username: 'bot' });
          const make = answers[path];
          const body = make?.(url, res);
          if (!res.writableEnded) answer(res, make === undefined ? 404 : 200, body ?? {});
        };
      },
      asked: () =>
        upstream()
          .requests.map(({ url = '' }) => url.replace('/confluence/rest', ''))
          .filter((url) => url !== '/api/user/current'),
    };
  };
}

/** A page as the wire has it. */
export function wirePage(id: string, parts: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, type: 'page', title: `T${id}`, space: { key: 'ENG' }, version: { number: 1 }, ...parts };
}
