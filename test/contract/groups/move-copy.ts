import { describe, expect, it } from '@jest/globals';
import type { PageCopy } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

export function describeMoves(site: UseSite, can: Capabilities): void {
  const below = (parentId: string) => ({ kind: 'child', parentId }) as const;
  const beside = (targetId: string, position: 'before' | 'after') => ({ kind: 'sibling', targetId, position }) as const;
  const toSpace = (spaceKey: string) => ({ kind: 'space', spaceKey }) as const;
  const childrenOf = async (id: string): Promise<string[]> => {
    const { items } = await site().confluence.pages.children(id, { depth: 1, limit: 50 });
    return items.map((child) => child.id);
  };

  describe('pages.move', () => {
    it('moves a page with what is below it, within its space and into another', async () => {
      const { confluence, sandbox } = site();
      const moved = await confluence.pages.move(ids.incidentReviews, below(ids.onboarding));
      expect(moved).toMatchObject({ id: ids.incidentReviews, parentId: ids.onboarding, spaceKey: 'ENG' });
      expect(await confluence.pages.move(ids.incidentReviews, below(ids.timeOff))).toMatchObject({
        parentId: ids.timeOff,
        spaceKey: 'HR',
      });
      expect(sandbox.world.page(ids.securityIncident).spaceId).toBe(ids.spaces.people);
    });

    it('moves a page to the top of a space, which is below its homepage', async () => {
      const moved = await site().confluence.pages.move(ids.onboarding, toSpace('hr'));
      expect(moved).toMatchObject({ parentId: ids.peopleHome, spaceKey: 'HR' });
    });

    if (can.siblingOrder) {
      it('puts a page right before or after a sibling', async () => {
        const { pages } = site().confluence;
        await pages.move(ids.onboarding, beside(ids.checkoutArchitecture, 'before'));
        await pages.move(ids.incidentReviews, beside(ids.checkoutArchitecture, 'after'));
        expect((await childrenOf(ids.engineeringHome)).slice(0, 4)).toEqual([
          ids.paymentsRunbook,
          ids.onboarding,
          ids.checkoutArchitecture,
          ids.incidentReviews,
        ]);
      });

      it('never puts a page beside the homepage, where nobody finds it', async () => {
        const { confluence, sandbox } = site();
        const error = await caught(confluence.pages.move(ids.onboarding, beside(ids.engineeringHome, 'after')));
        expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'target_id' } });
        expect(sandbox.world.page(ids.onboarding).parentId).toBe(ids.engineeringHome);
      });
    }

    it('refuses loops, and titles that are taken where the page would go', async () => {
      const { confluence, sandbox } = site();
      const { pages } = confluence;
      expect((await caught(pages.move(ids.incidentReviews, below(ids.securityIncident)))).code).toBe('INVALID_INPUT');
      expect((await caught(pages.move(ids.incidentReviews, below(ids.incidentReviews)))).code).toBe('INVALID_INPUT');
      seedContent(sandbox.world, {
        ...{ id: '777001', spaceId: ids.spaces.people, parentId: ids.peopleHome, title: 'Onboarding' },
        history: [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }],
      });
      const taken = await caught(pages.move(ids.onboarding, toSpace('HR')));
      expect(taken).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'title' } });
      expect(sandbox.world.page(ids.onboarding).spaceId).toBe(ids.spaces.engineering);
    });

    it('says that a space without a homepage needs a parent', async () => {
      const { confluence, sandbox } = site();
      sandbox.world.space('HR').homepageId = null;
      const error = await caught(confluence.pages.move(ids.onboarding, toSpace('HR')));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'target_parent_id' } });
    });

    it('needs rights at both ends', async () => {
      const { pages } = site().as('amina');
      expect((await caught(pages.move(ids.onboarding, below(ids.timeOff)))).code).toBe('FORBIDDEN');
      const reader = site().as('priya').pages;
      expect((await caught(reader.move(ids.onboarding, below(ids.incidentReviews)))).code).toBe('FORBIDDEN');
    });

    it('is NOT_FOUND when either page, or the space, is not there', async () => {
      const { pages } = site().confluence;
      const missing = [
        () => pages.move('99999999', below(ids.onboarding)),
        () => pages.move(ids.onboarding, below('99999999')),
        ...(can.siblingOrder ? [() => pages.move(ids.onboarding, beside('99999999', 'after'))] : []),
        () => pages.move(ids.onboarding, toSpace('NOPE')),
      ];
      for (const move of missing) expect((await caught(move())).code).toBe('NOT_FOUND');
    });

    if (can.siblingOrder) {
      it('does not let a page that cannot be read back look like one that was not moved', async () => {
        const { confluence, sandbox } = site();
        sandbox.faults.add({ kind: 'status', status: 500, match: { method: 'GET', path: /131076/ } });
        const error = await caught(confluence.pages.move(ids.onboarding, below(ids.incidentReviews)));
        expect(error.hint).toContain('has happened');
        expect(sandbox.world.page(ids.onboarding).parentId).toBe(ids.incidentReviews);
      });
    }
  });
}

export function describeCopies(site: UseSite): void {
  const copy: PageCopy = { title: 'A copy', includeAttachments: false, includeLabels: false };

  describe('pages.copy', () => {
    it('copies a page below a parent, bare', async () => {
      const { confluence, sandbox } = site();
      const made = await confluence.pages.copy(ids.checkoutArchitecture, { ...copy, parentId: ids.onboarding });
      expect(made).toMatchObject({
        ...{ type: 'page', title: 'A copy', spaceKey: 'ENG', status: 'current', version: 1, parentId: ids.onboarding },
        url: `${sandbox.url}/spaces/ENG/pages/${made.id}/A+copy`,
      });
      expect(sandbox.world.page(made.id).storage).toBe(sandbox.world.page(ids.checkoutArchitecture).storage);
      expect(await confluence.labels.list(made.id)).toEqual([]);
      expect((await confluence.attachments.list(made.id, { limit: 5 })).items).toEqual([]);
    });

    it('takes labels and attachments along when asked to', async () => {
      const { confluence } = site();
      const whole = { ...copy, parentId: ids.onboarding, includeAttachments: true, includeLabels: true };
      const { id } = await confluence.pages.copy(ids.checkoutArchitecture, whole);
      expect((await confluence.labels.list(id)).toSorted()).toEqual(['architecture', 'payments']);
      const { items } = await confluence.attachments.list(id, { limit: 5 });
      expect(items.map(({ filename }) => filename)).toEqual(['checkout-components.png', 'capacity.csv']);
    });

    it('copies to the top of another space, which is below its homepage', async () => {
      const made = await site().confluence.pages.copy(ids.onboarding, { ...copy, spaceKey: 'hr' });
      expect(made).toMatchObject({ spaceKey: 'HR', parentId: ids.peopleHome });
    });

    it('names the title that is taken', async () => {
      const taken = { ...copy, title: 'Onboarding', spaceKey: 'ENG' };
      const error = await caught(site().confluence.pages.copy(ids.paymentsRunbook, taken));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'title' } });
      expect(error.message).toContain('"Onboarding"');
    });

    it('needs a place', async () => {
      const { confluence, sandbox } = site();
      expect((await caught(confluence.pages.copy(ids.onboarding, copy))).details).toEqual({ field: 'parent_id' });
      expect(sandbox.requests).toHaveLength(0);
    });

    it('is FORBIDDEN for a reader, NOT_FOUND for a page or space that is not there', async () => {
      const reader = site().as('priya').pages;
      expect((await caught(reader.copy(ids.onboarding, { ...copy, spaceKey: 'ENG' }))).code).toBe('FORBIDDEN');
      const { pages } = site().confluence;
      const missing = [
        () => pages.copy('99999999', { ...copy, parentId: ids.onboarding }),
        () => pages.copy(ids.onboarding, { ...copy, parentId: '99999999' }),
        () => pages.copy(ids.onboarding, { ...copy, spaceKey: 'NOPE' }),
      ];
      for (const one of missing) expect((await caught(one())).code).toBe('NOT_FOUND');
      expect(
        (
          await caught(
            site()
              .as('amina')
              .pages.copy(ids.financeHome, { ...copy, spaceKey: 'ENG' }),
          )
        ).code,
      ).toBe('NOT_FOUND');
    });

    it('is made by the account that asks', async () => {
      const made = await site()
        .as('amina')
        .pages.copy(ids.onboarding, { ...copy, spaceKey: 'ENG' });
      expect(site().sandbox.world.page(made.id).version.authorId).toBe(site().authors.amina);
    });
  });
}
