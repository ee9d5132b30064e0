import { describe, expect, it } from '@jest/globals';
import { AppError, errorCodes, isAppError } from '../src/errors.js';

describe('AppError', () => {
  it('knows an HTTP status of the 4xx or 5xx class for every code', () => {
    for (const code of errorCodes) expect(new AppError(code, 'x').status).toBeGreaterThanOrEqual(400);
  });

  it('is retryable only where a later identical call can succeed', () => {
    const retryable = errorCodes.filter((code) => new AppError(code, 'x').retryable);
    expect(retryable).toEqual(['RATE_LIMITED', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT']);
  });

  it('keeps the original failure as cause and is told apart from other errors', () => {
    const cause = new Error('socket');
    const error = new AppError('INTERNAL', 'It broke.', { cause, hint: 'Try later.', details: { page_id: '1' } });
    expect(error.cause).toBe(cause);
    expect(error.hint).toBe('Try later.');
    expect(error.details).toEqual({ page_id: '1' });
    expect(isAppError(error)).toBe(true);
    expect(isAppError(cause)).toBe(false);
  });
});
