import type { User } from '../world/model.js';
import { anonymous } from './authenticate.js';
import { baseOf, type Site } from './site.js';

/** A user has a name and a key, and no e-mail address. */
export function userJson(site: Site, user: User) {
  const profilePicture = pictureJson(site);
  if (user === anonymous) {
    const self = `${baseOf(site)}/rest/api/user/anonymous`;
    return { type: 'anonymous', profilePicture, displayName: user.displayName, _links: { self } };
  }
  return {
    type: 'known',
    username: user.username,
    userKey: user.accountId,
    profilePicture,
    displayName: user.displayName,
    _links: { self: `${baseOf(site)}/rest/api/user?key=${user.accountId}` },
    _expandable: { status: '' },
  };
}

/** Whoever a key names, also somebody who was deleted since. */
export function userByKey(site: Site, userKey: string) {
  const user = site.world.users.get(userKey);
  if (user !== undefined) return userJson(site, user);
  const displayName = `Unknown User (${userKey})`;
  return { type: 'unknown', username: userKey, userKey, profilePicture: pictureJson(site), displayName, _links: {} };
}

function pictureJson({ contextPath }: Site) {
  return { path: `${contextPath}/images/icons/profilepics/default.svg`, width: 48, height: 48, isDefault: true };
}
