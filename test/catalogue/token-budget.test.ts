import { describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer';
import { catalogue } from '../../src/mcp/index.js';
import { toolsThatAreOn } from '../../src/mcp/server/policy.js';
import { createToolLists } from '../../src/mcp/server/tool-list.js';
import { principal } from '../mcp/fixtures/callers.js';

const on = toolsThatAreOn(catalogue, { toolsets: ['default'], enabledTools: [], disabledTools: [], readOnly: false });
const listed = createToolLists(on)({ principal: principal() });

describe('the list of the default tools', () => {
  it('costs at most 7,525 tokens', () => {
    expect(countTokens(JSON.stringify({ tools: listed }))).toBeLessThanOrEqual(7_525);
  });

  it('costs at most 4,950 tokens for a model that is not shown output schemas', () => {
    const shown = listed.map(({ outputSchema: _hidden, ...tool }) => tool);
    expect(countTokens(JSON.stringify({ tools: shown }))).toBeLessThanOrEqual(4_950);
  });
});
