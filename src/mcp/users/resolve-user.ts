import type { Confluence } from '../../confluence/index.js';

/** An account id; `me` stands for the account that is at work. */
export async function resolveUser(confluence: Confluence, user: string): Promise<string> {
  return user === 'me' ? (await confluence.users.current()).id : user;
}
