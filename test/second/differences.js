/**
 * Where the second far end and the sandbox differ, the vendor's documents decide. What they leave open, and where the
 * second far end says less than they promise, stands here with its reason; what they decide against us was fixed.
 * `tests`: parts of full test names.
 */
const cloud = 'Cloud behind the port';
const dataCenter = 'Data Center behind the port';
const both = (test) => [`${cloud} ${test}`, `${dataCenter} ${test}`];

export const differences = [
  {
    why: 'The order of attachments is not documented: there by name, here as they were uploaded.',
    tests: [
      ...both('pages.copy takes labels and attachments along when asked to'),
      ...both('attachments.list gives the files of a page in our words'),
      ...both('attachments.list gives three hundred files of a blog post complete and once each'),
      ...both('a large list of three hundred attachments is complete and in order'),
    ],
  },
  {
    why: 'Whether words of `user.fullname ~` match by their beginning without an asterisk is not documented.',
    tests: both('users.search finds people by the beginning of any word of their name'),
  },
  {
    why: 'The email of others may be null, as their privacy settings say.',
    tests: [`${cloud} users.search gives ids and addresses`],
  },
  {
    why: 'Who may delete the comments of others is a permission of the space; there whoever may edit the page has it.',
    tests: both('comments leaves the comments of others alone'),
  },
  {
    why: 'Page views there are constants.',
    tests: [`${cloud} analytics.views counts views and the people behind them`],
  },
  {
    why: 'That a change which shuts out its author is refused is told by users of the API, not by its documents.',
    tests: both('permissions.setRestrictions refuses a change that would shut the service itself out'),
  },
  {
    why: 'The permissions of a space are those of people alone there; no group has any.',
    tests: both('permissions.ofSpace names the groups that may do something'),
  },
  {
    why: 'GET /tasks documents `blogpost-id`; there it is ignored.',
    tests: [`${cloud} tasks.list gives three hundred tasks of a blog post`],
  },
  {
    why: 'The web address of a page of Data Center has several forms; there it is /display/KEY/TITLE.',
    tests: [
      `${dataCenter} pages.get gives a page with its storage exactly as it is stored`,
      `${dataCenter} search.cql gives hits with plain titles`,
      `${dataCenter} pages.copy copies a page below a parent, bare`,
    ],
  },
  {
    why: 'There `children.page` cannot be expanded; the client then says that it does not know who has children.',
    tests: [
      `${dataCenter} pages.children lists the pages right below a page and which of them go on`,
      `${dataCenter} pages.children gives three hundred children complete`,
      `${dataCenter} pages.children gives a tree too large to look over whole`,
      `${dataCenter} pages.children does not count the grandchildren`,
      `${dataCenter} pages.tree lists the top alone`,
    ],
  },
  {
    why: 'A move into a space where the caller may not write is 404 there, 403 here; PUT /content documents neither.',
    tests: [`${dataCenter} pages.move needs rights at both ends`],
  },
  {
    why: 'Ids of attachments carry the prefix `att` there, none here; the client takes both.',
    tests: [
      `${dataCenter} attachments.list can be asked for a name`,
      `${dataCenter} attachments.get and attachments.delete give one file and put it into the trash`,
    ],
  },
  {
    why: 'Of wiki markup only headings and paragraphs are converted there, nothing within them.',
    tests: both('pages.create takes wiki markup'),
  },
  {
    why: 'There a published page of Data Center has no draft beside it: `status=draft` finds those alone that never were published.',
    tests: [`${dataCenter} pages.findDraft tells whether somebody has unpublished changes`],
  },
  {
    why: 'There neither comments nor files of Cloud have `operations`, which its API description gives them.',
    tests: ['a comment', 'an inline comment', 'a file'].map(
      (kind) => `${cloud} what would be refused is told of ${kind} before the write`,
    ),
  },
  {
    why: 'There `operations` cannot be expanded on Data Center; the client then says that it does not know them.',
    tests: ['a page', 'a blog post', 'a comment', 'an inline comment', 'a file'].map(
      (kind) => `${dataCenter} what would be refused is told of ${kind} before the write`,
    ),
  },
  {
    why: 'There Data Center has no templates; the client says that this release has no API for them.',
    tests: [
      `${dataCenter} templates lists those of the site`,
      `${dataCenter} templates gives every template once`,
      `${dataCenter} templates gives one with its storage`,
      `${dataCenter} templates is NOT_FOUND for a template or space`,
      `${dataCenter} every read gets over a rate limit, and over a broken connection: templates.`,
      'datacenter: confluence_list_templates',
      'datacenter: confluence_get_template',
      'datacenter: confluence_create_page_from_template',
    ],
  },
  {
    why: 'There blog posts hold pages. `ParentContentType` of the API description is "page, whiteboard, database, embed, folder"; for Data Center nothing is documented.',
    tests: ['on cloud, create below a blog post', 'on datacenter, create below a blog post'],
  },
  {
    why: 'POST /pages says of titles no more than "If creating a published page, the title must be specified", PUT /content that 400 is for "title already exists" (whether in another case, of a draft or of a folder: not), and DELETE /pages names no page that it would keep, such as a homepage.',
    tests: [
      'on cloud, create with a title that is taken in another case',
      'on datacenter, create with a title that is taken in another case',
      'on datacenter, create a draft with a title that is taken',
      'on cloud, a folder with the title of a folder',
      'on datacenter, delete a homepage',
    ],
  },
  {
    why: 'There is no GET /rest/api/group/NAME there, which Data Center documents ("/rest/api/group/{groupName}", `GroupService`, getGroup).',
    tests: ['on datacenter, restrict to a group that is there, beside oneself'],
  },
];
