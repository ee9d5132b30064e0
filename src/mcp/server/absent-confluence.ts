import type { Confluence } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { PolicedClient } from '../space-policy/index.js';

/** Stands in where API tools are served alone: no tool that is on asks it, and whatever would is told. */
export const absentConfluence: Pick<PolicedClient, 'forCall'> = { forCall: () => nothing };

const nothing = new Proxy({} as Confluence, {
  get: (_target, group) => {
    throw new AppError('NOT_SUPPORTED', `This server is not connected to Confluence (${String(group)}).`, {
      hint: 'The operator has to set CONFLUENCE_URL.',
    });
  },
});
