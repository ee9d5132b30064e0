import type { SpacesConfig } from '../config.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

export function toSpaces(values: Values, report: Report): SpacesConfig {
  const { CONFLUENCE_SPACES_FILTER: filter, CONFLUENCE_SPACES_DENY: deny = [] } = values;
  const denied = new Set(deny.map((key) => key.toLowerCase()));
  if (filter?.every((key) => denied.has(key.toLowerCase()))) {
    report.warn('CONFLUENCE_SPACES_DENY names every space of CONFLUENCE_SPACES_FILTER: no content can be seen.');
  }
  return { filter, deny, readOnly: values.CONFLUENCE_SPACES_READ_ONLY ?? [] };
}
