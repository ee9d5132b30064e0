import { describe, expect, it } from '@jest/globals';
import { createConfirmation, ConfirmationNeeded } from '../../../src/mcp/server/confirmation.js';
import type { ConfirmedCall, ConfirmMode } from '../../../src/mcp/server/confirmation.js';
import { createSeal } from '../../../src/mcp/server/seal.js';
import { caught } from '../../contract/caught.js';

const key = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);
let clock = 1_000_000;
const now = () => clock;
const sealOf = (...keys: Uint8Array[]) => createSeal(keys, { now });

const call: ConfirmedCall = { principal: 'alice', tool: 'delete', args: { page_id: '1' }, elicitation: {} };
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
    await ask({ elicitation: { state, answer: 'accept' } });
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
