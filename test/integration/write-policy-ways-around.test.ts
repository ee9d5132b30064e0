/** Every writing tool against the rule `spaces`, by each way to name what lies outside of them. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { siteState } from '../../bench/tasks/site-state.js';
import { catalogue } from '../../src/mcp/index.js';
import { textOf } from '../support/clients.js';
import { openRpc } from '../support/rpc.js';
import { isThorough } from '../support/thorough.js';
import { corners, furnish } from '../support/three-spaces.js';
import { usePolicedService } from './policed-service.js';
import { writeCalls } from './space-policy-calls.js';

const { service, callerNamed, writes, lastCall } = usePolicedService(
  'default: {spaces: [ENG], deletes: true, widen_permissions: true}',
);
beforeAll(() => furnish(service().sandbox.world));

type Args = Record<string, unknown>;
type Spelling = (args: Args, url: string) => Args;

const eachValue = (args: Args, spell: (value: unknown, name: string) => unknown): Args =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, spell(value, name)]));
const isPage = (name: string): boolean => /^(?:page_ids?|parent_id|target_id|target_parent_id)$/.test(name);

/** One call, as clients and models spell it. */
const spellings: Readonly<Record<string, Spelling>> = {
  'as it is': (args) => args,
  'with ids as numbers': (args) =>
    eachValue(args, (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)),
  'with addresses for pages': (args, url) => {
    const address = (id: unknown) => `${url}/spaces/ENG/pages/${String(id)}/Anything`;
    return eachValue(args, (value, name) =>
      !isPage(name) ? value : Array.isArray(value) ? value.map(address) : address(value),
    );
  },
  'with lists as JSON': (args) => eachValue(args, (value) => (Array.isArray(value) ? JSON.stringify(value) : value)),
  'with keys in another case': (args) =>
    eachValue(args, (value, name) => (name.endsWith('space_key') ? String(value).toLowerCase() : value)),
  'with other names of its parameters': (args) =>
    Object.fromEntries(
      Object.entries(args).map(([name, value]) => [
        name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()),
        value,
      ]),
    ),
  'with a token that nobody gave': (args) => ({ ...args, preview_token: 'x'.repeat(80) }),
  'with a dry run that is none': (args) => ({ ...args, dry_run: 'no' }),
};

const writers = catalogue.filter(({ effect, api }) => effect !== 'read' && api === undefined).map(({ name }) => name);
it('has calls for every tool that writes', () => {
  expect(Object.keys(writeCalls).sort()).toEqual([...writers].sort());
});

const tools = Object.keys(writeCalls);
// One place reads what is spelt: each tool is tried with half of the other spellings and each of them with half of the tools, unless all are.
const cases = Object.entries(spellings).map(([how, spell], turn) => {
  const spelt = tools.filter((_tool, at) => isThorough || turn === 0 || (at + turn) % 2 === 0);
  return [how, spell, spelt] as const;
});
describe.each(cases)('a write outside of the spaces of its caller, %s,', (_how, spell, spelt) => {
  it.each(spelt)('is refused, and changes nothing: %s', async (name) => {
    const call = await callerNamed('alice');
    const { sandbox } = service();
    const before = siteState(sandbox.world);
    for (const argsOf of writeCalls[name] ?? []) {
      const sent = writes();
      const answer = textOf(await call(name, spell(argsOf(corners.readOnly), sandbox.url)));
      // Some calls come to nothing before the rule is asked: two spaces that disagree, a comment that is open already.
      expect(answer).toMatch(/^(?:POLICY_DENIED: .*rule spaces|INVALID_INPUT: |Nothing to change)/);
      expect(writes()).toBe(sent);
      if (answer.startsWith('POLICY')) expect(lastCall()).toMatchObject({ tool: name, rule: 'spaces' });
    }
    expect(siteState(sandbox.world)).toEqual(before);
  });
});

describe('a request that narrows itself', () => {
  it('gets none of what the rule keeps from it', async () => {
    const { url, sandbox } = service();
    const narrowed = openRpc(url, await service().token('confluence:delete', { subject: 'alice' }), {
      'x-mcp-spaces': 'HR',
      'x-mcp-readonly': 'false',
    });
    const before = siteState(sandbox.world);
    for (const [name, calls] of Object.entries(writeCalls)) {
      for (const argsOf of calls) {
        expect(await narrowed.text(name, argsOf(corners.readOnly))).not.toMatch(/^Done/);
      }
    }
    expect(siteState(sandbox.world)).toEqual(before);
  });
});
