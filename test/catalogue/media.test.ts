import { describe, expect, it } from '@jest/globals';
import { componentsPng } from '../../src/sandbox/seed/checkout-architecture.js';
import { ids } from '../../src/sandbox/seed/ids.js';
import { modernClient, oldHttpClient, oldSseClient } from '../support/clients.js';
import type { AnyClient } from '../support/clients.js';
import { startTestService } from '../support/service.js';
import type { TestService } from '../support/service.js';

const clients: [name: string, connect: (service: TestService, token: string) => Promise<AnyClient>][] = [
  ['2026-07-28', ({ url }, token) => modernClient(url, token)],
  ['the 1.x SDK', ({ url }, token) => oldHttpClient(url, token)],
  ['the old SSE transport', ({ origin }, token) => oldSseClient(origin, token)],
];

describe.each(clients)('a client of %s', (_name, connect) => {
  it('gets an image and a file beside the text', async () => {
    const service = await startTestService({ transport: 'sse' });
    try {
      const client = await connect(service, await service.token());
      const bytes = Buffer.from([0x50, 0x4b, 0, 255]);
      Object.assign(service.sandbox.world.attachment(ids.capacityCsv).revisions[0] ?? {}, { data: bytes });

      const image = await client.call('confluence_download_attachment', { attachment_id: ids.componentsImage });
      expect(image.content[1]).toEqual({
        type: 'image',
        mimeType: 'image/png',
        data: componentsPng.toString('base64'),
      });
      expect(image.structuredContent).toMatchObject({ filename: 'checkout-components.png' });

      const file = await client.call('confluence_download_attachment', { attachment_id: ids.capacityCsv });
      const resource = { uri: `confluence://attachment/${ids.capacityCsv}`, mimeType: 'text/csv', blob: 'UEsA/w==' };
      expect(file.content[1]).toEqual({ type: 'resource', resource });
      await client.close();
    } finally {
      await service.close();
    }
  });
});
