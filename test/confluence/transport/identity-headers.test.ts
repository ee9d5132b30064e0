import { describe, expect, it } from '@jest/globals';
import { identityHeaders } from '../../../src/outbound/index.js';
import { answer, read, useUpstream } from '../upstream.js';

const upstream = useUpstream();
const identity = { userId: 'ada@corp.example', organizationId: 'corp.example' };
const sent = () => upstream().requests.map(({ headers }) => [headers['x-user-id'], headers['x-organization-id']]);

describe('the identity of a caller', () => {
  it('goes with every request when that is wanted', async () => {
    const transport = upstream().transport({ forwardIdentity: true });
    await transport.forCall({ identity })(read);
    await transport.forCall({ identity: { userId: 'bot', organizationId: null } })(read);
    await transport.forCall({})(read);
    expect(sent()).toEqual([
      ['ada@corp.example', 'corp.example'],
      ['bot', undefined],
      [undefined, undefined],
    ]);
  });

  it('stays here when it is not', async () => {
    await upstream().transport().forCall({ identity })(read);
    expect(sent()).toEqual([[undefined, undefined]]);
  });

  it('follows a redirect within the site and none that leaves it', async () => {
    upstream().handler = (_req, res, attempt) => {
      const elsewhere = upstream().origin.replace('127.0.0.1', 'localhost');
      const next = ['/wiki/moved', `${elsewhere}/away`][attempt - 1];
      if (next === undefined) return answer(res, 200, { ok: true });
      res.writeHead(302, { location: next }).end();
    };
    await upstream().transport({ forwardIdentity: true }).forCall({ identity })(read);
    expect(sent()).toEqual([
      ['ada@corp.example', 'corp.example'],
      ['ada@corp.example', 'corp.example'],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['ada', 'ada'],
    ['auth0|12 34', 'auth0|12 34'],
    ['ådå', '%C3%A5d%C3%A5'],
    ['a%41', 'a%2541'],
    [' a ', '%20a%20'],
    ['a\r\nX-Admin: 1', 'a%0D%0AX-Admin: 1'],
    ['a\ud800', 'a%EF%BF%BD'],
  ])('is written in ASCII and apart from all others: %j as %s', (userId, written) => {
    expect(identityHeaders({ userId, organizationId: null })).toEqual({ 'X-User-ID': written });
  });
});
