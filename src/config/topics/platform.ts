import { text } from '../formats.js';
import type { SettingTable, SettingValues } from '../setting.js';

/** Read, never written in `.env.example`: the platform sets them. */
export const platformSettings = {
  K_SERVICE: { schema: text, description: 'Set by Cloud Run: the name of the service.' },
  K_REVISION: { schema: text, description: 'Set by Cloud Run: the name of the revision.' },
  NODE_ENV: { schema: text, description: '`production` refuses settings that are only for development.' },
} as const satisfies SettingTable;

/** For topics that allow less on a platform than on somebody's own machine. */
export type PlatformValues = SettingValues<typeof platformSettings>;

/** Where the process runs, as the platform says. */
export interface ServiceConfig {
  /** Cloud Run's service name; undefined anywhere else. */
  readonly cloudRunService: string | undefined;
  readonly cloudRunRevision: string | undefined;
  readonly production: boolean;
}

/** What the platform says of itself. Elsewhere, names are undefined. */
export function toService(values: PlatformValues): ServiceConfig {
  return {
    cloudRunService: values.K_SERVICE,
    cloudRunRevision: values.K_REVISION,
    production: values.NODE_ENV === 'production',
  };
}
