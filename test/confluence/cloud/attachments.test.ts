import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, Upstream, useUpstream } from '../upstream.js';

const upstream = useUpstream();
const bytes = Buffer.from([0, 255, 254, 128, 10, 13, 0]);
const generous = { maxBytes: 1_000_000 };

const metadata = (more: object = {}) => ({
  ...{
    id: 'att5',
    status: 'current',
    title: 'a.bin',
    pageId: '7',
    mediaType: 'application/x-a',
    fileSize: bytes.length,
  },
  ...{ version: { number: 3 }, downloadLink: 'https://evil.example/steal', ...more },
});

describe('a download', () => {
  let elsewhere: Upstream;
  beforeEach(async () => {
    elsewhere = new Upstream();
    await elsewhere.start();
  });
  afterEach(() => elsewhere.stop());

  /** The site redirects to another origin, which sends the file. */
  const serve = (file: (req: IncomingMessage, res: ServerResponse) => void, more?: object): void => {
    upstream().handler = (req, res) => {
      if (req.url?.startsWith('/wiki/api/v2') === true) answer(res, 200, metadata(more));
      else res.writeHead(302, { Location: `${elsewhere.origin}/signed?token=x`, 'Set-Cookie': 'session=s' }).end();
    };
    elsewhere.handler = file;
  };
  const download = (id = 'att5', options = generous) =>
    openConfluenceClient(upstream()).forCall({}).attachments.download(id, options);

  it('asks for the version whose size is known, at the address that the site has for it', async () => {
    serve((_req, res) => res.end(bytes));
    expect((await download()).bytes).toEqual(bytes);
    expect(upstream().requests.map(({ url }) => url)).toEqual([
      '/wiki/api/v2/attachments/att5',
      '/wiki/rest/api/content/7/child/attachment/att5/download?version=3',
    ]);
  });

  it('takes the digits of an id alone', async () => {
    serve((_req, res) => res.end(bytes));
    expect((await download('5')).id).toBe('att5');
  });

  it('brings nothing secret to the place that it is redirected to', async () => {
    serve((_req, res) => res.end(bytes));
    await download();
    expect(upstream().requests[1]?.headers.authorization).toBe('Bearer t');
    const { headers } = elsewhere.requests[0] as IncomingMessage;
    expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  });

  it('stops a file that goes on after the allowed bytes, while it comes', async () => {
    let isCut = false;
    serve((_req, res) => {
      const timer = setInterval(() => res.write(Buffer.alloc(100_000)), 1);
      res.on('close', () => {
        isCut = true;
        clearInterval(timer);
      });
    });
    const error = await caught(download('att5', { maxBytes: 200_000 }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'max_bytes' } });
    expect(error.message).toContain('200000');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isCut).toBe(true);
  });

  it('refuses a file that is a little larger than both listed and allowed', async () => {
    serve((_req, res) => res.end(Buffer.alloc(bytes.length + 1)));
    expect((await caught(download('att5', { maxBytes: bytes.length }))).code).toBe('INVALID_INPUT');
  });

  it.each(['', '{"results":[{"id":', 'xxxxxxx-xxx'])('does not take %j for the file, which is longer', async (body) => {
    serve((_req, res) => res.end(body));
    expect((await caught(download())).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('does not take a login page for the file, unless the file is a web page itself', async () => {
    const page = '<html><form>Log in</form></html>';
    const html = (_req: IncomingMessage, res: ServerResponse) =>
      void res.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
    serve(html, { fileSize: page.length });
    expect((await caught(download())).code).toBe('CREDENTIALS_REJECTED');
    serve(html, { fileSize: page.length, mediaType: 'text/html' });
    expect(Buffer.from((await download()).bytes).toString()).toBe(page);
  });

  it.each([
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [500, 'UPSTREAM_UNAVAILABLE'],
  ])('maps %d of the other place to %s, however few bytes are allowed', async (status, code) => {
    serve((_req, res) => void res.writeHead(status).end('x'.repeat(5_000)));
    expect((await caught(download('att5', { maxBytes: bytes.length }))).code).toBe(code);
  });

  it('ends with the caller who goes away in the middle of the file', async () => {
    serve((_req, res) => void res.write('x'));
    const controller = new AbortController();
    const { attachments } = openConfluenceClient(upstream()).forCall({ signal: controller.signal });
    setTimeout(() => controller.abort(new Error('gone')), 100);
    await expect(attachments.download('att5', generous)).rejects.toThrow('gone');
  });

  it('is for files on pages and blog posts', async () => {
    serve((_req, res) => res.end(bytes), { pageId: undefined, customContentId: '9' });
    expect((await caught(download())).code).toBe('NOT_SUPPORTED');
    serve((_req, res) => res.end(bytes), { pageId: undefined, blogPostId: '9', mediaType: '' });
    expect(await download()).toMatchObject({ pageId: '9', mediaType: 'application/octet-stream' });
  });
});

describe('an upload', () => {
  const received = async (req: IncomingMessage): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };

  it('is one PUT of a form with the name as plain UTF-8, the comment with its charset, and the XSRF header', async () => {
    let body = '';
    upstream().handler = (req, res) => {
      void received(req).then((text) => {
        body = text;
        const extensions = { fileSize: 3 };
        answer(res, 200, { results: [{ id: 'att9', title: 'übersicht.txt', version: { number: 1 }, extensions }] });
      });
    };
    const { attachments } = openConfluenceClient(upstream()).forCall({});
    const file = { filename: 'u\u0308bersicht.txt', mediaType: 'text/csv', bytes: Buffer.from('abc') };
    const made = await attachments.upload('7', { ...file, comment: 'größer' });
    expect(made).toMatchObject({ id: 'att9', mediaType: 'application/octet-stream', sizeBytes: 3 });
    expect(made.url).toBe(`${upstream().origin}/wiki/pages/viewpageattachments.action?pageId=7`);
    const [{ method, url, headers }] = upstream().requests as [IncomingMessage];
    expect([method, url]).toEqual(['PUT', '/wiki/rest/api/content/7/child/attachment']);
    expect(headers['x-atlassian-token']).toBe('no-check');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=[\w-]+$/);
    expect(body).toContain('name="file"; filename="\u00fcbersicht.txt"\r\nContent-Type: text/csv\r\n\r\nabc\r\n');
    expect(body).toContain('name="comment"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ngrößer\r\n');
    expect(body).toContain('name="minorEdit"');
  });

  it('does not take an answer without the file for a success', async () => {
    upstream().handler = (_req, res) => answer(res, 200, { results: [] });
    const { attachments } = openConfluenceClient(upstream()).forCall({});
    const upload = attachments.upload('7', { filename: 'a', mediaType: 'a/b', bytes });
    const error = await caught(upload);
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.hint).toContain('may have happened');
  });
});
