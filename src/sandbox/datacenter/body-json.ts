import { renderView } from '../wire/render-view.js';
import type { Expansion } from './expansion.js';

/** The representations of a body that `expand=body.…` and the conversion name. */
export const formats = ['storage', 'view', 'export_view', 'styled_view', 'editor', 'anonymous_export_view'] as const;

/** The body in every format that is expanded. */
export function bodyJson(storage: string, expand: Expansion) {
  const shown = formats.filter((format) => expand.has(format));
  const rest = formats.filter((format) => !shown.includes(format));
  return {
    ...Object.fromEntries(shown.map((format) => [format, formatJson(storage, format)])),
    _expandable: Object.fromEntries(rest.map((format) => [format, ''])),
  };
}

/** The body in one format: storage as it is, every other one rendered. */
export function formatJson(storage: string, format: (typeof formats)[number]) {
  const value = format === 'storage' ? storage : renderView(storage);
  return { value, representation: format, _expandable: { content: '' } };
}
