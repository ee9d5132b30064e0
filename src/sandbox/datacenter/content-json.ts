import { tinyCode, webPath } from '../wire/web-path.js';
import type { Content } from '../world/content.js';
import type { Revision } from '../world/model.js';
import { operationsOn } from '../world/operations.js';
import { ancestorsOf } from '../world/tree.js';
import { bodyJson } from './body-json.js';
import { childrenJson, descendantsJson } from './children-json.js';
import { Expansion } from './expansion.js';
import { historyJson, versionJson } from './history-json.js';
import { embeddedList } from './listing.js';
import { restrictionsJson } from './restrictions-json.js';
import { baseOf, type View } from './site.js';
import { spaceJson } from './space-json.js';

type Part = (view: View, content: Content, expand: Expansion, shown: Revision) => unknown;

/** The parts that `expand` can name, each with its own address where it has one. */
const parts: Record<string, { make: Part; at?: (view: View, content: Content) => string }> = {
  space: {
    make: (view, content, expand) => spaceJson(view, view.world.space(content.spaceId), expand),
    at: (view, content) => `/rest/api/space/${view.world.space(content.spaceId).key}`,
  },
  container: {
    make: (view, content, expand) => spaceJson(view, view.world.space(content.spaceId), expand),
    at: (view, content) => `/rest/api/space/${view.world.space(content.spaceId).key}`,
  },
  history: { make: historyJson, at: (_view, { id }) => `/rest/api/content/${id}/history` },
  version: { make: (view, { id }, _expand, shown) => versionJson(view, id, shown) },
  ancestors: {
    make: (view, content, expand) =>
      ancestorsOf(view.world, content)
        .toReversed()
        .map((one) => contentJson(view, one, expand)),
  },
  body: { make: (_view, _content, expand, shown) => bodyJson(shown.storage, expand) },
  metadata: { make: metadataJson },
  operations: { make: ({ world, actor }, content) => operationsOn(world, actor, content) },
  children: { make: childrenJson, at: (_view, { id }) => `/rest/api/content/${id}/child` },
  descendants: { make: descendantsJson, at: (_view, { id }) => `/rest/api/content/${id}/descendant` },
  restrictions: { make: restrictionsJson, at: (_view, { id }) => `/rest/api/content/${id}/restriction/byOperation` },
};

/** A page or blog post, with the parts that are expanded and the names of the others. */
export function contentJson(
  view: View,
  content: Content,
  expand: Expansion = Expansion.none,
  shown: Revision = content.version,
) {
  const json: Record<string, unknown> = {};
  const expandable: Record<string, string> = {};
  for (const [name, { make, at }] of Object.entries(parts)) {
    if (expand.has(name)) json[name] = make(view, content, expand.within(name), shown);
    else expandable[name] = at?.(view, content) ?? '';
  }
  return {
    id: content.id,
    type: content.type,
    status: shown === content.version ? content.status : 'historical',
    title: shown.title,
    ...json,
    position: content.position,
    extensions: { position: content.position },
    _links: contentLinks(view, content),
    _expandable: expandable,
  };
}

function contentLinks({ site, world }: View, content: Content) {
  return {
    webui: webPath(world, content),
    edit: `/pages/resumedraft.action?draftId=${content.id}`,
    tinyui: `/x/${tinyCode(content.id)}`,
    self: `${baseOf(site)}/rest/api/content/${content.id}`,
  };
}

/** A label; Data Center does not repeat its name as `label`, which Cloud does. */
export function labelJson({ id, name, prefix }: { id: string; name: string; prefix: string }) {
  return { prefix, name, id };
}

function metadataJson({ site }: View, { id, labels }: Content, expand: Expansion) {
  const self = `${baseOf(site)}/rest/api/content/${id}/label`;
  const shown = expand.has('labels') ? { labels: embeddedList(labels.map(labelJson), self, 200) } : {};
  return { ...shown, _expandable: { currentuser: '', properties: '', frontend: '', editorHtml: '' } };
}
