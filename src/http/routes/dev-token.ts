import { json, urlencoded, type IRouter } from 'express';
import { z } from 'zod';
import type { DevIssuer } from '../../auth/index.js';
import type { Guards } from '../layers.js';
import { allowedMethods } from '../refusal.js';
import { Refusal } from '../refusal.js';
import { contextOf } from '../request-context.js';

const maxBytes = 8192;
const maxSeconds = 3600;

/** What may be asked for; the issuer itself judges subjects and scopes. */
const tokenRequest = z.object({
  subject: z.string().optional(),
  scope: z.string().optional(),
  expires_in: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .transform((seconds) => Math.min(seconds, maxSeconds))
    .optional(),
});

/** A signed token for trying things out. The guards keep the pages of other sites away from it. */
export function devToken(app: IRouter, issuer: Pick<DevIssuer, 'sign'>, guards: Guards): void {
  const parsers = [json({ limit: maxBytes }), urlencoded({ limit: maxBytes, extended: false })];
  app.route('/dev/token').all(...guards.browser, allowedMethods('GET', 'POST'), ...parsers, async (req, res) => {
    const { subject, scope, expires_in } = parseTokenRequest({ ...req.query, ...(req.body as object | undefined) });
    const token = await issuer.sign({ subject, scope, expiresIn: expires_in });
    contextOf(res).log.info({ event: 'dev_token_issued', subject, scope }, 'Dev token issued.');
    res.set('Cache-Control', 'no-store').json(token);
  });
}

function parseTokenRequest(input: unknown): z.infer<typeof tokenRequest> {
  const parsed = tokenRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    400,
    'invalid_request',
    'Send subject and scope once, as strings, and expires_in in whole seconds.',
  );
}
