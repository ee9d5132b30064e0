import type { World } from '../world/world.js';

/** The account that CONFLUENCE_USERNAME and CONFLUENCE_API_TOKEN name by default. */
export const serviceAccount = { username: 'mcp-service@sandbox.example', apiToken: 'sandbox-api-token' };

/** Everybody else's API token is their first name and this. */
export const tokenSuffix = '-api-token';

/** Account ids of the seed's people, by first name; `service` is the service's own account. */
export const people = {
  service: '557058:0b6c3f52-6d1e-4f0a-9f3e-5a2d7c8e1b90',
  amina: '712020:3f0f6a0e-8a3b-4c59-9d75-1f8f3a6f2b11',
  jonas: '712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22',
  yuki: '5b10a2844c20165700ede21g',
  priya: '712020:5d8e2c7b-1a90-47f6-b3c4-8e9f0a1b2c33',
  omar: '712020:7e4a1c2d-5b3f-4a8c-9d0e-1f2a3b4c5d44',
} as const;

const groups = [
  { id: '0a1b2c3d-0000-4000-8000-000000000001', name: 'confluence-users' },
  { id: '0a1b2c3d-0000-4000-8000-000000000002', name: 'engineering' },
  { id: '0a1b2c3d-0000-4000-8000-000000000003', name: 'people-team' },
  { id: '0a1b2c3d-0000-4000-8000-000000000004', name: 'site-admins' },
];

const members = [
  { name: 'service', displayName: 'MCP Service', timeZone: 'UTC', groups: ['confluence-users', 'site-admins'] },
  { name: 'amina', displayName: 'Amina Diallo', timeZone: 'Europe/Paris', groups: ['confluence-users', 'engineering'] },
  { name: 'jonas', displayName: 'Jonas Weber', timeZone: 'Europe/Berlin', groups: ['confluence-users', 'engineering'] },
  { name: 'yuki', displayName: '田中 由紀', timeZone: 'Asia/Tokyo', groups: ['confluence-users', 'engineering'] },
  // May read the engineering space and write nowhere.
  { name: 'priya', displayName: 'Priya Raman', timeZone: 'Asia/Kolkata', groups: ['confluence-users', 'people-team'] },
  // A guest without any space.
  { name: 'omar', displayName: 'Omar Haddad', timeZone: 'America/New_York', groups: [] },
] as const;

/** Accounts, groups and tokens; the outsider `omar` sees no space, `priya` reads engineering and writes HR. */
export function seedPeople(world: World): void {
  for (const group of groups) world.groups.set(group.id, group);
  for (const { name, displayName, timeZone, groups: memberOf } of members) {
    const accountId = people[name];
    const email = name === 'service' ? serviceAccount.username : `${name}@sandbox.example`;
    const accountType = name === 'service' ? 'app' : 'atlassian';
    world.users.set(accountId, {
      accountId,
      username: email,
      displayName,
      email,
      timeZone,
      accountType,
      active: true,
      groups: [...memberOf],
    });
    world.apiTokens.set(email, new Set([name === 'service' ? serviceAccount.apiToken : `${name}${tokenSuffix}`]));
  }
}
