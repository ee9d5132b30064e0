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

/** Takes the root as `wikiRoot` or `contextRoot` make it. */
export function createSite(root: string): Site {
  const { origin, pathname } = new URL(root);
  const contextPath = pathname.replace(/\/$/, '');
  return {
    root,
    link: (webui, fallback) => root + (webui !== undefined && /^\/(?![/\\])/.test(webui) ? webui : fallback),
    pathOf: (url) => {
      if (url.origin !== origin || !`${url.pathname}/`.startsWith(`${contextPath}/`)) return undefined;
      return url.pathname.slice(contextPath.length);
    },
  };
}

/** `https://host[/prefix]/wiki` for any of its spellings: Confluence Cloud always lives below `/wiki`. */
export function wikiRoot(url: string): string {
  const root = contextRoot(url);
  return root.endsWith('/wiki') ? root : `${root}/wiki`;
}

/** `https://host[/context]` for any of its spellings: Confluence Data Center lives wherever its operator put it. */
export function contextRoot(url: string): string {
  if (!URL.canParse(url))
    throw new AppError('INVALID_INPUT', 'The Confluence URL is not a URL.', { hint: 'Check CONFLUENCE_URL.' });
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '');
}
