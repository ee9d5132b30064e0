import { beforeAll, describe, expect, it } from '@jest/globals';
import { openMetrics, type AuditLog } from '../../src/observability/index.js';

const call = { principal: 'p', mode: 'jwt', tool: 'hello', effect: 'read', page_id: null, space_key: null };
const toolCall = { ...call, dry_run: false, outcome: 'ok', duration_ms: 1, request_id: 'r' };
const decision = { outcome: 'accepted', mode: 'jwt', principal: 'p', reason: null, request_id: 'r' } as const;

describe('metrics that are not loaded yet', () => {
  const written: string[] = [];
  const audit: AuditLog = {
    authentication: () => void written.push('authentication'),
    toolCall: () => void written.push('toolCall'),
  };
  let writtenAtOnce: string[];
  let scraped: string;
  beforeAll(async () => {
    const metrics = openMetrics('1.0.0');
    metrics.watch({ conversionQueue: () => 1, lostLogLines: () => 5 });
    metrics.watch({ conversionQueue: () => 7 });
    const counting = metrics.counting(audit);
    const happen = (): void => {
      counting.authentication(decision);
      counting.toolCall(toolCall);
      metrics.meter.mcpRequest('ping', 200);
      metrics.meter.confluenceRequest('GET', 'timeout');
      metrics.meter.confluenceRetry();
      metrics.meter.conversion('toMarkdown', 0.1);
      metrics.meter.cacheRequest('claims', 'miss');
      metrics.meter.login('denied');
    };
    // All in the turn of the first event, before anything can have been loaded, and once more when it is.
    happen();
    happen();
    writtenAtOnce = [...written];
    await metrics.prepare();
    happen();
    scraped = await metrics.render();
  });

  it('write the audit log at once', () => {
    expect(writtenAtOnce).toEqual(['authentication', 'toolCall', 'authentication', 'toolCall']);
  });

  it.each([
    'auth_decisions_total{mode="jwt",outcome="accepted"} 3',
    'mcp_tool_calls_total{tool="hello",code="ok"} 3',
    'mcp_requests_total{method="ping",status="200"} 3',
    'confluence_requests_total{method="GET",status="timeout"} 3',
    'confluence_retries_total 3',
    'conversion_duration_seconds_count{conversion="toMarkdown"} 3',
    'cache_requests_total{cache="claims",result="miss"} 3',
    'oauth_logins_total{outcome="denied"} 3',
  ])('lose no event: %s', (line) => expect(scraped.split('\n')).toContain(line));

  it('show what was to be watched before', () => {
    expect(scraped).toMatch(/^conversion_queue_length 7$/m);
    expect(scraped).toMatch(/^log_lines_lost_total 5$/m);
  });

  it('are loaded by a scrape', async () => {
    expect(await openMetrics('2.0.0').render()).toMatch(/^build_info\{version="2\.0\.0"\} 1$/m);
  });

  it('say in which format they are', async () => {
    const { Registry } = await import('prom-client');
    expect(openMetrics('1.0.0').contentType).toBe(new Registry().contentType);
  });
});
