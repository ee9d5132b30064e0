import { namedAddress } from '../../content/index.js';
import { hostsOf, refuseOrAsk, type JudgeOptions, type WantedConfirmation } from './judge.js';
import type { WriteEffect } from './rules.js';
import { textsIn } from './proposed-write.js';

/**
 * Holds a call of another API to the rules. What it changes there nobody here can look at, so that its arguments count:
 * an address in them that leads to a host which is not listed is a new one.
 */
export async function judgeApiCall(
  effect: WriteEffect,
  args: Readonly<Record<string, unknown>>,
  options: JudgeOptions,
): Promise<WantedConfirmation[]> {
  const { rules, content } = options;
  const wanted: WantedConfirmation[] = [];
  if (effect === 'delete' && !rules.deletes) wanted.push(refuseOrAsk(rules, 'delete', 'deletes', 'a delete'));
  if (rules.linkHosts !== undefined) {
    const texts = [...textsIn(args), ...namedAddressesIn('', args)];
    const hosts = hostsOf(await content.findAddresses(texts.join('\n'), 'text'), options);
    if (hosts.length > 0) wanted.push(refuseOrAsk(rules, 'links', 'link_hosts', `an address of ${hosts.join(', ')}`));
  }
  const way = rules.confirm[effect];
  if (way !== undefined)
    wanted.push({ way, rule: `confirm.${effect}`, what: effect === 'update' ? 'an update' : `a ${effect}` });
  return wanted;
}

/** Arguments that say by their names that they are addresses, and have no scheme: `{ callback_url: 'evil.example/x' }`. */
function namedAddressesIn(name: string, value: unknown): string[] {
  if (typeof value === 'string') return [namedAddress(name, value) ?? []].flat();
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => namedAddressesIn(Array.isArray(value) ? name : key, one));
}
