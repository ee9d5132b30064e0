import type { Content } from '../../content/index.js';
import { denied, onlyTheOperator, type RuleName } from './denial.js';
import type { ProposedWrite } from './proposed-write.js';
import type { ConfirmedKind, Confirmation, WriteRules } from './rules.js';

/** A confirmation that a write needs, the rule that wants it, and what the person is told. */
export interface WantedConfirmation {
  readonly way: Confirmation;
  readonly rule: RuleName;
  readonly what: string;
}

export interface JudgeOptions {
  readonly rules: WriteRules;
  readonly content: Pick<Content, 'findAddresses'>;
  /** Relative addresses, and those of its host, stay on the site. */
  readonly siteUrl: string;
}

/**
 * Holds one write to the rules. Resolves with the confirmations that it still needs, and rejects with POLICY_DENIED for
 * what no confirmation could allow. What cannot be found out is not allowed: look-ups that fail, fail the write.
 */
export async function judge(write: ProposedWrite, options: JudgeOptions): Promise<WantedConfirmation[]> {
  const { rules } = options;
  const wanted: WantedConfirmation[] = [];
  const ask = (...what: [ConfirmedKind, RuleName, string]): void => void wanted.push(refuseOrAsk(rules, ...what));
  const effect = (await isEmptied(write)) ? 'delete' : write.effect;
  if (effect === 'delete' && !rules.deletes) ask('delete', 'deletes', 'a delete');
  const outside = await spacesOutside(write, rules);
  if (outside.length > 0) ask('spaces', 'spaces', `a write to space ${outside.join(', ')}`);
  if (!rules.widenPermissions) {
    const wider = await write.widens?.();
    if (wider !== undefined) ask('permissions', 'widen_permissions', wider);
  }
  const hosts = await newHosts(write, options);
  if (hosts.length > 0) ask('links', 'link_hosts', `a new link or image to ${hosts.join(', ')}`);
  const way = rules.confirm[effect];
  if (way !== undefined) wanted.push({ way, rule: `confirm.${effect}`, what: `a ${effect}` });
  return wanted;
}

/** What a rule does not allow: asked about where the operator says so, else refused. */
export function refuseOrAsk(rules: WriteRules, kind: ConfirmedKind, rule: RuleName, what: string): WantedConfirmation {
  const way = rules.confirm[kind];
  if (way === undefined) throw denied(rules, rule, what, onlyTheOperator);
  return { way, rule: `confirm.${kind}`, what };
}

/** Texts that are longer than this stand for something, whatever stood there before. */
const shortChars = 2_000;
const leastChars = 200;
const leastShare = 0.2;

/** A text of which next to nothing stays is deleted, whatever the tool is called. */
async function isEmptied({ effect, text }: ProposedWrite): Promise<boolean> {
  if (effect !== 'update' || text?.format !== 'storage') return false;
  const after = await text.after();
  if (after.length > shortChars) return false;
  const before = await text.before();
  return before.length >= leastChars && after.length < before.length * leastShare;
}

async function spacesOutside(write: ProposedWrite, { spaces }: WriteRules): Promise<string[]> {
  if (spaces === undefined) return [];
  const keys = await write.spaces();
  return [...new Set(keys.filter((key) => !spaces.has(key.toLowerCase())))];
}

/** Hosts that are not listed, of addresses that did not stand there before. */
async function newHosts({ text }: ProposedWrite, options: JudgeOptions): Promise<string[]> {
  const { content, rules } = options;
  if (text === undefined || rules.linkHosts === undefined) return [];
  const unlisted = (await content.findAddresses(await text.after(), text.format)).filter(
    (address) => unlistedHost(address, options) !== undefined,
  );
  if (unlisted.length === 0) return [];
  const before = new Set(await content.findAddresses(await text.before(), text.format));
  return hostsOf(
    unlisted.filter((address) => !before.has(address)),
    options,
  );
}

/** What a list of addresses leads to that is not listed, once each. */
export function hostsOf(addresses: readonly string[], options: Pick<JudgeOptions, 'rules' | 'siteUrl'>): string[] {
  return [...new Set(addresses.flatMap((address) => unlistedHost(address, options) ?? []))];
}

/** The host behind an address as a browser would find it; a scheme without hosts stands for itself. */
function unlistedHost(
  address: string,
  { rules, siteUrl }: Pick<JudgeOptions, 'rules' | 'siteUrl'>,
): string | undefined {
  const host = hostOf(address, siteUrl);
  if (host === new URL(siteUrl).hostname) return undefined;
  const isListed = (rules.linkHosts ?? []).some((listed) =>
    listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed,
  );
  return isListed ? undefined : host;
}

function hostOf(address: string, siteUrl: string): string {
  if (!URL.canParse(address, siteUrl)) return 'an address that cannot be read';
  const { hostname, protocol, pathname } = new URL(address, siteUrl);
  if (hostname !== '') return hostname.toLowerCase();
  const mailDomain = protocol === 'mailto:' ? /@([\w.-]+)$/.exec(pathname)?.[1] : undefined;
  return mailDomain?.toLowerCase() ?? protocol;
}
