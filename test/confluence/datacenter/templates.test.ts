import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { useUpstreamClient } from './upstream-client.js';

const open = useUpstreamClient();
const address = '/experimental/template/page';
const none = { results: [], start: 0, limit: 1, size: 0, _links: {} };

describe('templates of Data Center', () => {
  // "Space ENG was not found. Near it are ENG" was the answer where the release has no such address.
  it('are not supported where their address is missing, whatever was asked of it', async () => {
    const { confluence, answerWith } = open();
    answerWith({});
    const { templates } = confluence;
    for (const call of [
      templates.list({ limit: 5 }),
      templates.list({ spaceKey: 'ENG', limit: 5 }),
      templates.get('1234'),
    ])
      expect((await caught(call)).code).toBe('NOT_SUPPORTED');
  });

  it('are of a space or with an id that was not found, where the address is there', async () => {
    const { confluence, answerWith } = open();
    answerWith({
      [address]: ({ searchParams }, res) => {
        if (searchParams.has('spaceKey')) res.writeHead(404).end('{}');
        return none;
      },
    });
    const ofSpace = await caught(confluence.templates.list({ spaceKey: 'NOPE', limit: 5 }));
    expect([ofSpace.code, ofSpace.message]).toEqual(['NOT_FOUND', expect.stringContaining('Space NOPE')]);
    const one = await caught(confluence.templates.get('1234'));
    expect([one.code, one.message]).toEqual(['NOT_FOUND', expect.stringContaining('Template 1234')]);
  });
});
