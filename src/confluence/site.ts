import { AppError } from '../errors.js';

/** The site that is served, as people see it in a browser. */
export interface Site {
  /** Absolute, with the context path, without a slash at its end: `https://acme.atlassian.net/wiki`. */
  readonly root: string;
  /** An absolute URL from a link of the wire; anything but a path of this site gives way to `fallback`, a path below the root. */
  link(webui: string | undefined, fallback: string): string;
  /** The path below the root, with query and fragment, of a URL of this site; undefined for any other. */
  pathOf(url: URL): string | undefined;
}

/** Takes the site with or without `/wiki` and a slash at its end; Confluence Cloud always lives below `/wiki`. */
export function createSite(siteUrl: string): Site {
  const root = wikiRoot(siteUrl);
  const { origin, pathname } = new URL(root);
  return {
    root,
    link: (webui, fallback) => root + (webui !== undefined && /^\/(?![/\\])/.test(webui) ? webui : fallback),
    pathOf: (url) => {
      if (url.origin !== origin || !`${url.pathname}/`.startsWith(`${pathname}/`)) return undefined;
      return url.pathname.slice(pathname.length);
    },
  };
}

/** `https://host[/prefix]/wiki` for any of its spellings. */
export function wikiRoot(url: string): string {
  if (!URL.canParse(url))
    throw new AppError('INVALID_INPUT', 'The Confluence URL is not a URL.', { hint: 'Check CONFLUENCE_URL.' });
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return origin + (path.endsWith('/wiki') ? path : `${path}/wiki`);
}
