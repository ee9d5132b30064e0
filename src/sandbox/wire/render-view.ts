import { encodeEntities } from '../world/entities.js';
import { walkStorage } from '../world/storage-xml.js';

/** HTML elements that stand for Confluence's own; null drops the element with its content. */
const replacements: Record<string, string | null> = {
  'ac:structured-macro': 'div',
  'ac:rich-text-body': 'div',
  'ac:plain-text-body': 'pre',
  'ac:layout': 'div',
  'ac:layout-section': 'div',
  'ac:layout-cell': 'div',
  'ac:task-list': 'ul',
  'ac:task': 'li',
  'ac:task-body': 'span',
  'ac:link': 'a',
  'ac:link-body': 'span',
  'ac:plain-text-link-body': 'span',
  'ac:image': 'figure',
  'ac:caption': 'figcaption',
  'ac:inline-comment-marker': 'span',
  'ac:parameter': null,
  'ac:task-id': null,
  'ac:task-uuid': null,
  'ac:task-status': null,
  'ac:adf-extension': 'div',
  'ac:adf-content': 'div',
  'ac:adf-attribute': null,
  'ac:adf-fallback': null,
};

const voidElements = new Set(['br', 'hr', 'img', 'col']);

/** A plain HTML rendering of storage: the text and its structure, macros as boxes. */
export function renderView(storage: string): string {
  let html = '';
  let dropped = 0;
  const emit = (text: string) => {
    if (dropped === 0) html += text;
  };
  walkStorage(storage, {
    open: ({ name, attributes }) => {
      const tag = htmlTag(name);
      if (tag === null) dropped += 1;
      else if (tag !== undefined) emit(`<${tag}${htmlAttributes(name, attributes)}>`);
    },
    close: (name) => {
      const tag = htmlTag(name);
      if (tag === null) dropped -= 1;
      else if (tag !== undefined && !voidElements.has(tag)) emit(`</${tag}>`);
    },
    text: (text) => emit(encodeEntities(text)),
    cdata: (text) => emit(encodeEntities(text)),
  });
  return html;
}

/** undefined: no tag, its content stays. */
function htmlTag(name: string): string | null | undefined {
  if (name in replacements) return replacements[name];
  return name.includes(':') ? undefined : name;
}

function htmlAttributes(name: string, attributes: Record<string, string>): string {
  if (name === 'ac:structured-macro')
    return ` class="macro" data-macro-name="${encodeEntities(attributes['ac:name'] ?? '')}"`;
  if (name === 'ac:inline-comment-marker')
    return ` class="inline-comment-marker" data-ref="${attributes['ac:ref'] ?? ''}"`;
  return Object.entries(attributes)
    .filter(([key]) => !key.includes(':') && key !== 'local-id')
    .map(([key, value]) => ` ${key}="${encodeEntities(value)}"`)
    .join('');
}
