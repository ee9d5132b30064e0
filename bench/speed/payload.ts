/** What every server of the comparison serves: pages of the same size, from the same upstream. */

export const pageCount = 200;

/** Storage format of a page of about `bytes` bytes, different for each id: headings, paragraphs, a table, a list, macros. */
export function storageOf(id: number, bytes: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; length < bytes; i += 1) {
    const part = sectionOf(id, i);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

function sectionOf(id: number, i: number): string {
  const rows = [1, 2, 3, 4].map((n) => `<tr><td><p>metric ${id}.${i}.${n}</p></td><td><p>${n * 37} ms</p></td></tr>`);
  return [
    `<h2>Section ${i} of page ${id}</h2>`,
    `<p>The service of page ${id} restarts <strong>slowly</strong> when its <code>cache-${i}</code> is cold; see `,
    `<a href="https://example.com/${id}/${i}">the notes</a> before step ${i}.</p>`,
    `<ul><li><p>Check the queue</p></li><li><p>Tell the people on call</p></li></ul>`,
    `<table><tbody><tr><th><p>Name</p></th><th><p>Value</p></th></tr>${rows.join('')}</tbody></table>`,
    `<ac:structured-macro ac:name="info" ac:macro-id="m-${id}-${i}"><ac:rich-text-body><p>Keep ${i} replicas.</p>`,
    `</ac:rich-text-body></ac:structured-macro>`,
  ].join('');
}

/** The answer of `GET /wiki/api/v2/pages/{id}?body-format=storage&include-labels=true`, as the API description has it. */
export function pageAnswer(id: number, bytes: number): string {
  return JSON.stringify({
    id: String(id),
    status: 'current',
    title: `Page ${id}`,
    spaceId: '1',
    parentId: '1',
    parentType: 'page',
    position: id,
    authorId: 'a-1',
    ownerId: 'a-1',
    createdAt: '2026-01-01T00:00:00.000Z',
    version: { number: 3, createdAt: '2026-06-01T00:00:00.000Z', message: '', minorEdit: false, authorId: 'a-1' },
    labels: { results: [], meta: { hasMore: false }, _links: {} },
    body: { storage: { representation: 'storage', value: storageOf(id, bytes) } },
    _links: { webui: `/spaces/BENCH/pages/${id}`, editui: `/pages/resumedraft.action?draftId=${id}` },
  });
}
