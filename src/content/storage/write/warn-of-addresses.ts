import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';

const absolute = /^(?:[a-z][a-z\d+.-]*:|#|\/)/i;
/** Made up after the pattern of our own. */
const invented =
  /^(?:wiki|confluence|doc|title|P(?:age|AGE)|S(?:pace|PACE)|B(?:log|LOG)|U(?:ser|SER)|A(?:ttachment|TTACHMENT)):/;

const leads = (address: string) => absolute.test(address) && !invented.test(address);

/** A link to a blog post without its day or its title: Confluence finds no post by it. */
const noPost = /^blog:(?![^:]*:\d{4}-\d{2}-\d{2}:.)/;

/** Addresses that lead nowhere once they are on a page: paths of files, which Markdown of other places is full of. */
export function warnOfAddresses(blocks: readonly Block[], isKnown: (address: string) => boolean): string[] {
  const images = new Set<string>();
  const links = new Set<string>();
  const posts = new Set<string>();
  walk(blocks, (block) => {
    if (!isLeaf(block) || block.source) return;
    for (const { atom, link } of block.content) {
      if (atom?.kind === 'image' && !leads(atom.target) && !isKnown(atom.target)) images.add(atom.target);
      if (link !== null && !leads(link) && !isKnown(link)) links.add(link);
      if (link !== null && noPost.test(link) && !isKnown(link)) posts.add(link);
    }
  });
  return [
    ...[...images].map((one) => `The image "${one}" will not be shown: attach the file and write attachment:NAME.`),
    ...[...links].map((one) => `The link "${one}" does not work on a page: write page:SPACE:Title or a complete URL.`),
    ...[...posts].map((one) => `The link "${one}" does not point to a blog post: write blog:SPACE:2026-02-03:Title.`),
  ];
}
