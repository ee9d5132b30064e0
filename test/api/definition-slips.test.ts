import { describe, expect, it } from '@jest/globals';
import { faultsOf, good } from './good-definition.js';

const path = 'path: /tickets/{ticket_id}';

describe('a definitions file', () => {
  // It was "Unexpected flow-map-start at node end", and nothing behind it was looked at.
  it('with a path that wants quotes is told so, and judged as if it had them', async () => {
    const ofOneLine = (end: string) =>
      `      close: { title: T, description: D, effect: reed, method: GET, path: /a/{id}/b, query: { q: x-{no} }${end}`;
    const bad = `${good}${ofOneLine(' }')}\n      open: { title: T }\n`;
    expect(await faultsOf(bad)).toEqual([
      expect.stringMatching(/^29: .*close.effect: must be one of read/),
      expect.stringMatching(/^29: .*close.path: names \{id\}/),
      expect.stringMatching(/^29: a text with \{ or \} in it needs quotes here$/),
      expect.stringMatching(/^29: .*close.query.q: names \{no\}/),
      ...['description', 'effect', 'method', 'path'].map((key) =>
        expect.stringMatching(`^30: .*open.${key}: is required`),
      ),
    ]);
  });

  // Everything below `tools` was passed over, as if the misspelt name had been meant for it.
  it('with a name nearly as another that is there as well is judged below that one, too', async () => {
    const bad = good.replace('    tools:', '    toolz: {}\n    openapis: {}\n    tools:').replace(path, 'path: /{id}');
    expect(await faultsOf(bad)).toEqual([
      expect.stringMatching(/^7: apis.tickets.toolz: is not known here$/),
      expect.stringMatching(/^8: apis.tickets.openapis: is not known here$/),
      expect.stringMatching(/^18: .*path: names \{id\}, which is no property/),
    ]);
  });
});
