import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';
import { runCommand } from '../support/terminal.js';

let service: TestService;
let token: string;

beforeAll(async () => {
  service = await startTestService({ transport: 'sse' });
  token = await service.token('confluence:read');
});
afterAll(() => service.close());

const run = (...argv: string[]) => runCommand([...argv, '--url', service.url, '--token', token]);

describe('the command resources', () => {
  it('lists the templates and the spaces', async () => {
    const { code, out } = await run('resources');
    expect(code).toBe(0);
    expect(out).toMatch(/^confluence:\/\/page\/\{page_id\} +A page as Markdown\.\n/);
    expect(out).toMatch(/\nconfluence:\/\/space\/ENG +Engineering\n/);
  });

  it('gives the whole lists as JSON', async () => {
    const { code, out } = await run('resources', '--output', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      resourceTemplates: [{ name: 'page', mimeType: 'text/markdown' }, { name: 'space' }],
      resources: expect.arrayContaining([expect.objectContaining({ uri: 'confluence://space/ENG' })]),
    });
  });

  it('says what is missing when there is no token', async () => {
    const { code, err } = await runCommand(['resources', '--url', service.url]);
    expect(code).toBe(1);
    expect(err).toContain('401');
  });
});

describe('the command prompts', () => {
  it('lists each prompt with its arguments', async () => {
    const { code, out } = await run('prompts');
    expect(code).toBe(0);
    expect(out).toMatch(/^summarize_page page_id \[audience\] +Summarize/);
    expect(out.trim().split('\n')).toHaveLength(4);
  });

  it('gives the whole list as JSON', async () => {
    const { out } = await run('prompts', '--output', 'json');
    expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toEqual([
      'summarize_page',
      'draft_page',
      'review_page',
      'answer_from_confluence',
    ]);
  });

  it('works over the old transport too', async () => {
    const url = service.url.replace(/mcp\/?$/, 'sse');
    const { code, out } = await runCommand(['prompts', '--transport', 'sse', '--url', url, '--token', token]);
    expect(code).toBe(0);
    expect(out).toContain('\nanswer_from_confluence question [space_key]');
  });
});
