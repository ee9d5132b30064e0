import { describe, expect, it } from '@jest/globals';
import { seedCompany } from '../../../src/sandbox/seed/company.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedPeople } from '../../../src/sandbox/seed/people.js';
import { hasMarker } from '../../../src/sandbox/world/markers.js';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';
import { World } from '../../../src/sandbox/world/world.js';

const world = new World();
seedPeople(world);
seedCompany(world);

describe('the company seed', () => {
  it('holds everything that its ids name', () => {
    const { spaces, ...others } = ids;
    for (const id of Object.values(spaces)) expect(world.spaces.has(id)).toBe(true);
    const known = [world.contents, world.comments, world.attachments, world.templates];
    for (const id of Object.values(others)) expect(known.some((map) => map.has(id))).toBe(true);
  });

  it('is well-formed in every version', () => {
    const bodies = [
      ...[...world.contents.values()].flatMap(({ revisions }) => revisions),
      ...[...world.comments.values()].flatMap(({ revisions }) => revisions),
      ...world.templates.values(),
    ];
    for (const { storage } of bodies) expect(() => assertWellFormed(storage)).not.toThrow();
    expect(bodies.length).toBeGreaterThan(20);
  });

  it('links only to pages and attachments that exist', () => {
    const titles = new Set(world.pages().map(({ title }) => title));
    const files = new Set([...world.attachments.values()].map(({ title }) => title));
    for (const { storage } of world.contents.values()) {
      for (const [, title = ''] of storage.matchAll(/ri:content-title="([^"]+)"/g)) expect(titles).toContain(title);
      for (const [, name = ''] of storage.matchAll(/ri:filename="([^"]+)"/g)) expect(files).toContain(name);
    }
  });

  it('mentions only people who exist', () => {
    const texts = [...world.contents.values()].map(({ storage }) => storage).join('');
    for (const [, id = ''] of texts.matchAll(/ri:account-id="([^"]+)"/g)) expect(world.users.has(id)).toBe(true);
  });

  it('has its inline comment on a passage that is marked', () => {
    const { markerRef, contentId } = world.comment(ids.inlineComment);
    expect(hasMarker(world.page(contentId).storage, markerRef ?? 'none')).toBe(true);
  });

  it('has two pages whose ids are one JavaScript number', () => {
    expect(Number(ids.incidentReviews)).toBe(Number(ids.japaneseRunbook));
    expect(world.page(ids.incidentReviews)).not.toBe(world.page(ids.japaneseRunbook));
  });
});
