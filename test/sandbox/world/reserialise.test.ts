import { describe, expect, it } from '@jest/globals';
import { reserialise } from '../../../src/sandbox/world/reserialise.js';
import { textOf } from '../../../src/sandbox/world/storage-text.js';

const plainly = (storage: string) => reserialise(storage, { withLocalIds: false });
const storage =
  '<p style="x" class=\'a\'>caf&eacute; &#8211; “so”&nbsp;it</p><p></p><!-- gone --><hr></hr><ac:link><ri:page ri:space-key="A" ri:content-title="B &amp; C"/></ac:link>';

describe('how the site writes a page down', () => {
  it('orders attributes, closes what is empty, names signs and drops comments', () => {
    expect(plainly(storage)).toBe(
      '<p class="a" style="x">café &ndash; &ldquo;so&rdquo;&nbsp;it</p><p /><hr /><ac:link><ri:page ri:content-title="B &amp; C" ri:space-key="A" /></ac:link>',
    );
  });

  it('says the same as before, and nothing new the second time', () => {
    expect(textOf(plainly(storage))).toBe(textOf(storage));
    expect(plainly(plainly(storage))).toBe(plainly(storage));
  });

  it('leaves code alone', () => {
    const code = '<ac:plain-text-body><![CDATA[a && “b” <c>]]></ac:plain-text-body>';
    expect(plainly(code)).toBe(code);
  });

  it('gives blocks and macros their ids where they have none', () => {
    const once = reserialise('<p local-id="1">a</p><p>b</p><ac:structured-macro ac:name="toc" />', {
      withLocalIds: true,
    });
    expect(once).toMatch(/^<p local-id="1">a<\/p><p local-id="[-\da-f]{36}">b<\/p><ac:structured-macro ac:macro-id="/);
    expect(reserialise(once, { withLocalIds: true })).toBe(once);
  });
});
