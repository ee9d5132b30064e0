import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { challenge } from '../../src/auth/index.js';

describe('challenge', () => {
  it('asks for a bearer token without naming an error when none was sent', () => {
    expect(challenge({})).toBe('Bearer realm="confluence-mcp-server"');
  });

  it('names the error, the scope and the metadata', () => {
    const value = challenge({
      error: 'insufficient_scope',
      description: 'The tool needs more.',
      scope: 'confluence:read confluence:write',
      resourceMetadataUrl: 'https://mcp.example/.well-known/oauth-protected-resource/mcp-server/mcp',
    });
    expect(value).toBe(
      'Bearer realm="confluence-mcp-server", error="insufficient_scope", error_description="The tool needs more.", ' +
        'scope="confluence:read confluence:write", ' +
        'resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/mcp-server/mcp"',
    );
  });

  it('leaves out what is undefined', () => {
    expect(challenge({ error: 'invalid_token', scope: undefined })).toBe(
      'Bearer realm="confluence-mcp-server", error="invalid_token"',
    );
  });

  it('cannot be broken out of by quotes, backslashes, line breaks or Unicode', () => {
    expect(challenge({ description: 'a", error="x\\"\r\nSet-Cookie: é' })).toBe(
      `Bearer realm="confluence-mcp-server", error_description="a', error='x''''Set-Cookie: '"`,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(challenge({ error: text })).toMatch(/^Bearer realm="[^"]+", error="[\x20\x21\x23-\x5b\x5d-\x7e]*"$/);
      }),
    );
  });
});
