import { z } from 'zod';

/** What version 1 of the REST API answers alike on Cloud and on Data Center. */

/** Ids are 64-bit: strings or numbers on the wire, and never numbers here. */
export const id = z.union([z.string().min(1), z.number().int().transform(String)]);

/** For an answer that nobody reads: a 204, or the JSON that some writes answer with. Whatever it is passes. */
export const nothing = z.unknown().transform(() => undefined);

/** One representation of a body (`body.storage`, `body.view`); only `value` is of use. */
export const bodyText = z.object({ value: z.string() });

/** A label as `GET …/content/{id}/label` and v2 `…/{id}/labels` list it; `prefix` is asked for, and not read. */
export const label = z.object({ name: z.string() });

/** A template as `GET …/rest/api/template/page` lists it; `space` is missing for one of the whole site. */
export const template = z.object({
  templateId: id,
  name: z.string(),
  description: z.string().nullish(),
  space: z.object({ key: z.string() }).nullish(),
});

/** A template without its body, which lists leave out. */
export type TemplateWire = z.infer<typeof template>;

/** A template as `GET …/rest/api/template/{id}` answers it, the body in storage format. */
export const templateWithBody = template.extend({
  body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value),
});

/** A time in UTC; the wire may have it in the zone of the server (`2026-11-12T09:05:00.000+01:00`). Null for what is no time. */
export function toIsoTime(time: string | null | undefined): string | null {
  const parsed = Date.parse(time ?? '');
  return Number.isNaN(parsed) ? null : new Date(parsed).toISOString();
}
