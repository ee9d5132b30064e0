import { describe, expect, it } from '@jest/globals';
import { traceOf } from '../../src/http/request-context.js';

const id = '0af7651916cd43dd8448eb211c80319c';

describe('traceOf', () => {
  it('reads traceparent', () => {
    const trace = { trace_id: id, span_id: 'b7ad6b7169203331', trace_sampled: true };
    expect(traceOf({ traceparent: `00-${id}-b7ad6b7169203331-01` })).toEqual(trace);
    expect(traceOf({ traceparent: `00-${id}-b7ad6b7169203331-00` })?.trace_sampled).toBe(false);
  });

  it("reads Google's older header", () => {
    expect(traceOf({ 'x-cloud-trace-context': `${id.toUpperCase()}/123;o=1` })).toEqual({
      trace_id: id,
      trace_sampled: true,
    });
    expect(traceOf({ 'x-cloud-trace-context': id })).toEqual({ trace_id: id });
  });

  it('prefers traceparent when both are there', () => {
    const other = 'f'.repeat(32);
    const headers = { traceparent: `00-${id}-b7ad6b7169203331-00`, 'x-cloud-trace-context': other };
    expect(traceOf(headers)?.trace_id).toBe(id);
  });

  it.each(['', 'garbage', `00-${id}`, `00-${id.slice(1)}-b7ad6b7169203331-01`])(
    'ignores traceparent %j',
    (traceparent) => {
      expect(traceOf({ traceparent })).toBeUndefined();
    },
  );

  it.each(['garbage', `${id}/x`, `${id}\n`])('ignores x-cloud-trace-context %j', (header) => {
    expect(traceOf({ 'x-cloud-trace-context': header })).toBeUndefined();
  });
});
