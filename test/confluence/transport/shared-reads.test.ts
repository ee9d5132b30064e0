import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { answer, read, useUpstream, write } from '../upstream.js';

const upstream = useUpstream();
const accountOf = (id: string) => ({ id, accessToken: () => Promise.resolve('t'), revoke: () => Promise.resolve() });

describe('identical reads in flight', () => {
  /** Answers are held back until the test lets them go. */
  const held = (): ServerResponse[] => {
    const waiting: ServerResponse[] = [];
    upstream().handler = (_req, res) => void waiting.push(res);
    return waiting;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const release = (waiting: ServerResponse[]): void => {
    for (const res of waiting.splice(0)) answer(res, 200, { ok: true });
  };

  it('are one request upstream, and are asked again once it is answered', async () => {
    const waiting = held();
    const send = upstream().transport().forCall({});
    const all = Promise.all([send(read), send(read), send({ ...read })]);
    await until(() => waiting.length === 1);
    release(waiting);
    expect(await all).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(upstream().requests).toHaveLength(1);
    const again = send(read);
    await until(() => waiting.length === 1);
    release(waiting);
    await again;
    expect(upstream().requests).toHaveLength(2);
  });

  it('[C19] are one per caller and per question', async () => {
    const waiting = held();
    const transport = upstream().transport();
    const amina = transport.forCall({ account: accountOf('amina') });
    const omar = transport.forCall({ account: accountOf('omar') });
    const all = [amina(read), omar(read), transport.forCall({})(read), amina({ ...read, query: { version: 2 } })];
    await until(() => waiting.length === 4);
    release(waiting);
    await Promise.all(all);
    expect(upstream().requests).toHaveLength(4);
  });

  it('go on for the others when one caller goes away, and end with the last', async () => {
    const waiting = held();
    const transport = upstream().transport();
    const [leaver, stayer] = [new AbortController(), new AbortController()];
    const [left, stayed] = [leaver, stayer].map(({ signal }) => transport.forCall({ signal })(read));
    await until(() => waiting.length === 1);
    const reason = new Error('gone');
    leaver.abort(reason);
    await expect(left).rejects.toBe(reason);
    expect(waiting[0]?.destroyed).toBe(false);
    stayer.abort(reason);
    await expect(stayed).rejects.toBe(reason);
    await until(() => waiting[0]?.destroyed === true);
    expect(upstream().requests).toHaveLength(1);
  });

  it('are not answered with what was asked before a write', async () => {
    const waiting = held();
    const send = upstream().transport().forCall({});
    const before = send(read);
    await until(() => waiting.length === 1);
    const written = send(write);
    await until(() => waiting.length === 2);
    const after = send(read);
    await until(() => waiting.length === 3);
    release(waiting);
    await Promise.all([before, written, after]);
    expect(upstream().requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET']);
  });
});
