import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

export function describeCommentWrites(site: UseSite, can: Capabilities): void {
  describe('comments', () => {
    it('gives one comment by its id, wherever it stands', async () => {
      const { comments } = site().confluence;
      expect(await comments.get(ids.footerComment)).toMatchObject({ location: 'footer', pageId: ids.meetingNotes });
      expect(await comments.get(ids.inlineReply)).toMatchObject({
        location: 'inline',
        replyTo: ids.inlineComment,
        pageId: ids.meetingNotes,
      });
      expect((await caught(comments.get('99999999'))).code).toBe('NOT_FOUND');
    });

    it('adds a comment to the foot of a page and of a blog post', async () => {
      const { comments } = site().confluence;
      const added = await comments.add({ pageId: ids.onboarding, body: '<p>Good.</p>' });
      expect(added).toMatchObject({ location: 'footer', pageId: ids.onboarding, body: '<p>Good.</p>', version: 1 });
      expect(added.author.name).toBe('MCP Service');
      expect((await comments.get(added.id)).body).toBe('<p>Good.</p>');
      expect((await comments.add({ pageId: ids.launchPost, body: '<p>Hooray</p>' })).pageId).toBe(ids.launchPost);
    });

    it('answers in the thread that it is told, footer or inline', async () => {
      const { comments } = site().confluence;
      expect(await comments.add({ replyTo: ids.footerComment, body: '<p>a</p>' })).toMatchObject({
        location: 'footer',
        replyTo: ids.footerComment,
        pageId: ids.meetingNotes,
      });
      expect(await comments.add({ replyTo: ids.inlineComment, body: '<p>b</p>' })).toMatchObject({
        location: 'inline',
      });
    });

    it('updates a comment to its next version', async () => {
      const { comments } = site().confluence;
      const updated = await comments.update(ids.footerComment, '<p>Changed.</p>');
      expect(updated).toMatchObject({ version: 2, body: '<p>Changed.</p>' });
      expect([null, '2026-11-17T09:30:00.000Z']).toContain(updated.createdAt);
    });

    if (can.inlineComments) {
      it('adds a comment to a phrase, and says what a phrase must be when there is none', async () => {
        const { comments } = site().confluence;
        const on = (text: string) =>
          comments.add({
            pageId: ids.meetingNotes,
            body: '<p>?</p>',
            selection: { text, matchCount: 1, matchIndex: 0 },
          });
        expect(await on('database migration')).toMatchObject({
          location: 'inline',
          textSelection: 'database migration',
        });
        const error = await caught(on('words that are not there'));
        expect(error.code).toBe('INVALID_INPUT');
        expect(error.hint).toContain('text_selection');
      });

      it('resolves an inline thread and opens it again, keeping its words', async () => {
        const { comments } = site().confluence;
        expect((await comments.resolve(ids.inlineComment, true)).status).toBe('resolved');
        const reopened = await comments.resolve(ids.inlineComment, false);
        expect(reopened).toMatchObject({ status: 'open', body: '<p>Does this include the archive tables?</p>' });
      });

      it('says that footer comments and replies cannot be resolved', async () => {
        const { comments } = site().confluence;
        expect((await caught(comments.resolve(ids.footerComment, true))).code).toBe('NOT_SUPPORTED');
        const error = await caught(comments.resolve(ids.inlineReply, true));
        expect(error.hint).toContain(ids.inlineComment);
      });
    } else {
      it('says that a phrase takes no comment, and what to do instead', async () => {
        const { confluence, sandbox } = site();
        const selection = { text: 'database migration', matchCount: 1, matchIndex: 0 };
        const error = await caught(confluence.comments.add({ pageId: ids.meetingNotes, body: '<p>?</p>', selection }));
        expect(error.code).toBe('NOT_SUPPORTED');
        expect(error.hint).toContain('text_selection');
        expect(sandbox.requests).toHaveLength(0);
      });

      it('says that no thread can be resolved, and what to do instead', async () => {
        const error = await caught(site().confluence.comments.resolve(ids.inlineComment, true));
        expect(error.code).toBe('NOT_SUPPORTED');
        expect(error.hint).toContain(`reply_to ${ids.inlineComment}`);
      });
    }

    it('deletes a comment for good, in either place', async () => {
      const { confluence, sandbox } = site();
      await confluence.comments.delete(ids.inlineComment);
      await confluence.comments.delete(ids.footerComment);
      expect(sandbox.world.comments.size).toBe(0);
    });

    it('leaves the comments of others alone when the account may not touch them', async () => {
      const { comments } = site().as('jonas');
      expect((await caught(comments.update(ids.footerComment, '<p>mine now</p>'))).code).toBe('FORBIDDEN');
      expect((await caught(comments.delete(ids.footerComment))).code).toBe('FORBIDDEN');
    });

    it('is NOT_FOUND for a page or comment that is not there', async () => {
      const { comments } = site().confluence;
      expect((await caught(comments.add({ pageId: '99999999', body: '<p>a</p>' }))).code).toBe('NOT_FOUND');
      expect((await caught(comments.add({ replyTo: '99999999', body: '<p>a</p>' }))).code).toBe('NOT_FOUND');
    });

    it('says where a body does not parse', async () => {
      const error = await caught(site().confluence.comments.add({ pageId: ids.onboarding, body: '<p>a' }));
      expect(error.code).toBe('UNCONVERTIBLE');
    });
  });
}
