import type { RequestListener } from 'node:http';
import { createCloudApp } from './cloud/app.js';
import { createMediaApp } from './cloud/media.js';
import { OAuthAuthority } from './cloud/oauth-authority.js';
import type { Site as CloudSite } from './cloud/site.js';
import { createDataCenterApp } from './datacenter/app.js';
import { entityJson } from './datacenter/entities.js';
import type { Site as DataCenterSite } from './datacenter/site.js';
import { Faults } from './faults.js';
import { listen } from './listener.js';
import type { RecordedRequest } from './recorder.js';
import { seedCompany } from './seed/company.js';
import { dataCenterAccount, toDataCenter } from './seed/data-center.js';
import { seedEverydayWork } from './seed/everyday.js';
import { ids } from './seed/ids.js';
import { seedPeople, serviceAccount } from './seed/people.js';
import { World } from './world/world.js';

/** Cloud: Basic with e-mail address and API token. */
export interface Credentials {
  /** An e-mail address. */
  username: string;
  apiToken: string;
}

/** Data Center: Bearer with the token alone, or Basic with user name and password. */
export interface DataCenterCredentials {
  username: string;
  password: string;
  personalToken: string;
}

interface CommonOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** `company` (default): the demo site; `everyday`: that and what everyday tasks are done on; `empty`: people, no space. */
  seed?: 'company' | 'everyday' | 'empty';
  /** Whether pages are re-serialised on save, as the site does. Default false: they stay as they were sent. */
  reserialises?: boolean;
  now?: () => Date;
}

/** A Cloud site to start. */
export interface SandboxOptions extends CommonOptions {
  flavor?: 'cloud';
  /** More accounts that may log in; an address of the seed gets one more token, any other becomes a new user. */
  credentials?: Credentials[];
}

/** A Data Center to start. */
export interface DataCenterOptions extends CommonOptions {
  flavor: 'datacenter';
  /** Where on its host the site is. Default: at the top. */
  contextPath?: '' | '/confluence';
  /** Who does not log in, or with a token that is not known, reads the people handbook. Default false: 401. */
  anonymousAccess?: boolean;
}

/** A running emulator; `C` is how its default account logs in. */
export interface Sandbox<C = Credentials> {
  /** `http://127.0.0.1:PORT/wiki`, on Data Center with the context path instead: give it to CONFLUENCE_URL. */
  readonly url: string;
  /** The default account, a service account that administers every space. */
  readonly credentials: C;
  /** The state itself, for tests that look or prepare behind the wire. */
  readonly world: World;
  /** Every request since the start, in order, also those that faults spoiled. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  /** Stops at once, whatever is in flight. */
  close(): Promise<void>;
}

/** A Data Center that listens. */
export type DataCenterSandbox = Sandbox<DataCenterCredentials>;

/** Cloud has Atlassian's OAuth beside the API: its settings, and switches for tests. */
export interface CloudSandbox extends Sandbox {
  readonly oauth: OAuthAuthority;
}

/** Starts the emulator: Cloud with its attachment bytes on another origin, or Data Center on one port. */
export function startSandbox(options: DataCenterOptions): Promise<DataCenterSandbox>;
export function startSandbox(options?: SandboxOptions): Promise<CloudSandbox>;
export function startSandbox(
  options: SandboxOptions | DataCenterOptions = {},
): Promise<CloudSandbox | DataCenterSandbox> {
  return options.flavor === 'datacenter' ? startDataCenter(options) : startCloud(options);
}

async function startCloud(options: SandboxOptions): Promise<CloudSandbox> {
  const { port = 0, host = '127.0.0.1', reserialises = false } = options;
  const world = seededWorld(options);
  if (reserialises) world.reserialises = 'cloud';
  for (const account of options.credentials ?? []) admit(world, account);
  const shared = { world, faults: new Faults(), requests: [] as RecordedRequest[] };
  const oauth = new OAuthAuthority(world);
  const site: CloudSite = { world, oauth, origin: '', mediaOrigin: '', signature: crypto.randomUUID() };
  const main = await listen(createCloudApp(site, shared.faults, shared.requests), host, port);
  const media = await listen(createMediaApp(site, shared.faults, shared.requests), host, 0);
  site.origin = main.origin;
  site.mediaOrigin = media.origin;
  const close = async () => {
    await Promise.all([main.close(), media.close()]);
  };
  oauth.authUrl = oauth.apiUrl = main.origin;
  return { ...shared, oauth, url: `${main.origin}/wiki`, credentials: serviceAccount, close };
}

async function startDataCenter(options: DataCenterOptions): Promise<DataCenterSandbox> {
  const { port = 0, host = '127.0.0.1', contextPath = '', anonymousAccess = false } = options;
  const world = seededWorld(options);
  if (options.reserialises === true) world.reserialises = 'datacenter';
  toDataCenter(world);
  if (anonymousAccess) world.spaces.get(ids.spaces.people)?.access.push({ who: 'anonymous', level: 'read' });
  const shared = { world, faults: new Faults('datacenter'), requests: [] as RecordedRequest[] };
  const site: DataCenterSite = { world, origin: '', contextPath, anonymousAccess, entityJson };
  const app: RequestListener = createDataCenterApp(site, shared.faults, shared.requests);
  const main = await listen(app, host, port);
  site.origin = main.origin;
  return { ...shared, url: main.origin + contextPath, credentials: dataCenterAccount, close: () => main.close() };
}

function seededWorld({ seed = 'company', now }: CommonOptions): World {
  const world = new World(now);
  seedPeople(world);
  if (seed !== 'empty') seedCompany(world);
  if (seed === 'everyday') seedEverydayWork(world);
  return world;
}

function admit(world: World, { username, apiToken }: Credentials): void {
  const known = [...world.users.values()].some((user) => user.username === username);
  if (!known) {
    const accountId = `712020:${crypto.randomUUID()}`;
    world.users.set(accountId, {
      accountId,
      username,
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
