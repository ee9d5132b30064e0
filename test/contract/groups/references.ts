import { describe, expect, it } from '@jest/globals';
import { tinyCode } from '../../../src/sandbox/wire/web-path.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeReferences(site: UseSite): void {
  describe('pages.resolveId', () => {
    it.each([
      ['digits', ids.onboarding],
      ['digits with spaces around', ` ${ids.onboarding} `],
      ['a page URL', `SITE/spaces/ENG/pages/${ids.onboarding}/Onboarding`],
      ['a page URL with query and fragment', `SITE/spaces/ENG/pages/${ids.onboarding}/2026?focusedCommentId=1#Plan`],
      ['an edit URL', `SITE/spaces/ENG/pages/edit-v2/${ids.onboarding}`],
      ['a viewpage URL', `SITE/pages/viewpage.action?pageId=${ids.onboarding}`],
      ['a viewpage URL by title', 'SITE/pages/viewpage.action?spaceKey=ENG&title=Onboarding'],
      ['the URL of a draft', `SITE/pages/resumedraft.action?draftId=${ids.onboarding}`],
      ['an address of the REST API', `SITE/rest/api/content/${ids.onboarding}?expand=version`],
      ['an address of the REST API, version 2', `SITE/api/v2/pages/${ids.onboarding}`],
      ['a display URL', 'SITE/display/ENG/Onboarding'],
      ['a tiny link', `SITE/x/${tinyCode(ids.onboarding)}`],
      ['a path without the host', `ROOT/spaces/ENG/pages/${ids.onboarding}/Onboarding`],
    ])('understands %s', async (_name, reference) => {
      const { confluence, sandbox } = site();
      const spelled = reference
        .replace('SITE', sandbox.url)
        .replace('ROOT', new URL(sandbox.url).pathname.replace(/\/$/, ''));
      expect(await confluence.pages.resolveId(spelled)).toBe(ids.onboarding);
    });

    it('understands the URL of a blog post and of a space', async () => {
      const { confluence, sandbox } = site();
      const post = `${sandbox.url}/spaces/ENG/blog/2026/11/18/${ids.launchPost}/Checkout+v2+is+live`;
      expect(await confluence.pages.resolveId(post)).toBe(ids.launchPost);
      expect(await confluence.pages.resolveId(`${sandbox.url}/spaces/ENG/overview`)).toBe(ids.engineeringHome);
      expect(await confluence.pages.resolveId(`${sandbox.url}/display/HR`)).toBe(ids.peopleHome);
    });

    it('decodes a tiny link of an id beyond 2^53 without asking Confluence', async () => {
      const { confluence, sandbox } = site();
      const link = `${sandbox.url}/x/${tinyCode(ids.japaneseRunbook)}`;
      expect(await confluence.pages.resolveId(link)).toBe(ids.japaneseRunbook);
      expect(sandbox.requests).toHaveLength(0);
    });

    it('says which title is not in the space', async () => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.pages.resolveId(`${sandbox.url}/display/ENG/No+such+page`));
      expect(error).toMatchObject({ code: 'NOT_FOUND' });
      expect(error.message).toContain('"No such page"');
    });

    it.each([
      'https://evil.example/wiki/spaces/ENG/pages/131076/Onboarding',
      '//evil.example/wiki/pages/viewpage.action?pageId=131076',
      'http://127.0.0.1:1/wiki/x/BAACAA',
      'javascript:alert(1)',
      'Onboarding',
      '',
      '-1',
      '1e3',
      '9223372036854775808',
      '../131076',
    ])('refuses %j without asking anybody', async (reference) => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.pages.resolveId(reference));
      expect(error.code).toBe('INVALID_INPUT');
      expect(error.details).toEqual({ field: 'page_id' });
      expect(sandbox.requests).toHaveLength(0);
    });

    it.each(['/people/1', '/spaces/ENG/calendars', '/x/!!', '/', '/spaces/ENG/pages/none'])(
      'refuses %s of this site, which is no page',
      async (path) => {
        const { confluence, sandbox } = site();
        const error = await caught(confluence.pages.resolveId(sandbox.url + path));
        expect(error.message).toContain('not that of a page');
      },
    );
  });
}
