import type { SettingTable, SettingValues } from './setting.js';
import { apiToolSettings } from './topics/api-tools.js';
import { authSettings } from './topics/auth.js';
import { confluenceSettings } from './topics/confluence.js';
import { frontEndSettings } from './topics/front-end.js';
import { googleSettings } from './topics/google.js';
import { jwtSettings } from './topics/jwt.js';
import { logSettings } from './topics/log.js';
import { oauthSettings } from './topics/oauth.js';
import { outboundSettings } from './topics/outbound.js';
import { platformSettings } from './topics/platform.js';
import { serverSettings } from './topics/server.js';
import { spaceSettings } from './topics/spaces.js';
import { stateSettings } from './topics/state.js';
import { staticTokenSettings } from './topics/static-tokens.js';
import { toolSettings } from './topics/tools.js';
import { writePolicySettings } from './topics/write-policy.js';

/** Every setting of this version; validation, `.env.example` and docs/settings.md follow from it. */
export const settings = {
  ...confluenceSettings,
  ...spaceSettings,
  ...authSettings,
  ...googleSettings,
  ...jwtSettings,
  ...staticTokenSettings,
  ...frontEndSettings,
  ...oauthSettings,
  ...stateSettings,
  ...toolSettings,
  ...apiToolSettings,
  ...writePolicySettings,
  ...serverSettings,
  ...logSettings,
  ...outboundSettings,
  ...platformSettings,
} satisfies SettingTable;

/**
 * Every setting as it was read, by the name of its variable; undefined where nothing is set and there is no default.
 */
export type Values = SettingValues<typeof settings>;

/** What no operator writes by hand. */
export const platformGroup = 'Set by the platform';

/** The same settings in chapters, in the order in which an operator meets them. */
export const settingGroups: readonly { readonly title: string; readonly settings: SettingTable }[] = [
  { title: 'Confluence', settings: confluenceSettings },
  { title: 'Spaces', settings: spaceSettings },
  { title: 'Who may call', settings: authSettings },
  { title: 'google-oidc', settings: googleSettings },
  { title: 'jwt', settings: jwtSettings },
  { title: 'static and development tokens', settings: staticTokenSettings },
  { title: 'iap and cloud-run-iam', settings: frontEndSettings },
  { title: 'oauth', settings: oauthSettings },
  { title: 'State', settings: stateSettings },
  { title: 'Tools', settings: { ...toolSettings, ...apiToolSettings, ...writePolicySettings } },
  { title: 'Server', settings: serverSettings },
  { title: 'Logs', settings: logSettings },
  { title: 'Outbound connections', settings: outboundSettings },
  { title: platformGroup, settings: platformSettings },
];
