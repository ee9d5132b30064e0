import { describe, expect, it } from '@jest/globals';
import { createAuditLog, createLogger } from '../../src/observability/index.js';
import { Capture } from '../support/capture.js';

function open() {
  const out = new Capture();
  return { out, audit: createAuditLog(createLogger({ level: 'info', destination: out })) };
}

const decision = { mode: 'jwt', principal: 'jwt:https://idp:ann', reason: null, request_id: 'r1' };

describe('createAuditLog', () => {
  it('writes an accepted caller as information', () => {
    const { out, audit } = open();
    audit.authentication({ ...decision, outcome: 'accepted' });
    expect(out.last).toMatchObject({ severity: 'INFO', event: 'authentication', outcome: 'accepted', ...decision });
  });

  it('writes a rejected caller as a warning with the reason', () => {
    const { out, audit } = open();
    audit.authentication({ ...decision, outcome: 'rejected', principal: null, reason: 'wrong_audience' });
    expect(out.last).toMatchObject({ severity: 'WARNING', event: 'authentication', reason: 'wrong_audience' });
  });

  it('writes every part of a tool call', () => {
    const { out, audit } = open();
    const call = {
      principal: 'jwt:https://idp:ann',
      mode: 'jwt',
      tool: 'confluence_update_page',
      effect: 'update',
      page_id: '42',
      space_key: 'ENG',
      dry_run: false,
      outcome: 'VERSION_CONFLICT',
      duration_ms: 12,
      request_id: 'r1',
    };
    audit.toolCall(call);
    expect(out.last).toMatchObject({ severity: 'INFO', event: 'tool_call', ...call });
  });
});
