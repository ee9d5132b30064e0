import { AppError } from '../../src/errors.js';
import { noReferences } from '../../src/content/index.js';
import { ids } from '../../src/sandbox/seed/ids.js';
import type { Attempt, Outcome } from '../content/reported/reported-case.js';
import type { Variation } from '../content/variations/variation.js';
import type { ToolClient } from '../support/tool-client.js';
import { pageTools, type Data } from './page-tools.js';

/** One way in which an input reaches the site: what is stored then, or the refusal. */
export type Way = (variation: Variation, index: number) => Promise<Outcome>;

/** Every way to write text, through the tools of a service, for inputs that are tried as cases of the converter. */
export function waysToWrite(client: ToolClient): Readonly<Record<string, Way>> {
  let made = 0;

  const { call, read, write } = pageTools(client);
  const place = () => ({ space_key: 'ENG', title: `Way ${++made}` });
  const create = async (content: string, content_format: 'markdown' | 'storage') =>
    call('confluence_create_page', { ...place(), content, content_format });
  const outcome = (id: unknown, done: Data, before?: string): Outcome => ({
    storage: client.sandbox.world.page(String(id)).storage,
    warnings: (done['warnings'] ?? []) as string[],
    references: noReferences,
    before,
  });

  const storageOf = (commentId: unknown) => {
    const comment = client.sandbox.world.comments.get(commentId as string);
    return comment?.revisions.at(-1) as { storage: string };
  };

  const before = '<h2>Top</h2><p>Before it.</p>';
  const textBy = (way: (text: string, index: number) => Promise<Outcome>): Way => {
    return ({ sent }, index) => way(sent as string, index);
  };
  const ofText: Record<string, Way> = {
    create: textBy(async (text) => {
      const done = await create(text, 'markdown');
      return outcome(done['id'], done);
    }),
    update: async ({ sent, isWhole }) => {
      const { id } = await create(before, 'storage');
      const whole = (shown: string) => (isWhole ? (sent as string) : `${shown}\n\n${sent as string}`);
      return outcome(id, await write(id, { sent: whole, right: () => undefined }));
    },
    edit: textBy(async (content, index) => {
      const { id } = await create(before, 'storage');
      const edits: Attempt['edits'] & {} = [
        { op: 'append', content },
        { op: 'replace_section', heading: 'Top', content },
        { op: 'insert_after', block: 'Before it.', content },
        { op: 'append_to_section', heading: 'Top', content },
        { op: 'replace_block', block: 'Before it.', content },
      ];
      return outcome(id, await call('confluence_edit_page', { page_id: id, edits: [edits[index % edits.length]] }));
    }),
    comment: textBy(async (body, index) => {
      const page_id = ids.onboarding;
      let done: Data;
      if (index % 2 === 0) done = await call('confluence_add_comment', { page_id, body });
      else {
        const { id } = await call('confluence_add_comment', { page_id, body: 'Old words.' });
        done = { ...(await call('confluence_update_comment', { comment_id: id, body })), id };
      }
      const warnings = (done['warnings'] ?? []) as string[];
      return { storage: storageOf(done['id']).storage, warnings, references: noReferences, before: undefined };
    }),
  };

  const fromTemplate = async (storage: string, variables: readonly { name: string; value: string }[] = []) => {
    const template = client.sandbox.world.templates.get(ids.incidentTemplate) as { storage: string };
    template.storage = storage;
    return call('confluence_create_page_from_template', {
      ...place(),
      template_id: ids.incidentTemplate,
      ...(variables.length === 0 ? {} : { variables }),
    });
  };
  const ofPages: Record<string, Way> = {
    update: async (attempt) => {
      const { id } = await create(attempt.page ?? '', 'storage');
      return outcome(id, await write(id, attempt), attempt.page);
    },
    template: async (attempt) => {
      const { id } = await fromTemplate(attempt.page ?? '');
      const { content } = await read(id, 'storage');
      if (content !== attempt.page) throw new Error(`The template was changed: ${content}`);
      return outcome(id, await write(id, attempt), attempt.page);
    },
    comment: async ({ page = '', sent }) => {
      const { id: page_id } = await create('<p>x</p>', 'storage');
      const { id } = await call('confluence_add_comment', { page_id, body: 'x' });
      storageOf(id).storage = page;
      const { comments } = (await call('confluence_get_comments', { page_id })) as { comments: { body: string }[] };
      const shown = comments[0]?.body ?? '';
      const body = typeof sent === 'function' ? sent(shown) : sent;
      const done = await call('confluence_update_comment', { comment_id: id, body });
      const warnings = (done['warnings'] ?? []) as string[];
      const lost = warnings
        .filter((warning) => /^Lost: |^The new text says that it leaves out a part/.test(warning))
        .join();
      // Who writes a comment replaces it whole: what goes is told instead of refused.
      if (lost !== '') return { refusal: new AppError('CONTENT_LOSS', `The write would drop ${lost}`) };
      return { storage: storageOf(id).storage, warnings, references: noReferences, before: page };
    },
  };

  const template: Way = async ({ sent }) => {
    const value = sent as string;
    const done = await fromTemplate('<p><at:var at:name="text" /></p>', [{ name: 'text', value }]);
    return outcome(done['id'], done);
  };

  const caughtBy = (way: Way): Way => {
    return async (variation, index) => {
      try {
        return await way(variation, index);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { refusal: error };
      }
    };
  };
  const caught = (ways: Record<string, Way>, prefix = '') =>
    Object.fromEntries(Object.entries(ways).map(([name, way]) => [prefix + name, caughtBy(way)]));
  return { ...caught(ofText), ...caught(ofPages, 'page '), template: caughtBy(template) };
}
