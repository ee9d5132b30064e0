import type { Content } from '../../content/index.js';
import { denied, onlyTheOperator, type RuleName } from './denial.js';
import type { ProposedWrite, WrittenText } from './proposed-write.js';
import type { ConfirmedKind, Confirmation, WriteRules } from './rules.js';

/** A confirmation that a write needs, the rule that wants it, and what the person is told. */
export interface WantedConfirmation {
  readonly way: Confirmation;
  readonly rule: RuleName;
  readonly what: string;
}

/** The caller's rules, and what looks into texts. */
export interface JudgeOptions {
  readonly rules: WriteRules;
  readonly content: Pick<Content, 'findAddresses' | 'visibleSize'>;
  /** Relative addresses, and those of its host, stay on the site. */
  readonly siteUrl: string;
  /** Of a text that gets smaller from this size: the largest that it had when it did so within the last hour, this one included. */
  readonly largest: (id: string, size: number) => Promise<number>;
}

/**
 * Holds one write to the rules. Resolves with the confirmations that it still needs, and rejects with POLICY_DENIED for
 * what no confirmation could allow. What cannot be found out is not allowed: look-ups that fail, fail the write.
 */
export async function judge(write: ProposedWrite, options: JudgeOptions): Promise<WantedConfirmation[]> {
  const { rules } = options;
  const wanted: WantedConfirmation[] = [];
  const ask = (...what: [ConfirmedKind, RuleName, string]): void => void wanted.push(refuseOrAsk(rules, ...what));
  const effect = (await isEmptied(write, options)) ? 'delete' : write.effect;
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
  if (way !== undefined)
    wanted.push({ way, rule: `confirm.${effect}`, what: effect === 'update' ? 'an update' : `a ${effect}` });
  return wanted;
}

/** What a rule does not allow: asked about where the operator says so, else refused. */
export function refuseOrAsk(rules: WriteRules, kind: ConfirmedKind, rule: RuleName, what: string): WantedConfirmation {
  const way = rules.confirm[kind];
  if (way === undefined) throw denied(rules, rule, what, onlyTheOperator);
  return { way, rule: `confirm.${kind}`, what };
}

/** In characters that a reader sees: what a few lines hold, and what one word holds, which may stand for them. */
const fewLines = 200;
const oneWord = 10;
const leastShare = 0.2;

/** A text of which a reader sees next to nothing any more is deleted, whatever the tool is called, and in however many steps. */
async function isEmptied({ effect, id, text }: ProposedWrite, options: JudgeOptions): Promise<boolean> {
  const { rules, content, largest } = options;
  if (effect !== 'update' || text?.format !== 'storage') return false;
  const { confirm } = rules;
  if (rules.deletes && confirm.delete === undefined && confirm.update === undefined) return false;
  const after = await content.visibleSize(await text.after());
  const before = await content.visibleSize(await text.before());
  if (after >= before) return false;
  const most = id === null ? before : await largest(id, before);
  return after < most * leastShare && (most >= fewLines || after < oneWord);
}

async function spacesOutside(write: ProposedWrite, { spaces }: WriteRules): Promise<string[]> {
  if (spaces === undefined) return [];
  const keys = await write.spaces();
  return [...new Set(keys.filter((key) => !spaces.has(key.toLowerCase())))];
}

/** Hosts that are not listed, of addresses that did not stand there before. */
async function newHosts(write: ProposedWrite, options: JudgeOptions): Promise<string[]> {
  const { content, rules } = options;
  if (rules.linkHosts === undefined) return [];
  const unlisted = async (text: string, format: WrittenText['format']): Promise<string[]> =>
    (await content.findAddresses(text, format)).filter((address) => unlistedHost(address, options) !== undefined);
  const found: string[] = [];
  for (const { format, after, before } of await textsOf(write)) {
    const addresses = await unlisted(await after(), format);
    if (addresses.length === 0) continue;
    const present = new Set(await content.findAddresses(await before(), format));
    found.push(...addresses.filter((address) => !present.has(address)));
  }
  return hostsOf(found, options);
}

/** The text, and every other word that the write brings: titles, comments of versions, names of files. */
async function textsOf({ text, words = [], wordsBefore }: ProposedWrite): Promise<WrittenText[]> {
  const body = await text?.after();
  const others = words.filter((word) => word !== body).join('\n');
  const beside: WrittenText = {
    format: 'text',
    after: () => Promise.resolve(others),
    before: wordsBefore ?? (() => Promise.resolve('')),
  };
  return [...(text === undefined ? [] : [text]), beside];
}

/** What a list of addresses leads to that is not listed, once each. */
export function hostsOf(addresses: readonly string[], options: Pick<JudgeOptions, 'rules' | 'siteUrl'>): string[] {
  return [...new Set(addresses.flatMap((address) => unlistedHost(address, options) ?? []))];
}

/**
 * The first host behind an address, as a browser would find it, that is not listed; with the port where that alone is
 * another one than the site's. A scheme without hosts stands for itself.
 */
function unlistedHost(
  address: string,
  { rules, siteUrl }: Pick<JudgeOptions, 'rules' | 'siteUrl'>,
): string | undefined {
  const site = new URL(siteUrl);
  const isAllowed = ({ name, port }: Host): boolean =>
    (name === site.hostname && port === site.port) ||
    (rules.linkHosts ?? []).some((listed) =>
      listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed,
    );
  const unlisted = hostsBehind(address, siteUrl).find((host) => !isAllowed(host));
  if (unlisted === undefined) return undefined;
  const { name, port } = unlisted;
  return name === site.hostname && port !== '' ? `${name}:${port}` : name;
}

/** `port` is empty for that of the scheme. */
interface Host {
  readonly name: string;
  readonly port: string;
}

function hostsBehind(address: string, siteUrl: string): Host[] {
  const url = readAddress(address, siteUrl);
  if (url === undefined) return [{ name: 'a URL that cannot be read', port: '' }];
  const { hostname, port, protocol } = url;
  if (hostname !== '') return [{ name: hostname.toLowerCase(), port }];
  const domains = protocol === 'mailto:' ? mailDomains(url) : [];
  return (domains.length === 0 ? [protocol] : domains).map((name) => ({ name, port: '' }));
}

/** Of everybody whom a mail would go to: https://www.rfc-editor.org/rfc/rfc6068 */
function mailDomains({ href }: URL): string[] {
  const plain = href.replaceAll(/%([0-7][\da-f])/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return [...plain.matchAll(/@([^\s,;:?&#@<>"'()%]+)/g)].map(([, domain = '']) => domain.toLowerCase());
}

/** Alone before relative: `https:host` names a host wherever no page gives it a base. */
function readAddress(address: string, siteUrl: string): URL | undefined {
  if (URL.canParse(address)) return new URL(address);
  return URL.canParse(address, siteUrl) ? new URL(address, siteUrl) : undefined;
}
