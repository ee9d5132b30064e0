import { describe, expect, it } from '@jest/globals';
import { configWith, temporaryFile } from '../support/settings.js';

// Nothing told of a misspelt variable: its filter filtered nothing, and its token was missing under another name.
describe('variables that no setting reads', () => {
  it.each([
    ['CONFLUENCE_TOKENN', 'CONFLUENCE_API_TOKEN'],
    ['CONFLUENCE_SPACE_FILTER', 'CONFLUENCE_SPACES_FILTER'],
    ['CONFLUENCE_API_TOKEN_FIL', 'CONFLUENCE_API_TOKEN_FILE'],
    ['READONLY_MODE', 'READ_ONLY_MODE'],
    ['TOOLSET', 'TOOLSETS'],
    ['GOOGLE_ALLOWED_EMAIL', 'GOOGLE_ALLOWED_EMAILS'],
    ['REDIS_URI', 'REDIS_URL'],
  ])('%s is warned of, with %s as the nearest, and without its value', (variable, nearest) => {
    expect(configWith({ [variable]: 'of-the-operator' }).warnings).toEqual([
      `${variable} is no setting, and nothing reads it. The nearest is ${nearest}.`,
    ]);
  });

  it.each([
    [
      'what belongs to others',
      { HOME: '/root', POST: '1', HOSTS: 'a', GOOGLE_APPLICATION_CREDENTIALS: '/x', PATH: '/' },
    ],
    ['what Kubernetes writes for a service', { CONFLUENCE_SERVICE_HOST: '10.0.0.1', CONFLUENCE_PORT_80_TCP_ADDR: '1' }],
    ['what is empty', { CONFLUENCE_TOKENN: '' }],
    [
      'aliases and files of secrets',
      { CONFLUENCE_API_TOKEN: undefined, CONFLUENCE_API_TOKEN_FILE: temporaryFile('a-token') },
    ],
    ['proxies', { HTTP_PROXY: 'http://127.0.0.1:3128', NO_PROXY: 'localhost' }],
  ])('says nothing of %s', (_what, variables) => {
    expect(configWith(variables).warnings).toEqual([]);
  });
});
