import type { Request, Response } from 'express';
import { invalid } from '../world/refusal.js';
import type { User } from '../world/model.js';

/** The user that authentication found. */
export const actorOf = (res: Response): User => (res.locals as { actor: User }).actor;

/** A parameter of the route's own path, decoded; for names that the path is known to have. */
export const pathParam = (req: Request, name: string): string => String(req.params[name]);

/** A JSON object as body, or a 400. */
export function objectBody(req: Request): Record<string, unknown> {
  const body = req.body as unknown;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('Request body is missing');
  return body as Record<string, unknown>;
}

/** A text field; any other kind of value is as bad as none. */
export function required(body: Record<string, unknown>, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') throw invalid(`Request body is missing the required field '${field}'`);
  return value;
}

/** A text field that may be missing or null; any other kind of value is a 400. */
export function optional(body: Record<string, unknown>, field: string): string | undefined {
  return body[field] === undefined || body[field] === null ? undefined : required(body, field);
}
