import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/errors.js';
import { createReadiness } from '../../src/http/index.js';
import { createMemoryLog } from './memory-log.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('readiness', () => {
  it('runs its checks once for any number of probes at the same time, and for a while after', async () => {
    let runs = 0;
    const check = async () => {
      runs++;
      await pause(5);
    };
    const readiness = createReadiness({ checks: { check }, log: createMemoryLog(), cacheMs: 50 });
    await Promise.all(Array.from({ length: 20 }, () => readiness.report()));
    await readiness.report();
    expect(runs).toBe(1);
    await pause(80);
    await readiness.report();
    expect(runs).toBe(2);
  });

  it('sees a recovery when the report has aged', async () => {
    let broken = true;
    const check = () => (broken ? Promise.reject(new Error()) : Promise.resolve());
    const readiness = createReadiness({ checks: { check }, log: createMemoryLog(), cacheMs: 20 });
    expect((await readiness.report()).status).toBe('failing');
    broken = false;
    await pause(50);
    expect((await readiness.report()).status).toBe('ok');
  });

  it('tells of circuits as they are now, not as they were when the checks ran', async () => {
    let open = false;
    const circuits = { confluence: () => open };
    const readiness = createReadiness({ checks: {}, circuits, log: createMemoryLog() });
    expect((await readiness.report()).circuits).toEqual({ confluence: 'closed' });
    open = true;
    expect((await readiness.report()).circuits).toEqual({ confluence: 'open' });
  });

  it('does not wait for a check that hangs', async () => {
    const log = createMemoryLog();
    const hangs = () => new Promise<void>(() => undefined);
    const readiness = createReadiness({ checks: { hangs }, log, timeoutMs: 20 });
    expect((await readiness.report()).checks).toEqual({ hangs: 'failing' });
    expect(log.lines).toEqual([
      {
        level: 'warn',
        message: 'A readiness check failed.',
        event: 'readiness_check_failed',
        check: 'hangs',
        code: 'UPSTREAM_TIMEOUT',
      },
    ]);
  });

  it('logs a failing check by its code and never by its text', async () => {
    const log = createMemoryLog();
    const refused = () => Promise.reject(new AppError('CREDENTIALS_REJECTED', 'for bob@example.com'));
    const broken = () => {
      throw new TypeError('s3cret');
    };
    await createReadiness({ checks: { refused, broken }, log }).report();
    expect(log.lines.map(({ check, code }) => [check, code])).toEqual([
      ['broken', 'INTERNAL'],
      ['refused', 'CREDENTIALS_REJECTED'],
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/bob|s3cret/);
  });
});
