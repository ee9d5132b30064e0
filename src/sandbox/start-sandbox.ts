import { createCloudApp } from './cloud/app.js';
import type { Site } from './cloud/site.js';
import { createMediaApp } from './cloud/media.js';
import { Faults } from './faults.js';
import { listen } from './listener.js';
import type { RecordedRequest } from './recorder.js';
import { seedCompany } from './seed/company.js';
import { seedPeople, serviceAccount } from './seed/people.js';
import { World } from './world/world.js';

export interface Credentials {
  /** An e-mail address. */
  username: string;
  apiToken: string;
}

export interface SandboxOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** `company` (default): the demo site; `empty`: its people and no space. */
  seed?: 'company' | 'empty';
  /** More accounts that may log in; an address of the seed gets one more token, any other becomes a new user. */
  credentials?: Credentials[];
  now?: () => Date;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT/wiki`: give it to CONFLUENCE_URL. */
  readonly url: string;
  /** The default account, a service account that administers every space. */
  readonly credentials: Credentials;
  /** The state itself, for tests that look or prepare behind the wire. */
  readonly world: World;
  /** Every request since the start, in order, also those that faults spoiled. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  /** Stops at once, whatever is in flight. */
  close(): Promise<void>;
}

/** Starts the emulator: the site on one port and, as in reality, attachment bytes on another origin. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', seed = 'company', credentials = [] } = options;
  const world = new World(options.now);
  seedPeople(world);
  if (seed === 'company') seedCompany(world);
  for (const account of credentials) admit(world, account);

  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const site: Site = { world, origin: '', mediaOrigin: '', signature: crypto.randomUUID() };
  const main = await listen(createCloudApp(site, faults, requests), host, port);
  const media = await listen(createMediaApp(site, faults, requests), host, 0);
  site.origin = main.origin;
  site.mediaOrigin = media.origin;
  return {
    url: `${main.origin}/wiki`,
    credentials: serviceAccount,
    world,
    requests,
    faults,
    close: async () => {
      await Promise.all([main.close(), media.close()]);
    },
  };
}

function admit(world: World, { username, apiToken }: Credentials): void {
  const known = [...world.users.values()].some((user) => user.email === username);
  if (!known) {
    const accountId = `712020:${crypto.randomUUID()}`;
    world.users.set(accountId, {
      accountId,
      displayName: username.split('@')[0] as string,
      email: username,
      timeZone: 'UTC',
      accountType: 'atlassian',
      active: true,
      groups: ['confluence-users'],
    });
  }
  world.apiTokens.set(username, (world.apiTokens.get(username) ?? new Set()).add(apiToken));
}
