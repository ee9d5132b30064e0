import type { StorageDocument } from './documents.js';

/** A page of at least `size` characters, put together from whole pages, with ids of its own so that nothing on it is there twice. */
export function largePage(pages: readonly StorageDocument[], size: number, variant = 0): string {
  let page = '';
  for (let i = 0; page.length < size; i++) {
    const { storage } = pages[i % pages.length] as StorageDocument;
    page += `<h1>Part ${variant}-${i}</h1>${withOwnIds(unframed(storage), `${variant}${i}`.padStart(8, '0'))}`;
  }
  return page;
}

/** Layouts cannot stand beside each other's sections in the middle of a page of text, and comments close over one place. */
function unframed(storage: string): string {
  return storage.replace(/<\/?ac:layout(?:-section|-cell)?(?:\s[^>]*)?>/g, '');
}

function withOwnIds(storage: string, number: string): string {
  return storage
    .replace(
      /(ac:macro-id|ac:local-id|local-id|ac:ref)="([^"]{0,8})/g,
      (_, name: string, start: string) => `${name}="${number}${start}`,
    )
    .replace(/<ac:task-(id|uuid)>/g, (tag) => `${tag}${number}`);
}
