import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeTemplates(site: UseSite): void {
  describe('templates', () => {
    it('lists those of the site and those of a space', async () => {
      const { templates } = site().confluence;
      expect((await templates.list({ limit: 25 })).items).toEqual([
        { id: ids.meetingTemplate, name: 'Meeting notes', spaceKey: null, description: 'Agenda, notes and actions' },
      ]);
      expect((await templates.list({ limit: 25, spaceKey: 'eng' })).items).toEqual([
        { id: ids.incidentTemplate, name: 'Incident review', spaceKey: 'ENG', description: 'Five times why' },
      ]);
      expect((await templates.list({ limit: 25, spaceKey: 'HR' })).items).toEqual([]);
    });

    it('gives every template once over several pages', async () => {
      const { confluence, sandbox } = site();
      const one = sandbox.world.templates.get(ids.meetingTemplate);
      if (one === undefined) throw new Error('the seed has no template');
      for (let index = 0; index < 60; index += 1) sandbox.world.templates.set(`8${index}`, { ...one, id: `8${index}` });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await confluence.templates.list({ limit: 25, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual([ids.meetingTemplate, ...Array.from({ length: 60 }, (_, index) => `8${index}`)]);
    });

    it('gives one with its storage and variables as they are', async () => {
      const { confluence, sandbox } = site();
      const template = await confluence.templates.get(ids.incidentTemplate);
      expect(template).toMatchObject({ name: 'Incident review', spaceKey: 'ENG' });
      expect(template.body).toBe(sandbox.world.templates.get(ids.incidentTemplate)?.storage);
      expect(template.body).toContain('<at:var at:name="service" />');
    });

    it('is NOT_FOUND for a template or space that is missing or hidden', async () => {
      const { templates } = site().confluence;
      expect((await caught(templates.get('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(templates.list({ limit: 5, spaceKey: 'NOPE' }))).code).toBe('NOT_FOUND');
      const outsider = site().as('omar').templates;
      expect((await caught(outsider.get(ids.incidentTemplate))).code).toBe('NOT_FOUND');
      expect((await caught(outsider.list({ limit: 5, spaceKey: 'ENG' }))).code).toBe('NOT_FOUND');
    });

    it('refuses a cursor that is none of this list', async () => {
      const error = await caught(site().confluence.templates.list({ limit: 5, cursor: 'garbage' }));
      expect(error.details).toEqual({ field: 'cursor' });
    });
  });
}
