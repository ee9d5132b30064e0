import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAtlassianUpstream } from '../../../../src/auth/oauth/upstream/atlassian-upstream.js';
import type { Upstream } from '../../../../src/auth/oauth/upstream/upstream.js';
import { callbackUri } from './atlassian-login.js';

const program = fileURLToPath(new URL('../../../../../shared/second-confluence/main.mjs', import.meta.url));
const isThere = existsSync(program);

let child: ChildProcess;
let upstream: Upstream;
beforeAll(async () => {
  if (!isThere) return;
  child = spawn(process.execPath, [realpathSync(program), '--port', '0', '--flavor', 'cloud'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  const origin = await new Promise<string>((resolve) =>
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    }),
  );
  upstream = createAtlassianUpstream({
    clientId: 'emulator-client',
    clientSecret: 'emulator-secret',
    authUrl: origin,
    apiUrl: origin,
    siteUrl: `${origin}/wiki`,
    scopes: ['read:page:confluence'],
    fetch,
  });
});
afterAll(async () => {
  if (!isThere) return;
  child.kill();
  await once(child, 'exit');
});

(isThere ? describe : describe.skip)(
  'a login at a far end that others wrote (NOT TESTED where it is not there)',
  () => {
    it('names the person, who is known by no verified e-mail, and renews', async () => {
      const { url, transaction } = await upstream.begin(callbackUri);
      const answer = await fetch(url, { redirect: 'manual' });
      const identity = await upstream.finish(answer.headers.get('location') ?? '', transaction);
      expect(identity.verifiedEmail).toBeUndefined();
      expect(identity.name).toMatch(/\S/);
      expect(identity.subject).toMatch(/\S/);
      const renewed = await upstream.refresh(identity.tokens);
      expect(renewed.accessToken).not.toBe(identity.tokens.accessToken);
    });
  },
);
