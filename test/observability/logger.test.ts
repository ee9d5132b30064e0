import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/errors.js';
import { createLogger, type Logger, type LogLevel } from '../../src/observability/index.js';
import { Capture } from '../support/capture.js';

function open(level: LogLevel = 'debug', projectId?: string, secrets?: string[]): { out: Capture; log: Logger } {
  const out = new Capture();
  return { out, log: createLogger({ level, destination: out, projectId, secrets }) };
}

const trace = '0af7651916cd43dd8448eb211c80319c';

describe('createLogger', () => {
  it('writes exactly the envelope that Cloud Logging reads, and the fields', () => {
    const { out, log } = open();
    log.info({ event: 'server_started', port: 8080 }, 'Server started.');
    const { time, ...line } = out.last;
    expect(line).toEqual({ severity: 'INFO', event: 'server_started', port: 8080, message: 'Server started.' });
    expect(new Date(String(time)).toISOString()).toBe(time);
  });

  it('names the severities of Cloud Logging', () => {
    const { out, log } = open();
    for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[level]({}, level);
    expect(out.lines.map(({ severity }) => severity)).toEqual(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']);
  });

  it('writes nothing below its level', () => {
    const { out, log } = open('warn');
    log.info({}, 'quiet');
    log.child({ a: 1 }).debug({}, 'quiet');
    expect(out.text).toBe('');
    log.warn({}, 'heard');
    expect(out.lines).toHaveLength(1);
  });

  it('gives a child the bindings of its parents, and lets the nearest win without repeating a key', () => {
    const { out, log } = open();
    log.child({ request_id: 'r1', part: 'http' }).child({ part: 'mcp' }).info({ tool: 'hello' }, 'm');
    expect(out.last).toMatchObject({ request_id: 'r1', part: 'mcp', tool: 'hello' });
    expect(out.text.match(/"part"/g)).toHaveLength(1);
  });

  it('keeps a field from overwriting the envelope', () => {
    const { out, log } = open();
    log.info({ message: 'mine', severity: 'mine', time: 'mine' }, 'real');
    expect(out.last).toMatchObject({ message: 'real', severity: 'INFO', message_: 'mine', severity_: 'mine' });
  });

  it('names the trace under the project, and logs the bare id without one', () => {
    const named = open('info', 'acme-prod');
    named.log.child({ trace_id: trace, span_id: 'b7ad6b7169203331', trace_sampled: true }).info({}, 'm');
    expect(named.out.last).toMatchObject({
      'logging.googleapis.com/trace': `projects/acme-prod/traces/${trace}`,
      'logging.googleapis.com/spanId': 'b7ad6b7169203331',
      'logging.googleapis.com/trace_sampled': true,
    });
    const bare = open();
    bare.log.child({ trace_id: trace }).info({}, 'm');
    expect(bare.out.last).toMatchObject({ trace_id: trace });
  });

  it('[L2] keeps one event on one line, with line breaks and invisible characters escaped', () => {
    const { out, log } = open();
    const nasty = 'a\nb\r\u001b[31m\u009b2J\u2028\u202e\u007f';
    log.info({ nasty }, `forged\n{"severity":"INFO"}`);
    // eslint-disable-next-line no-control-regex
    expect(out.text.trimEnd()).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u202e]+$/);
    expect(out.last['nasty']).toBe(nasty);
  });

  it('puts the stack of an error and of its causes where Error Reporting looks, from error on', () => {
    const { out, log } = open();
    const err = new AppError('INTERNAL', 'outer', { cause: new TypeError('inner'), hint: 'Try again.' });
    log.error({ err }, 'Failed.');
    expect(out.last['stack_trace']).toMatch(/^AppError: outer\n {4}at [^]+Caused by: TypeError: inner\n {4}at /);
    expect(out.last['err']).toMatchObject({
      type: 'AppError',
      message: 'outer',
      code: 'INTERNAL',
      hint: 'Try again.',
      cause: { type: 'TypeError', message: 'inner' },
    });
    log.warn({ err }, 'Retrying.');
    expect(out.last['stack_trace']).toBeUndefined();
    expect(out.last['err']).not.toHaveProperty('stack');
  });

  it('says nothing of a cause that is no error: libraries put claims and whole answers there', () => {
    const { out, log } = open();
    const inner = new Error('JWT "nonce" claim missing', { cause: { claims: { email: 'ada@example.com' } } });
    log.warn({ err: new Error('outer', { cause: inner }) }, 'Failed.');
    expect(out.last['err']).toMatchObject({ cause: { message: 'JWT "nonce" claim missing' } });
    expect(out.text).not.toContain('ada@example.com');
  });

  it('marks a line with a stack as an event of Error Reporting, under the name of the service, and no other line', () => {
    const out = new Capture();
    const log = createLogger({ level: 'info', destination: out, service: { name: 'wiki-mcp', version: '1.2.3' } });
    log.error({ err: new Error('boom') }, 'Failed.');
    expect(out.last).toMatchObject({
      '@type': 'type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent',
      serviceContext: { service: 'wiki-mcp', version: '1.2.3' },
    });
    log.error({}, 'Without a stack.');
    expect(out.last).not.toHaveProperty('@type');
  });

  it('takes an error in the place of fields', () => {
    const { out, log } = open();
    log.fatal(new Error('boom'), 'Crashed.');
    expect(out.last).toMatchObject({ severity: 'CRITICAL', err: { message: 'boom' }, message: 'Crashed.' });
    expect(out.last['stack_trace']).toContain('boom');
  });

  it('shows the message of an error that has no stack', () => {
    const { out, log } = open();
    const err = new RangeError('flat');
    delete err.stack;
    log.error({ err }, 'Failed.');
    expect(out.last['stack_trace']).toBe('RangeError: flat');
  });

  it('[L3] never prints a configured secret, wherever it is', () => {
    const { out, log } = open('debug', undefined, ['s3cr3t/value+1']);
    const err = new Error('upstream said s3cr3t/value+1', { cause: 's3cr3t/value+1' });
    log
      .child({ part: 's3cr3t/value+1' })
      .error({ err, 's3cr3t/value+1': 1, url: '?q=s3cr3t%2Fvalue%2B1' }, 's3cr3t/value+1');
    expect(out.text).not.toMatch(/s3cr3t/);
    expect(out.last['message']).toBe('[redacted]');
  });

  it('[L3] hides what an HTTP client hangs on its errors', () => {
    const { out, log } = open();
    const err = Object.assign(new Error('Request failed'), {
      code: 'ERR_BAD_REQUEST',
      config: { headers: { Authorization: 'Basic Ym90OnRva2Vu' }, data: 'page text' },
      response: { data: 'page text', headers: { 'set-cookie': ['sid=1'] } },
    });
    log.error({ err }, 'Failed.');
    expect(out.last['err']).toEqual({ type: 'Error', message: 'Request failed', code: 'ERR_BAD_REQUEST' });
    expect(out.text).not.toMatch(/Ym90|page text|sid=1/);
  });

  it('writes to stdout when no destination is given', () => {
    expect(() => createLogger({ level: 'fatal' }).info({}, 'below the level')).not.toThrow();
  });
});
