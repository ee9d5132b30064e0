import { z } from 'zod';
import type { ConfirmedKind } from './rules.js';

const host = z
  .string()
  .regex(/^(?:\*\.)?[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i, 'must be a host name, or *.suffix, without scheme and port')
  .describe('A host name, or `*.suffix` for every name below it.');

const confirmation = z
  .enum(['person', 'preview'])
  .describe('person: the person at the client is asked. preview: the call has to repeat what a dry run has shown.');

const confirm = z
  .strictObject({
    create: confirmation.optional(),
    update: confirmation.optional(),
    delete: confirmation.optional(),
    spaces: confirmation.optional().describe('Writes to spaces that are not in the list.'),
    links: confirmation.optional().describe('New links and images to hosts that are not in the list.'),
    permissions: confirmation.optional().describe('Letting more people see or edit something.'),
  } satisfies Record<ConfirmedKind, z.ZodType>)
  .describe('What needs a confirmation. For spaces, links, delete and permissions it replaces a refusal.');

const rules = z
  .strictObject({
    spaces: z.array(z.string().min(1)).optional().describe('Keys of the spaces that may be written to. Absent: all.'),
    tools: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Writing tools by name, and `api:NAME` for all tools of an API. Absent: those of Confluence, and none of other APIs.',
      ),
    writes_per_hour: z.int().min(1).max(1_000_000).optional().describe('The most writes an hour.'),
    link_hosts: z
      .array(host)
      .optional()
      .describe("Hosts that new links and images may point to, besides the site's own. Absent: any."),
    deletes: z.boolean().default(false).describe('Pages, comments and files may be deleted, and pages archived.'),
    widen_permissions: z
      .boolean()
      .default(false)
      .describe('More people may be given the right to see or edit something.'),
    confirm: confirm.optional(),
  })
  .describe('What may be written.');

/** A key of GRANTS_FILE, or what names the callers that it does not know. */
const callerKey = z
  .string()
  .regex(
    /^(?:google|jwt|iap|oauth|static|dev):.+$|^stdio:user$|^none:anonymous$/,
    'must begin with google:, jwt:, iap:, oauth:, static: or dev:, or be stdio:user or none:anonymous',
  );

/** How the file that WRITE_POLICY_FILE names is written; the JSON Schema for editors is made from this. */
export const writePolicySchema = z.strictObject({
  $schema: z.string().optional(),
  default: rules.optional().describe('For callers whom no other entry names. Absent: they write nothing.'),
  callers: z
    .record(callerKey, rules)
    .optional()
    .describe(
      'By `PREFIX:SUBJECT`, `PREFIX:EMAIL` or `PREFIX:@DOMAIN`, as in GRANTS_FILE. Only the most specific one applies.',
    ),
});

/** The rules of one entry as the file has them. */
export type RulesDefinition = z.output<typeof rules>;

/** The JSON Schema of a write policy as it is published, for editors. */
export function renderWritePolicySchema(): string {
  const schema = z.toJSONSchema(writePolicySchema, { io: 'input', target: 'draft-07' });
  const titled = {
    $schema: schema.$schema,
    title: 'Write policy of confluence-mcp-server',
    description: 'The file that the setting WRITE_POLICY_FILE names.',
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
