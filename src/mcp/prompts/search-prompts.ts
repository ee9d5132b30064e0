import { z } from 'zod';
import { parentId, proseWithin, spaceKey } from '../schemas/input.js';
import { getPage } from '../tools/pages/get-page.js';
import { search } from '../tools/search/search.js';
import { definePrompt, toMessage } from './define-prompt.js';

/** The prompts that have the model look around for itself. */

/** The prompt `draft_page`: asks for a look at what exists, and for a draft that the person sees before it is created. */
export const draftPage = definePrompt({
  name: 'draft_page',
  title: 'Draft a page',
  description: 'Draft a new Confluence page that fits in with what its space already has.',
  input: z.strictObject({
    space_key: spaceKey,
    topic: proseWithin(4000).describe('What the page is about, with the points to cover.'),
    parent_id: parentId.describe('Id of the page to put it under.').optional(),
  }),
  tools: [search, getPage],
  write: ({ space_key: key, topic, parent_id: parent }, _context, subject) => {
    subject.space_key = key;
    return [
      toMessage(
        `Draft a new Confluence page in the space ${key}${parent === undefined ? '' : `, under the page ${parent}`}.`,
        `Topic: ${topic}`,
        `First look for existing pages: confluence_search with space_keys ["${key}"], then confluence_get_page for the closest results. If a page already covers the topic, say so and suggest extending it instead. Follow the structure and tone of related pages, and link to them rather than repeating them.`,
        'Show me the title and the text in Markdown. Mark what you could not find out as an open question; do not invent facts.',
        'Once I agree, create it with confluence_create_page, if that tool is available, with dry_run first.',
      ),
    ];
  },
});

/** The prompt `answer_from_confluence`: nothing is read beforehand, the model searches as the person could. */
export const answerFromConfluence = definePrompt({
  name: 'answer_from_confluence',
  title: 'Answer from Confluence',
  description: 'Answer a question from Confluence pages only, and cite the pages.',
  input: z.strictObject({
    question: proseWithin(4000).describe('The question.'),
    space_key: spaceKey.describe('Search only this space.').optional(),
  }),
  tools: [search, getPage],
  write: ({ question, space_key: key }, _context, subject) => {
    subject.space_key = key ?? null;
    const where = key === undefined ? '' : ` with space_keys ["${key}"]`;
    return [
      toMessage(
        'Answer this question from our Confluence.',
        `Question: ${question}`,
        `Use confluence_search${where}; try other words if the first ones find little. Read the relevant pages with confluence_get_page before you rely on them: excerpts are not enough.`,
        'Give the answer first, then its sources: title, URL and date of each page. Where pages disagree, say so and say which is newer. If Confluence does not answer it, say that and name the closest pages; do not fill gaps from general knowledge.',
      ),
    ];
  },
});
