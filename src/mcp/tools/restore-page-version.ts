import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { restoreVersion } from '../history/restore-version.js';
import { write } from '../outputs.js';
import { dryRun, pageId, version } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_restore_page_version: an older text becomes a new version. */
const input = z.strictObject({
  page_id: pageId,
  version: version.describe('Version to bring back.'),
  dry_run: dryRun,
});

export const restorePageVersion = defineTool({
  name: 'confluence_restore_page_version',
  title: 'Restore page version',
  toolset: 'history',
  effect: 'update',
  description: 'Bring back the text of an older version of a page, as a new version. The title stays.',
  input,
  output: write,
  run: restoreVersion,
  render: (result, quote) => renderWrite('restored', result, quote),
});
