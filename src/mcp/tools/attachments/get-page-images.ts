import { z } from 'zod';
import type { Attachment, Confluence } from '../../../confluence/index.js';
import type { PageImage } from '../../../content/index.js';
import { isAppError } from '../../../errors.js';
import { pageId } from '../../schemas/input.js';
import { foreignText } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { MediaContent, ToolContext } from '../define-tool.js';
import { renderUrl } from '../render.js';
import { mostBytes } from './file-input.js';
import { imageTypeOf } from './media-type.js';

const input = z.strictObject({
  page_id: pageId,
  limit: z.int().min(1).max(20).default(5).describe('Most images.'),
  max_bytes: z.int().min(1).max(mostBytes).default(2_000_000).describe('Skip larger files.'),
});

const image = z.object({
  position: z.int(),
  heading_path: z.array(foreignText),
  caption: foreignText,
  alt: foreignText,
  filename: foreignText.nullable(),
  attachment_id: z.string().nullable(),
  url: z.string().nullable(),
  not_shown: z.string().optional(),
});
const output = z.object({
  page_id: z.string(),
  title: foreignText,
  version: z.int(),
  url: z.string(),
  images: z.array(image),
  total: z.int(),
});

/** confluence_get_page_images: the images that a page shows, to be looked at. */
export const getPageImages = defineTool({
  name: 'confluence_get_page_images',
  title: 'Get page images',
  toolset: 'attachments',
  effect: 'read',
  description: 'Look at the images of a page, in order, with captions.',
  input,
  output,
  isProse: true,
  run: readImages,
  render: ({ page_id: id, title, version, url, images, total }, fence) => {
    const head = `Page ${id}, version ${version}. ${renderUrl(url)}`;
    const count = total === 0 ? 'This page has no images.' : `${images.length} of its ${total} images, in order:`;
    return `${head}\n${count}\n${fence([`Title: ${title}`, ...images.map(renderImage)].join('\n'))}`;
  },
  media: ({ media }) => media,
});

type ImagesRequest = z.output<typeof input>;
type ImageFacts = z.input<typeof image>;
interface Shown {
  facts: ImageFacts;
  media?: MediaContent;
}

async function readImages({ page_id: pageId, limit: most, max_bytes: maxBytes }: ImagesRequest, context: ToolContext) {
  const { confluence, content, progress } = context;
  const page = await confluence.pages.get(pageId);
  const all = await content.toImages(page.body);
  const wanted = all.slice(0, most);
  const files = wanted.some(({ target }) => ownFile(target) !== undefined) ? await listFiles(confluence, page.id) : [];
  const shown: Shown[] = [];
  let left = mostBytes;
  for (const [index, one] of wanted.entries()) {
    progress(index, wanted.length, `Image ${index + 1} of ${wanted.length}`);
    const next = await showImage(one, index + 1, { files, maxBytes: Math.min(maxBytes, left), confluence });
    if (next.media?.type === 'image') left -= Math.ceil((next.media.data.length * 3) / 4);
    shown.push(next);
  }
  const { id, title, version, url } = page;
  return {
    ...{ page_id: id, title, version, url, total: all.length },
    images: shown.map(({ facts }) => facts),
    media: shown.flatMap(({ media = [] }) => media),
  };
}

/** More files than these are on hardly any page. */
const mostFiles = 1_000;

async function listFiles({ attachments }: Confluence, pageId: string): Promise<Attachment[]> {
  const files: Attachment[] = [];
  let cursor: string | undefined;
  do {
    const page = await attachments.list(pageId, { limit: 250, cursor });
    files.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && files.length < mostFiles);
  return files;
}

/** The name of a file of the page itself; undefined for one of another page, and for an address. */
function ownFile(target: string): string | undefined {
  const [, name] = /^attachment:([^/]+)$/.exec(target) ?? [];
  return name === undefined ? undefined : decodeURIComponent(name);
}

interface Source {
  readonly files: readonly Attachment[];
  readonly maxBytes: number;
  readonly confluence: Confluence;
}

async function showImage(one: PageImage, position: number, { files, maxBytes, confluence }: Source): Promise<Shown> {
  const name = ownFile(one.target);
  const file = files.find(({ filename }) => filename === name);
  const facts: ImageFacts = {
    ...{ position, heading_path: [...one.headingPath], caption: one.caption, alt: one.alt },
    ...{ filename: name ?? null, attachment_id: file?.id ?? null },
    url: file?.url ?? (/^https?:/.test(one.target) ? one.target : null),
  };
  if (file === undefined) return { facts: { ...facts, not_shown: whyAbsent(one.target, name) } };
  if (file.sizeBytes > maxBytes) return { facts: { ...facts, not_shown: `too large: ${file.sizeBytes} bytes` } };
  try {
    const { bytes } = await confluence.attachments.download(file.id, { maxBytes });
    const type = imageTypeOf(bytes);
    if (type === undefined)
      return { facts: { ...facts, not_shown: `${file.mediaType} is not an image type that models accept` } };
    return { facts, media: { type: 'image', data: Buffer.from(bytes).toString('base64'), mimeType: type } };
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'NOT_FOUND' && error.code !== 'INVALID_INPUT')) throw error;
    return { facts: { ...facts, not_shown: error.message } };
  }
}

function whyAbsent(target: string, name: string | undefined): string {
  if (name !== undefined) return 'the page has no file with this name';
  if (target.startsWith('attachment:')) return 'it is a file on another page';
  return 'it is on another site, from which this server fetches nothing';
}

function renderImage(one: z.output<typeof image>): string {
  const { position, heading_path: path, caption, alt, filename, attachment_id: id, url, not_shown: why } = one;
  const parts = [
    `${position}. ${filename ?? url ?? 'image'}${id === null ? '' : ` (attachment ${id})`}`,
    path.length === 0 ? '' : `under ${path.join(' > ')}`,
    caption === '' ? '' : `caption: ${caption}`,
    alt === '' ? '' : `alt: ${alt}`,
    filename === null || url === null ? '' : url,
    why === undefined ? '' : `not shown: ${why}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}
