import type { Request, Response } from 'express';
import type { User } from '../world/model.js';

/** The user that authentication found. */
export const actorOf = (res: Response): User => (res.locals as { actor: User }).actor;

export const pathParam = (req: Request, name: string): string => String(req.params[name]);
