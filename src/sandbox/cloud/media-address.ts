import { createHmac } from 'node:crypto';
import type { Attachment, AttachmentRevision } from '../world/model.js';
import type { Site } from './site.js';

/** The signed address of one revision's bytes. */
export function mediaAddress(site: Site, attachment: Attachment, revision: AttachmentRevision): string {
  const path = `/media/${attachment.fileId}/${revision.number}`;
  return `${site.mediaOrigin}${path}?token=${sign(site, path)}`;
}

export function isSigned(site: Site, path: string, token: string | undefined): boolean {
  return token === sign(site, path);
}

function sign(site: Site, path: string): string {
  return createHmac('sha256', site.signature).update(path).digest('hex');
}
