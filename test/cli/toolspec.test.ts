import { describe, expect, it } from '@jest/globals';
import { createProgressBar } from '../../src/cli/progress-bar.js';
import { startTestService } from '../support/service.js';
import { leastSettings } from '../support/settings.js';
import { runCommand } from '../support/terminal.js';

const env = (more: Record<string, string> = {}) => ({ ...leastSettings, ...more }) as Record<string, string>;
const toolsOf = async (more?: Record<string, string>) => {
  const { code, out, err } = await runCommand(['toolspec'], { env: env(more) });
  expect([code, err]).toEqual([0, '']);
  return (JSON.parse(out) as { tools: { name: string }[] }).tools;
};

describe('toolspec', () => {
  it('is what the server answers to tools/list with the same settings', async () => {
    const service = await startTestService({ env: { TOOLSETS: 'default', STRUCTURED_OUTPUT: 'always' } });
    const response = await fetch(service.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'mcp-protocol-version': '2025-06-18',
        authorization: `Bearer ${await service.token()}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
    });
    const { result } = (await response.json()) as { result: { tools: object[] } };
    await service.close();
    expect(await toolsOf({ STRUCTURED_OUTPUT: 'always' })).toEqual(result.tools);
  });

  it('follows the settings, and refuses wrong ones as a start does', async () => {
    expect((await toolsOf({ READ_ONLY_MODE: 'true' })).map(({ name }) => name)).not.toContain('confluence_edit_page');
    expect(await runCommand(['toolspec'], { env: {} })).toMatchObject({ code: 78, out: '' });
  });
});

describe('the progress bar', () => {
  const written = (isTTY: boolean) => {
    let text = '';
    const bar = createProgressBar({ stderr: { isTTY, write: (part: string) => ((text += part), true) } as never });
    bar.show({ progress: 1, total: 4, message: 'page\u001b[31m 1' });
    bar.show({ progress: 7 });
    bar.end();
    return text;
  };

  it('draws one line at a terminal, takes it away, and lets no message move the cursor', () => {
    expect(written(true)).toBe('\r\u001b[K[######..................] 25 % page [31m 1\r\u001b[K7… \r\u001b[K');
  });

  it('is silent in a pipe', () => {
    expect(written(false)).toBe('');
  });
});
