import { Router } from 'express';
import { invalid } from '../../world/refusal.js';
import { baseOf, type Site } from '../site.js';
import { objectBody } from '../../wire/request.js';

/** Users by account id, as many as asked for; unknown ids are left out. */
export function userRoutes(site: Site): Router {
  const router = Router();
  router.post('/users-bulk', (req, res) => {
    const { accountIds } = objectBody(req) as { accountIds?: unknown };
    if (!Array.isArray(accountIds) || accountIds.length === 0 || accountIds.length > 250) {
      throw invalid('accountIds must be a list of 1 to 250 account ids');
    }
    const results = accountIds
      .map((accountId) => site.world.users.get(String(accountId)))
      .filter((user) => user !== undefined)
      .map(({ accountId, accountType, displayName, email, timeZone, active }) => ({
        ...{ accountId, accountType, displayName, email, timeZone },
        publicName: displayName,
        personalSpaceId: null,
        accountStatus: active ? 'active' : 'inactive',
        isExternalCollaborator: false,
        profilePicture: { path: '/wiki/aa-avatar/default', isDefault: true },
      }));
    res.json({ results, _links: { base: baseOf(site) } });
  });
  return router;
}
