import type { ConfiguredAuthMode } from '../auth-config.js';
import type { ServerConfig } from '../config.js';
import { isLoopbackHost } from '../formats.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** A door without a lock: alone, on this machine, and never on Cloud Run. */
export function guardNone(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
  report: Report,
): void {
  if (!modes.includes('none')) return;
  const variable = values.MCP_DISABLE_AUTH ? 'MCP_DISABLE_AUTH' : 'AUTH_MODES';
  if (modes.length > 1 || values.DEV_TOKENS) {
    report.fault(variable, 'turns authentication off beside a mode that checks tokens; choose one of the two');
  }
  if (!isLoopbackHost(server.host)) {
    report.fault(variable, 'turns authentication off, which needs HOST=127.0.0.1; in a container use static tokens');
  }
  if (values.K_SERVICE !== undefined) {
    report.fault(
      variable,
      'turns authentication off, which is refused on Cloud Run; choose google-oidc, jwt or static',
    );
  }
}

/** Tokens for whoever asks: on this machine, in development. */
export function guardDevTokens(values: Values, server: ServerConfig, report: Report): void {
  if (!values.DEV_TOKENS) return;
  const refuse = (why: string) => report.fault('DEV_TOKENS', `gives tokens to whoever asks, which ${why}; remove it`);
  if (!isLoopbackHost(server.host)) refuse('needs a loopback HOST such as 127.0.0.1');
  if (values.K_SERVICE !== undefined) refuse('is refused on Cloud Run');
  if (values.NODE_ENV === 'production') refuse('is refused with NODE_ENV=production');
}

/** Each caller's own Atlassian login exists only for callers of our own authorization server. */
export function guardUserAccounts(
  modes: readonly ConfiguredAuthMode[],
  values: Values,
  server: ServerConfig,
  report: Report,
): void {
  if (values.CONFLUENCE_AUTH !== 'user') return;
  if (server.transport === 'stdio') {
    report.fault('CONFLUENCE_AUTH', 'is user, which needs people who log in; stdio has none, use service');
  } else if (modes.join() !== 'oauth' || values.DEV_TOKENS) {
    report.fault(
      'CONFLUENCE_AUTH',
      'is user, which needs AUTH_MODES=oauth and no other mode: others have no Atlassian login',
    );
  }
}
