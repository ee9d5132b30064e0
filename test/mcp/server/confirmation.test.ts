import { describe, expect, it } from '@jest/globals';
import { createConfirmation, ConfirmationNeeded } from '../../../src/mcp/server/confirmation.js';
import type { ConfirmedCall, ConfirmMode } from '../../../src/mcp/server/confirmation.js';
import { createClaims } from '../../../src/mcp/server/claims.js';
import { createSeal } from '../../../src/mcp/server/seal.js';
import { createMemoryStore } from '../../../src/state/index.js';
import { caught } from '../../contract/caught.js';

const key = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);
let clock = 1_000_000;
const now = () => clock;
const sealOf = (...keys: Uint8Array[]) => createSeal(keys, { now });

const openClaims = createClaims(createMemoryStore());
const call: ConfirmedCall = {
  ...{ principal: 'alice', tool: 'delete', args: { page_id: '1' }, elicitation: {} },
  claims: openClaims(),
};
const question = { message: 'Delete?', version: 3 };

interface Setting {
  mode?: ConfirmMode;
  keys?: Uint8Array[];
  put?: typeof question;
}

function ask(more: Partial<ConfirmedCall> = {}, { mode = 'auto', keys = [key], put = question }: Setting = {}) {
  const confirm = createConfirmation({ mode, seal: sealOf(...keys) })({ ...call, ...more });
  return confirm(() => put);
}

/** The state of the question that is put. */
async function stateOf(more: Partial<ConfirmedCall> = {}, keys = [key]): Promise<string> {
  const needed = await ask(more, { keys }).catch((error: unknown) => error);
  if (!(needed instanceof ConfirmationNeeded)) throw new Error(`No question: ${String(needed)}`);
  expect(needed.question).toBe('Delete?');
  return needed.state;
}

describe('a question before a write', () => {
  it('is settled by the answer to this very question', async () => {
    const state = await stateOf();
    await ask({ elicitation: { state, answer: 'accept' } });
  });

  it.each([
    ['another caller', { principal: 'eve' }],
    ['another tool', { tool: 'purge' }],
    ['other arguments', { args: { page_id: '2' } }],
  ])('is put again to %s', async (_who, more) => {
    const state = await stateOf();
    expect(
      await ask({ ...more, elicitation: { state, answer: 'accept' } }).catch((error: unknown) => error),
    ).toBeInstanceOf(ConfirmationNeeded);
  });

  it.each([
    ['the page moved on', { put: { ...question, version: 4 } }],
    ['the question has changed', { put: { ...question, message: 'Delete all?' } }],
    ['the key is not known', { keys: [other] }],
  ])('is put again when %s', async (_why, options) => {
    const elicitation = { state: await stateOf(), answer: 'accept' as const };
    expect(await ask({ elicitation }, options).catch((error: unknown) => error)).toBeInstanceOf(ConfirmationNeeded);
  });

  it.each(['', 'x', '.', 'zzzzzzzzz.AAAA', '9.'])('is put again when the state is %j', async (state) => {
    const elicitation = { state, answer: 'accept' as const };
    expect(await ask({ elicitation }).catch((error: unknown) => error)).toBeInstanceOf(ConfirmationNeeded);
  });

  it('is put again after ten minutes, also when somebody sets the time on', async () => {
    const state = await stateOf();
    const late = state.replace(/^[^.]*/, (2 ** 50).toString(36));
    clock += 10 * 60_000 - 1;
    const claims = openClaims();
    await ask({ claims, elicitation: { state, answer: 'accept' } });
    await claims.release();
    clock += 1;
    for (const old of [state, late]) {
      const elicitation = { state: old, answer: 'accept' as const };
      expect(await ask({ elicitation }).catch((error: unknown) => error)).toBeInstanceOf(ConfirmationNeeded);
    }
  });

  it('is settled by an answer from before the key was rotated', async () => {
    const state = await stateOf({}, [other]);
    await ask({ elicitation: { state, answer: 'accept' } }, { keys: [key, other] });
  });

  it('is put again when its yes was used, however that is spelled, unless nothing came of it', async () => {
    const state = await stateOf();
    const [first, second] = [openClaims(), openClaims()];
    const yes = { elicitation: { state, answer: 'accept' as const } };
    const atOnce = await Promise.allSettled([ask({ ...yes, claims: first }), ask({ ...yes, claims: second })]);
    expect(atOnce.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    // The last of 43 characters of base64url has two bits that count for nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelled = state.slice(0, -1) + (alphabet[alphabet.indexOf(state.at(-1) ?? '') + 1] ?? '');
    for (const spelled of [state, respelled]) {
      const again = ask({ elicitation: { state: spelled, answer: 'accept' } });
      expect(await again.catch((error: unknown) => error)).toBeInstanceOf(ConfirmationNeeded);
    }
    await first.release();
    await ask({ elicitation: { state: respelled, answer: 'accept' } });
  });

  it('is another one each time, so that two equal calls use up two', async () => {
    expect(await stateOf()).not.toBe(await stateOf());
  });

  it('is answered by a clear failure while nobody can say whether its yes was used', async () => {
    const away = () => Promise.reject(new Error('away'));
    const claims = createClaims({ compareAndSet: away, delete: away })();
    const elicitation = { state: await stateOf(), answer: 'accept' as const };
    expect(await caught(ask({ claims, elicitation }))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      hint: expect.stringMatching(/^Nothing was written/),
    });
    await claims.release();
  });

  it.each(['decline', 'cancel'] as const)('ends with POLICY_DENIED on %s', async (answer) => {
    const elicitation = { state: await stateOf(), answer };
    expect(await caught(ask({ elicitation }))).toMatchObject({ code: 'POLICY_DENIED' });
  });

  it.each([
    ['auto', true],
    ['never', true],
    ['required', false],
  ] as const)('of a client that cannot ask: %s lets it through is %s', async (mode, isThrough) => {
    const outcome = ask({ elicitation: undefined }, { mode });
    if (isThrough) await outcome;
    else expect(await caught(outcome)).toMatchObject({ code: 'POLICY_DENIED' });
  });

  it('is put whatever the setting is where a rule requires it, and is worked out only then', async () => {
    const never = createConfirmation({ mode: 'never', seal: sealOf(key) });
    let worked = 0;
    const put = () => {
      worked += 1;
      return question;
    };
    await never(call)(put);
    expect(worked).toBe(0);
    expect(await never(call)(put, { isRequired: true }).catch((error: unknown) => error)).toBeInstanceOf(
      ConfirmationNeeded,
    );
    const mute = never({ ...call, elicitation: undefined });
    expect(await caught(mute(put, { isRequired: true }))).toMatchObject({ code: 'POLICY_DENIED' });
    expect(worked).toBe(1);
  });

  it('is put once in a call', async () => {
    const elicitation = { state: await stateOf(), answer: 'accept' as const };
    const confirm = createConfirmation({ mode: 'auto', seal: sealOf(key) })({ ...call, elicitation });
    await confirm(() => question);
    await confirm(() => ({ message: 'And this?', version: 1 }));
  });
});
