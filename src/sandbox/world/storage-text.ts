import { walkStorage } from './storage-xml.js';

/** Elements whose content a reader never sees as text. */
const hidden = new Set([
  'ac:parameter',
  'ac:task-id',
  'ac:task-uuid',
  'ac:task-status',
  'ac:adf-attribute',
  'ac:adf-fallback',
]);

const blocks = new Set(
  'p h1 h2 h3 h4 h5 h6 li ul ol table tbody tr td th div pre blockquote br hr ac:task ac:layout-cell ac:structured-macro'.split(
    ' ',
  ),
);

/** What search indexes and people read: text without markup, blocks separated by spaces, code included. */
export function textOf(storage: string): string {
  let depthHidden = 0;
  let text = '';
  walkStorage(storage, {
    open: ({ name }) => {
      if (hidden.has(name)) depthHidden += 1;
      if (blocks.has(name)) text += ' ';
    },
    close: (name) => {
      if (hidden.has(name)) depthHidden -= 1;
      if (blocks.has(name)) text += ' ';
    },
    text: (chunk) => {
      if (depthHidden === 0) text += chunk;
    },
    cdata: (chunk) => {
      if (depthHidden === 0) text += chunk;
    },
  });
  return text.replace(/\s+/g, ' ').trim();
}

/** Names of the macros used and ids of the users mentioned (accountIds or user keys), for the CQL fields of those names. */
export function referencesOf(storage: string): { macros: string[]; mentions: string[] } {
  const macros = new Set<string>();
  const mentions = new Set<string>();
  walkStorage(storage, {
    open: ({ name, attributes }) => {
      if (name === 'ac:structured-macro' && attributes['ac:name']) macros.add(attributes['ac:name']);
      const mention = attributes['ri:account-id'] ?? attributes['ri:userkey'];
      if (name === 'ri:user' && mention) mentions.add(mention);
    },
  });
  return { macros: [...macros], mentions: [...mentions] };
}
