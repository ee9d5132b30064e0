import { describe, expect, it } from '@jest/globals';
import { parse } from 'dotenv';
import { FakeCloud, fullSettings, settingsOf, words } from './fake-cloud.js';

/** The settings that a deployment passes on when `.env` holds this text. */
async function deployWith(text: string, env: Record<string, string> = fullSettings): Promise<Record<string, string>> {
  const cloud = new FakeCloud();
  cloud.write('.env', text);
  const outcome = await cloud.deploy(['--no-smoke'], env);
  expect(outcome).toMatchObject({ status: 0 });
  expect(cloud.exists('owned')).toBe(false);
  return settingsOf(cloud.takeCalls().find((call) => words(call).startsWith('gcloud run deploy c')));
}

describe("deploy.sh's reading of .env", () => {
  it.each([
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
  ])('agrees with the server about %s', async (_, text) => {
    const expected = parse(text);
    const { DEFAULT_SCOPES, TOOLSETS } = await deployWith(text);
    expect({ DEFAULT_SCOPES, TOOLSETS }).toEqual({ TOOLSETS: undefined, ...expected });
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
