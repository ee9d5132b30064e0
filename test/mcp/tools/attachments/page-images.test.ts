import { describe, expect, it } from '@jest/globals';
import { componentsPng } from '../../../../src/sandbox/seed/checkout-architecture.js';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.checkoutArchitecture;
const image = (file: string, more = '') =>
  `<ac:image ac:alt="drawing"><ri:attachment ri:filename="${file}">${more}</ri:attachment><ac:caption><p>Figure of ${file}</p></ac:caption></ac:image>`;
const storage = `<h1>Parts</h1>${image('checkout-components.png')}
<p>Text ${image('capacity.csv')} and ${image('gone.png')}</p>
${image('far.png', '<ri:page ri:content-title="Elsewhere"/>')}
<ac:image><ri:url ri:value="https://elsewhere.example/x.png"/></ac:image>`;

async function read(args: Record<string, unknown> = {}) {
  Object.assign(fixture().sandbox.world.page(page_id).revisions.at(-1) ?? {}, { storage });
  const call = { page_id, ...args };
  const { content, structuredContent } = await fixture().call('confluence_get_page_images', call, undefined, 'always');
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of the tool
  return { content, data: structuredContent as any };
}

describe('confluence_get_page_images', () => {
  it('shows the images of a page in order, and says why of those that it cannot show', async () => {
    const { content, data } = await read();
    expect(content.slice(1)).toEqual([
      { type: 'image', mimeType: 'image/png', data: componentsPng.toString('base64') },
    ]);
    expect(data.images[0]).toMatchObject({
      position: 1,
      heading_path: ['Parts'],
      caption: 'Figure of checkout-components.png',
      alt: 'drawing',
      attachment_id: ids.componentsImage,
    });
    expect(data.images[0]).not.toHaveProperty('not_shown');
    expect(data.images.map(({ not_shown: why }: { not_shown?: string }) => why)).toEqual([
      undefined,
      'text/csv is not an image type that models accept',
      'the page has no file with this name',
      'it is a file on another page',
      'it is on another site, from which this server fetches nothing',
    ]);
    expect(content[0].text).toContain('caption: Figure of gone.png');
    expect(fixture().writes()).toEqual([]);
  });

  it('holds to its limits of number and size, and tells how many there are', async () => {
    const { data, content } = await read({ limit: 2, max_bytes: 10 });
    expect([data.images.length, data.total]).toEqual([2, 5]);
    expect(content).toHaveLength(1);
    expect(data.images[0].not_shown).toBe(`too large: ${componentsPng.length} bytes`);
    expect(content[0].text).toContain('2 of its 5 images');
  });

  it('asks for no files where a page shows none', async () => {
    const none = await fixture().text('confluence_get_page_images', { page_id: ids.timeOff });
    expect(none).toContain('This page has no images.');
    expect(fixture().sandbox.requests.some(({ path }) => path.includes('attachment'))).toBe(false);
  });
});
