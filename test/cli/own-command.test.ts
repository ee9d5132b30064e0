import { describe, expect, it } from '@jest/globals';
import { ownCommand } from '../../src/cli/own-command.js';

describe('the command that starts this program again', () => {
  it.each([
    ['/srv/server/dist/index.js', 'node dist/index.js'],
    ['/opt/other one/dist/index.js', `node '/opt/other one/dist/index.js'`],
    ['/srv/server/node_modules/.bin/confluence-mcp', 'npx confluence-mcp-server'],
  ])('for %s in /srv/server is %s', (program, command) => {
    expect(ownCommand('/srv/server', program)).toBe(command);
  });

  it('is the whole path where the reader may be in another folder', () => {
    expect(ownCommand(undefined, '/srv/server/dist/index.js')).toBe('node /srv/server/dist/index.js');
  });
});
