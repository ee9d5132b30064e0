import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'dotenv';
import { checkout, FakeCloud, fullSettings, quick, settingsOf, words } from './fake-cloud.js';

/** The settings that a deployment passes on when `.env` holds this text. */
async function deployWith(text: string, env: Record<string, string> = fullSettings): Promise<Record<string, string>> {
  const cloud = new FakeCloud();
  cloud.write('.env', text);
  const outcome = await cloud.deploy(quick, env);
  expect(outcome).toMatchObject({ status: 0 });
  expect(cloud.exists('owned')).toBe(false);
  return settingsOf(cloud.takeCalls().find((call) => words(call).startsWith('gcloud run deploy c')));
}

/** What deploy.sh reads from each text, as it would pass it on: one shell reads them all. */
function readEach(texts: readonly string[]): Record<string, string>[] {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  texts.forEach((text, at) => writeFileSync(join(folder, String(at)), text));
  const script = `. ${join(checkout, 'deploy/lib/settings.sh')}
    for ((at = 0; at < ${texts.length}; at++)); do (
      read_settings_file "$at"
      resolve_settings
      for name in DEFAULT_SCOPES TOOLSETS; do if has "$name"; then printf '%s=%s\\0' "$name" "$(val "$name")"; fi; done
      printf '\\036'
    ); done`;
  const read = execFileSync('bash', ['--norc', '-c', script], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  expect(existsSync(join(folder, 'owned'))).toBe(false);
  const pairs = (text: string) =>
    [...text.matchAll(/(\w+)=([^\0]*)\0/g)].map(([, name, value]) => [name, value] as const);
  return read
    .split('\x1e')
    .slice(0, -1)
    .map((text) => Object.fromEntries(pairs(text)) as Record<string, string>);
}

describe("deploy.sh's reading of .env", () => {
  const texts: [what: string, text: string][] = [
    ['spaces around the equals sign and the value', 'DEFAULT_SCOPES =  confluence:read  \n'],
    ['a comment after a value', 'DEFAULT_SCOPES=confluence:read # who has none\n'],
    ['a hash within a value without quotes', 'DEFAULT_SCOPES=a#b\n'],
    ['a hash within quotes', `DEFAULT_SCOPES='a#b' # comment\n`],
    ['double quotes', 'DEFAULT_SCOPES="a b"\n'],
    ['single quotes around double ones', `DEFAULT_SCOPES='say "hi"'\n`],
    ['backticks', 'DEFAULT_SCOPES=`it\'s "so"`\n'],
    ['a command in parentheses', 'DEFAULT_SCOPES=$(touch owned)\n'],
    ['a command in backticks within quotes', 'DEFAULT_SCOPES="`touch owned` ${HOME} $HOME"\n'],
    ['a semicolon and an ampersand', 'DEFAULT_SCOPES=a; touch owned & b\n'],
    ['a redirection and a star', 'DEFAULT_SCOPES=* > owned\n'],
    ['an equals sign in the value', 'DEFAULT_SCOPES=a=b==\n'],
    ['a backslash', 'DEFAULT_SCOPES=a\\b\\\\c\n'],
    ['\\n in single quotes', "DEFAULT_SCOPES='a\\nb'\n"],
    ['export in front', 'export DEFAULT_SCOPES=a\n'],
    ['lines that end in CRLF', 'DEFAULT_SCOPES=a\r\nTOOLSETS="b"\r\n'],
    ['the mark that Windows puts in front of UTF-8', '\uFEFFDEFAULT_SCOPES=a\n'],
    ['no newline at the end', 'DEFAULT_SCOPES=a'],
    ['comments and empty lines', '# DEFAULT_SCOPES=x\n\n   # more\nDEFAULT_SCOPES=a\n'],
    ['a name that comes twice', 'DEFAULT_SCOPES=a\nDEFAULT_SCOPES=b\n'],
    ['letters beyond ASCII', 'DEFAULT_SCOPES=Grüße ✓\n'],
  ];
  let read: Record<string, string>[] = [];
  beforeAll(() => {
    read = readEach(texts.map(([, text]) => text));
  });

  it.each(texts.map(([what, text], at) => [what, text, at] as const))(
    'agrees with the server about %s',
    (_, text, at) => {
      expect(read).toHaveLength(texts.length);
      expect(read[at]).toEqual(parse(text));
    },
  );

  it('passes on, as they are, values that a shell would make something of', async () => {
    const values = {
      DEFAULT_SCOPES: '$(touch owned)',
      TOOLSETS: '`touch owned` ${HOME} $HOME',
      ENABLED_TOOLS: 'a; touch owned & b',
      DISABLED_TOOLS: '* > owned',
      LOG_LEVEL: 'say "hi"',
      JWT_ISSUER: "it's `so`",
      JWT_AUDIENCE: 'a\\b\\\\c Grüße ✓',
    };
    const quoted = Object.entries(values).map(([name, value]) => {
      const quote = ["'", '"', '`'].find((one) => !value.includes(one)) ?? '';
      return `${name}=${quote}${value}${quote}\n`;
    });
    expect(await deployWith(quoted.join(''))).toMatchObject(values);
  });

  it('reads a PEM over several lines, and passes it on as one', async () => {
    const pem = '-----BEGIN PUBLIC KEY-----\nMIIB+/=\n-----END PUBLIC KEY-----';
    for (const text of [`JWT_PUBLIC_KEY="${pem}"\n`, `JWT_PUBLIC_KEY="${pem.replaceAll('\n', '\\n')}"\n`]) {
      expect(await deployWith(text)).toMatchObject({ JWT_PUBLIC_KEY: pem.replaceAll('\n', '\\n') });
    }
  });

  it('lets the environment win, and takes what belongs to a machine from the file alone', async () => {
    const passed = await deployWith('TOOLSETS=all\nNO_PROXY=.acme.example\n', {
      ...fullSettings,
      TOOLSETS: 'pages',
      NO_PROXY: '.laptop',
      DEBUG: 'express:*',
    });
    expect(passed).toMatchObject({ TOOLSETS: 'pages', NO_PROXY: '.acme.example' });
    expect(passed).not.toHaveProperty('DEBUG');
  });

  it('reads other tools’ names for a setting, passes it on under ours, and lets ours win', async () => {
    expect(await deployWith('MCP_HTTP_PATH=/a/\nISSUER=i\nJWT_ISSUER=ours\n')).toMatchObject({
      MCP_PATH: '/a/',
      JWT_ISSUER: 'ours',
    });
  });

  it('says which names it does not know, and leaves them out', async () => {
    const cloud = new FakeCloud([]);
    cloud.write('.env', 'CONFLUENCE_URI=x\nPATH=/nowhere\n');
    const outcome = await cloud.deploy(['--dry-run'], fullSettings);
    expect(outcome.status).toBe(0);
    expect(outcome.stderr).toContain('CONFLUENCE_URI is not a setting');
    expect(outcome.stderr).toContain('PATH is not a setting');
    expect(outcome.stdout).not.toContain('CONFLUENCE_URI');
  });

  it('says where a value without quotes ends at a # that may belong to it', async () => {
    const cloud = new FakeCloud([]);
    cloud.write('.env', 'CONFLUENCE_USERNAME=bot@acme.example # ours\nCONFLUENCE_API_TOKEN=hidden#more\n');
    const { CONFLUENCE_API_TOKEN: _, ...others } = fullSettings;
    const { stderr } = await cloud.deploy(['--dry-run'], others);
    expect(stderr).toMatch(/line 2: CONFLUENCE_API_TOKEN ends before the #/);
    expect(stderr).not.toMatch(/line 1|hidden|more/);
  });

  it.each([
    ['a line that is no setting', 'touch owned\n', 'line 1 is not KEY=VALUE'],
    ['a quote that is never closed', 'TOOLSETS="all\n', 'the quotes around TOOLSETS do not pair up'],
    ['text after a closing quote', 'TOOLSETS="all"x\n', 'the quotes around TOOLSETS do not pair up'],
    ['an escaped quote', 'TOOLSETS="a\\"b"\n', 'the quotes around TOOLSETS do not pair up'],
  ])('refuses %s rather than guess', async (_, text, message) => {
    const cloud = new FakeCloud();
    cloud.write('.env', text);
    expect(await cloud.deploy([], fullSettings)).toMatchObject({
      status: 78,
      stderr: expect.stringContaining(message),
    });
    expect(cloud.takeCalls()).toEqual([]);
  });

  it('finds a delimiter for gcloud that no value holds', async () => {
    expect(await deployWith(`DEFAULT_SCOPES='a;b|c~d'\nTOOLSETS='x,y'\n`)).toMatchObject({
      DEFAULT_SCOPES: 'a;b|c~d',
      TOOLSETS: 'x,y',
      CONFLUENCE_USERNAME: 'bot@acme.example',
    });
  });
});
