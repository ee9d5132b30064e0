import { contentTypes } from '../cql/index.js';

/**
 * CQL in a page, for models that write their own queries. Examples stand between backticks, one a line: a test runs each.
 * https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql/
 */
export const searchHelp = `# Searching Confluence

confluence_search takes plain words or CQL.

**Words** use the site's own ranking: not all of them have to match, other forms of a word match too, and titles count most. Words in
double quotes are a phrase. If nothing is found, fewer words are tried, and the answer says which.

**CQL** is anything of the form \`field operator value\`, joined with AND, OR, NOT and parentheses, and \`order by\` at the end.
Put values in double quotes; \`\\"\` is a quote within them. Filters of the tool (space_keys, labels, …) are joined with AND.

| field | operators | value |
| --- | --- | --- |
| text, title | ~ !~ (title also = !=) | words, all of which must match; "a phrase" in escaped quotes, \`plan*\`, \`a OR b\` |
| siteSearch | ~ | words, ranked |
| type | = != in | ${[...contentTypes].join(', ')} |
| space, space.key | = != in | a key or name; personal spaces begin with ~ |
| space.title, space.type, space.category | ~ or = | a name; global, personal; a category |
| label | = != in | a label |
| creator, contributor, mention, watcher | = != in | an account id or name, or \`currentUser()\` |
| created, lastmodified | = != > >= < <= | "2026-01-31", "2026-01-31 14:00", \`now("-4w")\`, \`startOfDay()\`, \`startOfMonth("-1M")\` |
| ancestor, parent | = in | a page id: everything below it, or directly below it |
| id, content, container | = in | a content id; container is the page of a comment or file |
| macro | = | the name of a macro, such as jira or toc |
| favourite | = | \`currentUser()\` |

Sort by created, lastmodified, title, id, type, space or creator. There is no field for owners, versions or statuses: find the
page and read it with confluence_get_page, which tells them.

## Examples

- \`label = "runbook" and space = "ENG"\`
- \`type = page and lastmodified >= now("-7d") and space = "ENG" order by lastmodified desc\`
- \`lastmodified < now("-1y") and type = page\` (nobody touched these for a year)
- \`title ~ "release notes" and not label in ("archived", "draft")\`
- \`contributor = currentUser() and lastmodified >= startOfWeek()\`
- \`ancestor = "98401" and type in (page, blogpost)\`
- \`type = attachment and title ~ "capacity"\`
- \`mention = currentUser() and type = comment\`
- \`text ~ "\\"settlement queue\\"" or macro = jira\`
`;
