import { describe, expect, it } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { catalogue, createMcp } from '../../../src/mcp/index.js';
import { groupOf } from '../../../src/mcp/tools/port-access.js';
import { supportedTools } from '../../../src/mcp/server/policy.js';
import { recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

const groups = {
  analytics: {},
  pages: { archive: {}, createFolder: {}, updateDetails: {} },
} as unknown as Partial<Confluence>;
const namesWith = (confluenceClient: ReturnType<typeof stubClient>) =>
  createMcp({
    confluenceClient,
    log: recordingLogger(),
    audit: recordingAudit(),
    claims: createMemoryStore(),
    version: '1.2.3',
    policy: { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false },
  }).toolNames;

describe('a deployment that lacks a group of operations', () => {
  it('does not have the tools that need it, and has all the others', () => {
    const missing = [
      'confluence_create_folder',
      'confluence_update_page_details',
      'confluence_archive_pages',
      'confluence_get_page_views',
    ];
    const names = supportedTools(catalogue, { pages: {} } as Confluence).map(({ name }) => name);
    expect(catalogue.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual(missing);
    expect(supportedTools(catalogue, groups as Confluence)).toEqual(catalogue);
  });

  it('does not list them', () => {
    expect(namesWith(stubClient(groups))).toContain('confluence_archive_pages');
    expect(namesWith(stubClient())).not.toContain('confluence_archive_pages');
    expect(namesWith(stubClient())).not.toContain('confluence_get_page_views');
  });

  it('answers NOT_SUPPORTED to who asks nevertheless', () => {
    expect(() => groupOf({} as Confluence, 'analytics')).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }));
  });
});
