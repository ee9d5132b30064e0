import type { Request } from 'express';
import { Query } from '../wire/query.js';

/** What `expand` names: dotted paths into the answer. */
export class Expansion {
  static readonly none = new Expansion([]);

  constructor(readonly paths: readonly string[]) {}

  /** Of a request; `fallback` is what the endpoint expands when it is not told. */
  static of(req: Request, fallback = ''): Expansion {
    const given = new Query(req).text('expand') === undefined ? fallback.split(',') : new Query(req).values('expand');
    return new Expansion(given.map((path) => path.trim()).filter((path) => path !== ''));
  }

  has(name: string): boolean {
    return this.paths.some((path) => path === name || path.startsWith(`${name}.`));
  }

  /** What is expanded inside of the part called `name`. */
  within(name: string): Expansion {
    return new Expansion(
      this.paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1)),
    );
  }

  /** The more a result carries, the fewer the server gives. */
  get cap(): number {
    if (this.paths.some((path) => /body\.(export|styled)_view/.test(path))) return 25;
    if (this.paths.some((path) => path.includes('body'))) return 50;
    return this.paths.length > 0 ? 200 : 1000;
  }
}
