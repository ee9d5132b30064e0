import { Router, type Request } from 'express';
import { pathParam } from '../../wire/request.js';
import type { Operation } from '../../world/model.js';
import { invalid } from '../../world/refusal.js';
import { setRestrictions, type RestrictionChange } from '../../world/restrictions.js';
import { viewContent } from '../../world/rights.js';
import { ancestorsOf } from '../../world/tree.js';
import { Expansion } from '../expansion.js';
import { sendListing } from '../listing.js';
import { operations, restrictionJson, restrictionsJson } from '../restrictions-json.js';
import { viewOf, type Site, type View } from '../site.js';

const both = ['restrictions.user', 'restrictions.group'];
const everything = operations.flatMap((operation) => both.map((path) => `${operation}.${path}`)).join(',');
const limits = { cap: 100, fallback: 100 };

/** Restrictions of a page itself, by operation, and those that bind its readers. */
export function restrictionRoutes(site: Site): Router {
  const router = Router();
  const path = '/content/:id/restriction';
  const contentOf = ({ world, actor }: View, req: Request) => viewContent(world, actor, pathParam(req, 'id'));
  router.get(`${path}/byOperation`, (req, res) => {
    const view = viewOf(site, res);
    res.json(restrictionsJson(view, contentOf(view, req), Expansion.of(req, everything)));
  });
  router.get(`${path}/byOperation/:operation`, (req, res) => {
    const view = viewOf(site, res);
    const operation = operationOf(pathParam(req, 'operation'));
    res.json(restrictionJson(view, contentOf(view, req), operation, Expansion.of(req, both.join(','))));
  });
  router.get(`${path}/relevantViewRestrictions`, (req, res) => {
    const view = viewOf(site, res);
    const content = contentOf(view, req);
    const bound = [content, ...ancestorsOf(view.world, content)].filter(
      ({ restrictions: { read } }) => read.users.length + read.groups.length > 0,
    );
    const expand = Expansion.of(req, both.join(','));
    sendListing(site, req, res, bound, (one) => restrictionJson(view, one, 'read', expand), limits);
  });
  router.put(path, (req, res) => {
    const view = viewOf(site, res);
    const content = setRestrictions(view.world, view.actor, pathParam(req, 'id'), changeOf(view, req));
    const toJson = (operation: Operation) => restrictionJson(view, content, operation, new Expansion(both));
    sendListing(site, req, res, operations, toJson, limits);
  });
  return router;
}

function operationOf(name: string): Operation {
  const operation = operations.find((one) => one === name);
  if (operation === undefined) throw invalid(`Invalid operation: ${name}`);
  return operation;
}

type WireList<T> = T[] | { results: T[] };

interface WireRestriction {
  operation: string;
  restrictions?: {
    user?: WireList<{ username?: string; userKey?: string }>;
    group?: WireList<{ name?: string }>;
  };
}

/** What one operation is given replaces all that it had; an operation that is not named keeps what it has. */
function changeOf(view: View, req: Request): RestrictionChange {
  const items = req.body as unknown;
  if (!Array.isArray(items)) throw invalid('A list of restrictions is required');
  return Object.fromEntries(
    (items as WireRestriction[]).map(({ operation, restrictions }) => [
      operationOf(operation),
      {
        users: listed(restrictions?.user).map(({ username, userKey }) => keyOf(view, username, userKey)),
        groups: listed(restrictions?.group).map(({ name }) => name ?? ''),
      },
    ]),
  );
}

const listed = <T>(list: WireList<T> = []): T[] => (Array.isArray(list) ? list : list.results);

function keyOf({ world }: View, username: string | undefined, userKey: string | undefined): string {
  const user = [...world.users.values()].find((one) => one.accountId === userKey || one.username === username);
  if (user === undefined) throw invalid(`No user found: ${userKey ?? username ?? ''}`);
  return user.accountId;
}
