import { z } from 'zod';

export const email = z
  .string()
  .toLowerCase()
  .regex(/^[^\s@*]+@[^\s@*]+$/, 'takes exact e-mail addresses, without wildcards');

export const domain = z
  .string()
  .toLowerCase()
  .regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/, 'takes domain names such as example.com, without @ or wildcards');

export const scopeWords = ['confluence:read', 'confluence:write', 'confluence:delete'] as const;

export const scope = z.enum(scopeWords, 'takes confluence:read, confluence:write and confluence:delete');

export const scopes = z
  .string()
  .transform((given) => given.split(/[\s,]+/).filter((word) => word !== ''))
  .pipe(z.array(scope));
