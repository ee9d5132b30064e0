import { z } from 'zod';

/** What version 1 of the REST API answers alike on Cloud and on Data Center. */

/** Ids are 64-bit: strings or numbers on the wire, and never numbers here. */
export const id = z.union([z.string().min(1), z.number().int().transform(String)]);

export const nothing = z.unknown().transform(() => undefined);
export const bodyText = z.object({ value: z.string() });
export const label = z.object({ name: z.string() });

export const template = z.object({
  templateId: id,
  name: z.string(),
  description: z.string().nullish(),
  space: z.object({ key: z.string() }).nullish(),
});
export type TemplateWire = z.infer<typeof template>;

export const templateWithBody = template.extend({
  body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value),
});
