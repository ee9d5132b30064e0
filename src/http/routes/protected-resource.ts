import type { IRouter } from 'express';
import { scopes } from '../../auth/index.js';
import { allowedMethods } from '../refusal.js';
import { openCrossOrigin } from '../middleware/origins.js';

interface ProtectedResourceOptions {
  readonly baseUrl: string;
  readonly mcpPath: string;
  /** Issuer URL, published exactly as given: clients compare it with the issuer's own word. */
  readonly authorizationServer: string;
}

const wellKnown = '/.well-known/oauth-protected-resource';

/**
 * RFC 9728 metadata of the MCP endpoint. Clients compare `resource` with the URL that they were given, so each slash
 * form of the endpoint has a document of its own; the form without a suffix stands for the one without a slash.
 */
export function protectedResource(app: IRouter, options: ProtectedResourceOptions): void {
  const { baseUrl, mcpPath, authorizationServer } = options;
  const serve = [openCrossOrigin(), allowedMethods('GET', 'HEAD')];
  for (const path of [wellKnown + mcpPath, wellKnown]) {
    app.route(path).all(...serve, (req, res) => {
      const hasSlash = path !== wellKnown && req.path.endsWith('/');
      res.set('Cache-Control', 'public, max-age=3600').json({
        resource: new URL(hasSlash ? `${mcpPath}/` : mcpPath, baseUrl).href,
        authorization_servers: [authorizationServer],
        scopes_supported: scopes,
        bearer_methods_supported: ['header'],
        resource_name: 'Confluence MCP server',
      });
    });
  }
}

/** Path of the document whose `resource` is what a request to `requestPath` took the endpoint for. */
export function metadataPathFor(mcpPath: string, requestPath: string): string {
  return requestPath === `${mcpPath}/` ? `${wellKnown}${mcpPath}/` : wellKnown + mcpPath;
}
