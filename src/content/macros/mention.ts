/** Mentions: `ri:user` in a link <-> `[@Name](user:id)`. The address is the identity, the name is for the reader. */
import type { Atom } from '../model/inline.js';
import type { Deployment } from '../model/references.js';
import { cleanText } from '../xml/clean-text.js';
import { decodePart } from './link.js';
import { encodeAttribute } from '../xml/encode.js';
import type { XmlElement } from '../xml/xml-node.js';
import { findElement } from '../xml/xml-node.js';

/** The label of a mention for which no name is known. */
export const noName = 'user';

/**
 * A link to a person; null for a link to anything else. Names come from `userNames`, by account id or user key; without
 * one the label is `user`.
 */
export function readMention(link: XmlElement, userNames: ReadonlyMap<string, string>): Atom | null {
  const user = findElement(link, 'ri:user');
  if (!user) return null;
  const account = user.attributes['ri:account-id'];
  const key = user.attributes['ri:userkey'] ?? user.attributes['ri:username'];
  const id = cleanText(account ?? key ?? '');
  const label = userNames.get(id) ?? noName;
  return { kind: 'mention', account: id, label };
}

/** Cloud names people by account id; Data Center by user key, of 32 hexadecimal digits, which Cloud keeps on migrated pages. */
export function writeMention(account: string, deployment: Deployment): string {
  const isKey = deployment === 'datacenter' || /^[0-9a-f]{32}$/.test(account);
  const name = isKey ? 'ri:userkey' : 'ri:account-id';
  return `<ac:link><ri:user ${name}="${encodeAttribute(account)}" /></ac:link>`;
}

/** `[@Name](user:id)`: the address is the person, the name is not compared. */
export function mentionOf(href: string, label: string): Atom | null {
  const match = /^user:(.+)$/.exec(href);
  return match ? { kind: 'mention', account: decodePart(match[1] ?? ''), label: label.replace(/^@/, '') } : null;
}
