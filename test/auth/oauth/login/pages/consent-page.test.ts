import { describe, expect, it } from '@jest/globals';
import { consentPage, type Served, type ServedApi } from '../../../../../src/auth/oauth/login/pages/consent-page.js';
import { renderPage } from '../../../../../src/auth/oauth/login/pages/page.js';
import type { Scope } from '../../../../../src/auth/index.js';

const asked: readonly Scope[] = ['confluence:read', 'confluence:write'];

const pageOf = (served: Served, upstreamName = 'Acme') =>
  consentPage({
    served,
    clientName: 'Test',
    clientHost: undefined,
    redirectUri: 'https://app.example/cb',
    scopes: asked,
    upstreamName,
    upstreamOrigin: 'https://idp.example',
    csrfToken: 'x',
  });

const apiWith = (changes: Partial<ServedApi> = {}): ServedApi => ({
  name: 'billing',
  host: 'billing.acme.example',
  scopes: new Set<Scope>(['confluence:read', 'confluence:write', 'confluence:delete']),
  identity: 'none',
  ...changes,
});

/** The items of the list, without markup. */
const itemsOf = (served: Served) =>
  [...pageOf(served).body.text.matchAll(/<li>(.*?)<\/li>/g)].map(([, item = '']) => item.replace(/<[^>]*>/g, ''));

const confluenceAlone = `<p>An application wants to use Confluence through this service in your name.</p>
      <dl>
        <dt>Application</dt>
        <dd><bdi>Test</bdi></dd>
        ${''}
        <dt>You will be sent to</dt>
        <dd>app.example</dd>
      </dl>
      ${''}
      <h2>It will be able to</h2>
      <ul>
        <li>Search and read pages, comments and attachments <span class="note">(confluence:read)</span></li><li>Create and change pages, comments, labels and attachments <span class="note">(confluence:write)</span></li>
      </ul>
      <p class="note">
        Only allow this if you have just started it yourself. Next you log in at Acme.
      </p>
      <form method="post" class="deeds">
        <input type="hidden" name="csrf_token" value="x" />
        <button class="main" name="decision" value="approve">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>`;

describe('the consent page', () => {
  it('names Confluence where it is served alone', () => {
    const page = pageOf({ confluence: true, apis: [] });
    expect(page.title).toBe('Allow Test to use Confluence?');
    expect(page.body.text).toBe(confluenceAlone);
  });

  it('names each API beside Confluence, and tells the two apart', () => {
    const served = { confluence: true, apis: [apiWith(), apiWith({ name: 'crm', host: 'crm.example:8443' })] };
    expect(pageOf(served).title).toBe('Allow Test to use Confluence, billing and crm?');
    expect(itemsOf(served)).toEqual([
      'Search and read pages, comments and attachments in Confluence (confluence:read)',
      'Create and change pages, comments, labels and attachments in Confluence (confluence:write)',
      'At billing (billing.acme.example): read, create and change (confluence:read, confluence:write)',
      'At crm (crm.example:8443): read, create and change (confluence:read, confluence:write)',
    ]);
  });

  it('says nothing of Confluence where APIs are served alone', () => {
    const page = pageOf({ confluence: false, apis: [apiWith()] });
    expect(page.title).toBe('Allow Test to use billing?');
    expect(page.body.text).not.toMatch(/Confluence|pages/);
  });

  it.each<[string, Partial<ServedApi>, string]>([
    ['gets the token of the login', { identity: 'login' }, 'Calls are made with your own login at Acme (confluence:'],
    ['is told who asks', { identity: 'told' }, 'It is told that you are the one who asks (confluence:'],
    ['only reads', { scopes: new Set<Scope>(['confluence:read']) }, '): read (confluence:read)'],
    [
      'needs more than is asked for',
      { scopes: new Set<Scope>(['confluence:delete']) },
      'no more than the tools that you were given there by name',
    ],
  ])('says so of an API that %s', (_what, changes, text) => {
    expect(itemsOf({ confluence: false, apis: [apiWith(changes)] })).toEqual([expect.stringContaining(text)]);
  });

  it('[O4] escapes the names of APIs, of their hosts and of the login', () => {
    const hostile = { name: '<b>api</b>\u202E', host: '"><i>host', identity: 'login' } as const;
    const { text } = renderPage(pageOf({ confluence: true, apis: [apiWith(hostile)] }, '<u>login'));
    expect(text).not.toMatch(/<b>|<i>|<u>|\u202E/);
    for (const name of ['&lt;b&gt;api', '&gt;&lt;i&gt;host', '&lt;u&gt;login']) expect(text).toContain(name);
  });
});
