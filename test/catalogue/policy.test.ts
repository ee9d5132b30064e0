import { describe, expect, it } from '@jest/globals';
import { createDocumentReader } from '../../src/documents/index.js';
import { createContentConverter } from '../../src/content/index.js';
import { catalogue } from '../../src/mcp/index.js';
import { createBoundary } from '../../src/mcp/server/boundary.js';
import { createDispatch } from '../../src/mcp/server/dispatch.js';
import { UnknownToolError } from '../../src/mcp/server/errors.js';
import { toolsThatAreOn } from '../../src/mcp/server/policy.js';
import { createToolLists } from '../../src/mcp/server/tool-list.js';
import { caller, principal, recordingAudit, openClaims } from '../mcp/fixtures/callers.js';
import { stubClient } from '../mcp/fixtures/stub-client.js';

const readOnly = toolsThatAreOn(catalogue, {
  toolsets: ['all', 'examples'],
  enabledTools: [],
  disabledTools: [],
  readOnly: true,
});
const everything = principal('confluence:delete', { tools: new Set(catalogue.map(({ name }) => name)) });
const writers = catalogue.filter(({ effect }) => effect !== 'read');

describe('read-only mode', () => {
  it('[C17] lists no writer, whatever the token says', () => {
    const names = createToolLists(readOnly)({ principal: everything }).map(({ name }) => name);
    expect(writers.length).toBeGreaterThan(8);
    for (const { name } of writers) expect(names).not.toContain(name);
    expect(names).toHaveLength(catalogue.length - writers.length);
  });

  it.each(writers.map(({ name }) => name))('[C17] does not know %s when it is called by name', async (name) => {
    const boundary = createBoundary({
      confluenceClient: stubClient(),
      content: createContentConverter(),
      documents: createDocumentReader(),
      audit: recordingAudit(),
    });
    const dispatch = createDispatch(readOnly, boundary, { openClaims });
    const call = { name, arguments: {}, signal: new AbortController().signal, progress: () => undefined };
    await expect(dispatch(call, caller(everything))).rejects.toThrow(new UnknownToolError(name));
  });
});

describe('the default toolsets', () => {
  const policy = { enabledTools: [], disabledTools: [], readOnly: false };
  const toolsetsOf = (name: string) => [
    ...new Set([...toolsThatAreOn(catalogue, { ...policy, toolsets: [name] }).values()].map(({ toolset }) => toolset)),
  ];

  it('are what everyday work needs; all is everything but the examples', () => {
    const everyday = ['search', 'pages', 'spaces', 'comments', 'labels', 'attachments'];
    expect(toolsetsOf('default')).toEqual(everyday);
    expect(toolsetsOf('all')).toEqual([...everyday, 'history', 'tasks', 'templates', 'permissions', 'analytics']);
  });
});
