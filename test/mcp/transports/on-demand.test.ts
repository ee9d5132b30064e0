import { describe, expect, it } from '@jest/globals';
import { onDemand } from '../../../src/mcp/transports/on-demand.js';

describe('what is opened on demand', () => {
  it('is opened once, by whoever comes first', async () => {
    let opened = 0;
    const thing = onDemand(() => Promise.resolve({ number: (opened += 1) }));
    expect(opened).toBe(0);
    const [one, two] = await Promise.all([thing.get(), thing.get()]);
    expect(one).toBe(two);
    expect(opened).toBe(1);
  });

  it('is not opened to be ended, and is ended when it is opening', async () => {
    const ended: string[] = [];
    const unused = onDemand(() => Promise.reject(new Error('opened')));
    await unused.ifOpen(() => ended.push('unused'));
    const used = onDemand(() => Promise.resolve('used'));
    const opening = used.get();
    await used.ifOpen((name) => ended.push(name));
    await opening;
    expect(ended).toEqual(['used']);
  });
});
