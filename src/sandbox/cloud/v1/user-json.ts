import type { User } from '../../world/model.js';

export function userJson(user: User) {
  const { accountId, accountType, displayName, email, timeZone } = user;
  return {
    type: 'known',
    ...{ accountId, accountType, email, displayName, timeZone },
    publicName: displayName,
    profilePicture: { path: '/wiki/aa-avatar/default', width: 48, height: 48, isDefault: true },
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: {},
  };
}
