import { describe, expect, it } from '@jest/globals';
import { errorText } from '../../../src/confluence/transport/error-text.js';

describe('errorText', () => {
  it.each([
    ['v2', { errors: [{ status: 404, code: 'NOT_FOUND', title: 'Not Found', detail: null }] }, 'NOT_FOUND Not Found'],
    ['v1', { statusCode: 404, message: 'No content', reason: 'Not Found' }, 'No content Not Found'],
    ['nested v1', { data: { errors: [{ message: { key: 'k', args: [], translation: 't' } }] } }, 't k'],
    ['gateway', { code: 401, message: 'Unauthorized' }, 'Unauthorized'],
  ])('reads the envelope of %s', (_name, body, text) => expect(errorText(JSON.stringify(body))).toBe(text));

  it('takes what is no JSON as it is, but not all of it', () => {
    expect(errorText('XSRF check failed')).toBe('XSRF check failed');
    expect(errorText('x'.repeat(100_000))).toHaveLength(4_000);
  });

  it('is not led astray by depth', () => {
    const deep = `${'{"data":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect(errorText(deep)).toBe('');
  });
});
