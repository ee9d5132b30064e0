import { webPath } from '../wire/web-path.js';
import { latestFile } from '../world/attachments.js';
import type { Attachment } from '../world/model.js';
import { operationsOnAttachment } from '../world/operations.js';
import { contentJson, labelJson } from './content-json.js';
import { Expansion } from './expansion.js';
import { embeddedList } from './listing.js';
import { baseOf, type View } from './site.js';
import { spaceJson } from './space-json.js';
import { versionJson } from './history-json.js';

/** Digits alone: the prefix that Cloud shows does not exist here. */
const attachmentId = ({ id }: Attachment): string => id.replace(/^att/, '');

/**
 * A file as Data Center answers it, with the parts that are expanded; `position` of -1 is what it has for every file.
 */
export function attachmentJson(view: View, attachment: Attachment, expand: Expansion = Expansion.none) {
  const id = attachmentId(attachment);
  const { mediaType, data, comment, minorEdit, ...file } = latestFile(attachment);
  const page = view.world.page(attachment.contentId);
  const json: Record<string, unknown> = {};
  if (expand.has('version')) json['version'] = versionJson(view, id, { ...file, minorEdit, message: comment });
  if (expand.has('container')) json['container'] = contentJson(view, page, expand.within('container'));
  if (expand.has('operations')) json['operations'] = operationsOnAttachment(view.world, view.actor, page.id);
  if (expand.has('space')) json['space'] = spaceJson(view, view.world.space(page.spaceId), expand.within('space'));
  const labels = embeddedList(attachment.labels.map(labelJson), `${baseOf(view.site)}/rest/api/content/${id}/label`);
  const rest = ['version', 'container', 'space', 'operations', 'history', 'body'].filter((part) => !(part in json));
  return {
    ...{ id, type: 'attachment', status: attachment.status, title: attachment.title },
    ...json,
    position: -1,
    metadata: { mediaType, ...(comment === '' ? {} : { comment }), labels },
    extensions: { mediaType, fileSize: data.length, comment },
    _links: {
      webui: `${webPath(view.world, page)}?preview=${encodeURIComponent(`/${page.id}/${id}/${attachment.title}`)}`,
      download: downloadPath(attachment),
      self: `${baseOf(view.site)}/rest/api/content/${id}`,
    },
    _expandable: Object.fromEntries(rest.map((part) => [part, ''])),
  };
}

/** Relative to the base. */
function downloadPath(attachment: Attachment): string {
  const { number, createdAt } = latestFile(attachment);
  const name = encodeURIComponent(attachment.title);
  const query = `version=${number}&modificationDate=${createdAt.getTime()}&api=v2`;
  return `/download/attachments/${attachment.contentId}/${name}?${query}`;
}
