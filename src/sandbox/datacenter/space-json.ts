import type { Space } from '../world/model.js';
import { notFound } from '../world/refusal.js';
import { hasSpaceAccess } from '../world/rights.js';
import { type View, baseOf } from './site.js';
import { Expansion } from './expansion.js';

/** A space with the parts that are expanded; its id is a number. */
export function spaceJson(view: View, space: Space, expand: Expansion = Expansion.none) {
  const { id, key, name, status, type } = space;
  const json: Record<string, unknown> = { id: Number(id), key, name, status, type };
  const homepage = space.homepageId === null ? undefined : view.world.contents.get(space.homepageId);
  if (expand.has('homepage') && homepage !== undefined) {
    json['homepage'] = view.site.entityJson(view, homepage, expand.within('homepage'));
  }
  if (expand.has('description')) json['description'] = descriptionJson(space, expand.within('description'));
  const expandable: Record<string, string> = { metadata: '', icon: '', description: '' };
  if (homepage !== undefined) expandable['homepage'] = `/rest/api/content/${homepage.id}`;
  return {
    ...json,
    _links: { webui: `/display/${key}`, self: `${baseOf(view.site)}/rest/api/space/${key}` },
    _expandable: Object.fromEntries(Object.entries(expandable).filter(([part]) => !(part in json))),
  };
}

function descriptionJson({ description }: Space, expand: Expansion) {
  const formats = ['plain', 'view'].filter((format) => expand.has(format));
  return Object.fromEntries(formats.map((format) => [format, { value: description, representation: format }]));
}

/** A space by its key; hidden ones are as missing as those that never were. */
export function visibleSpace({ world, actor }: View, key: string): Space {
  const space = world.findSpaceByKey(key);
  if (space === undefined || !hasSpaceAccess(actor, space, 'read')) {
    throw notFound(`No space found with key : ${key}`);
  }
  return space;
}
