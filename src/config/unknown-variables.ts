import { editDistance } from '../edit-distance.js';
import { findVariable, type Environment } from './environment.js';
import { mayBeFile } from './read-settings.js';
import type { Report } from './report.js';
import type { Setting } from './setting.js';
import { settings } from './settings.js';

const known = new Set(
  Object.entries<Setting>(settings).flatMap(([name, setting]) =>
    [name, ...(setting.aliases ?? [])].flatMap((spelt) => (mayBeFile(setting) ? [spelt, `${spelt}_FILE`] : [spelt])),
  ),
);

/** Kubernetes and Docker write these for a service that is called `confluence` or so; nobody sets them by hand. */
const serviceLink = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_\w+)?)?)$/;

/** Warns of what was meant for this server and nothing reads: a space filter that is misspelt would filter nothing. */
export function warnOfUnknownVariables(environment: Environment, report: Report): void {
  for (const name of Object.keys(environment)) {
    if (known.has(name) || serviceLink.test(name) || findVariable(environment, name) === undefined) continue;
    const candidates = name.startsWith('CONFLUENCE_') ? [...known] : [...known].filter((other) => isSlip(name, other));
    const nearest = nearestOf(name, candidates);
    if (nearest !== undefined) report.warn(`${name} is no setting, and nothing reads it. The nearest is ${nearest}.`);
  }
}

/** A letter or two are wrong. Short names are near to much that belongs to others, such as HOST and HOME. */
function isSlip(name: string, other: string): boolean {
  const allowed = name.length < 6 ? 0 : name.length < 10 ? 1 : 2;
  return Math.abs(name.length - other.length) <= allowed && editDistance(name, other) <= allowed;
}

function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const distances = candidates.map((candidate) => ({ candidate, distance: wordDistance(name, candidate) }));
  return distances.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Word by word, so that CONFLUENCE_TOKENN is near to CONFLUENCE_API_TOKEN: a word that was left out counts little. */
function wordDistance(name: string, candidate: string): number {
  const words = name.split('_');
  const others = candidate.split('_');
  const wrong = words.map((word) => Math.min(...others.map((other) => editDistance(word, other))));
  return wrong.reduce((sum, letters) => sum + letters, 0) + Math.abs(others.length - words.length) / 2;
}
