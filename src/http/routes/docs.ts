import { createHash } from 'node:crypto';
import type { IRouter } from 'express';
import { localPrincipal } from '../../auth/index.js';
import type { Mcp } from '../../mcp/index.js';
import type { Logger } from '../../observability/index.js';
import { listEndpoints, type Interface } from '../docs/endpoints.js';
import { createOpenApi } from '../docs/openapi.js';
import { renderPage, style } from '../docs/page.js';
import { allowedMethods } from '../refusal.js';

interface DocsOptions {
  readonly on: Interface;
  readonly version: string;
  readonly baseUrl: string;
  readonly mcp: Pick<Mcp, 'list'>;
  readonly log: Logger;
}

const styleHash = createHash('sha256').update(style).digest('base64');
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/docs` for people and `/openapi.json` for programs: what this service has switched on, made at the first request. */
export function docs(app: IRouter, { on, version, baseUrl, mcp, log }: DocsOptions): void {
  const endpoints = listEndpoints(on);
  const url = new URL(`${on.mcpPath}/`, baseUrl).href;
  let page: string | undefined;
  let document: string | undefined;
  const render = (): string => {
    const tools = mcp.list({ principal: localPrincipal(), requestId: 'docs', log });
    return renderPage({ version, url, login: on.protectedResource || on.oauth, endpoints, tools });
  };
  app.route('/docs').all(allowedMethods('GET', 'HEAD'), (_req, res) => {
    page ??= render();
    res.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' }).type('html').send(page);
  });
  app.route('/openapi.json').all(allowedMethods('GET', 'HEAD'), (_req, res) => {
    document ??= JSON.stringify(createOpenApi(endpoints, { version, baseUrl }), null, 2);
    res.set('Cache-Control', 'no-cache').type('json').send(document);
  });
}
