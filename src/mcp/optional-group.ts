import type { Confluence } from '../confluence/index.js';
import { AppError } from '../errors.js';

/** The groups of the port that not every deployment has. */
export type OptionalGroup = {
  [Group in keyof Confluence]-?: undefined extends Confluence[Group] ? Group : never;
}[keyof Confluence];

/** A group that the tool named in `needs`. NOT_SUPPORTED where it is missing, for callers that come without the list. */
export function groupOf<Group extends OptionalGroup>(
  confluence: Confluence,
  name: Group,
): NonNullable<Confluence[Group]> {
  const group = confluence[name];
  if (group !== undefined) return group;
  throw new AppError('NOT_SUPPORTED', `This Confluence has no ${name} that a program could use.`);
}
