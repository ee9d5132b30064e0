import type { SettingTable, SettingValues } from './setting.js';
import { authSettings, googleSettings, jwtSettings, otherModeSettings } from './settings/auth.js';
import { confluenceSettings } from './settings/confluence.js';
import { frontEndSettings } from './settings/front-end.js';
import { oauthSettings, stateSettings } from './settings/oauth.js';
import { outboundSettings } from './settings/outbound.js';
import { logSettings, platformSettings, serverSettings } from './settings/server.js';
import { spaceSettings } from './settings/spaces.js';
import { toolSettings } from './settings/tools.js';

/** Every setting of this version; validation, `.env.example` and README's table follow from it. */
export const settings = {
  ...confluenceSettings,
  ...spaceSettings,
  ...authSettings,
  ...googleSettings,
  ...jwtSettings,
  ...otherModeSettings,
  ...frontEndSettings,
  ...oauthSettings,
  ...stateSettings,
  ...toolSettings,
  ...serverSettings,
  ...logSettings,
  ...outboundSettings,
  ...platformSettings,
} satisfies SettingTable;

export type SettingName = keyof typeof settings;
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
  { title: 'static and development tokens', settings: otherModeSettings },
  { title: 'iap and cloud-run-iam', settings: frontEndSettings },
  { title: 'oauth', settings: oauthSettings },
  { title: 'State', settings: stateSettings },
  { title: 'Tools', settings: toolSettings },
  { title: 'Server', settings: serverSettings },
  { title: 'Logs', settings: logSettings },
  { title: 'Outbound connections', settings: outboundSettings },
  { title: platformGroup, settings: platformSettings },
];
