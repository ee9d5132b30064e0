import { newSentence, newWord, richSentence } from '../changes/new-words.js';
import { kind, plain, type PageKind } from './page-kind.js';
import { indented } from './whole-documents.js';

/** Panels, expands, quotes and columns in every spelling that models know. */
export const containerKinds: readonly PageKind[] = [
  plain(
    'panel',
    (random) =>
      `${newSentence(random)}\n\n:::${random.pick(['info', 'note', 'tip', 'warning'])}\n${richSentence(random)}\n:::\n\n${newSentence(random)}`,
  ),
  plain(
    'panel with a list and a fence',
    (random) =>
      `:::tip{title="${newWord(random)}"}\n- ${newSentence(random)}\n- ${newSentence(random)}\n\n\`\`\`\n${newWord(random)}\n\n${newWord(random)}\n\`\`\`\n:::`,
  ),
  plain(
    'panels in panels',
    (random) =>
      `::::info\n${newSentence(random)}\n\n:::note\n${newSentence(random)}\n:::\n\n${newSentence(random)}\n::::`,
  ),
  plain(
    'expand',
    (random) =>
      `:::expand{title="${newWord(random)} ${newWord(random)}"}\n${newSentence(random)}\n\n${newSentence(random)}\n:::`,
  ),
  plain(
    'columns',
    (random) =>
      `::::layout-section{type=two_equal}\n:::layout-cell\n${newSentence(random)}\n:::\n\n:::layout-cell\n${newSentence(random)}\n:::\n::::`,
  ),
  plain(
    'quote with a list',
    (random) =>
      `> ${newSentence(random)}\n>\n> - ${newSentence(random)}\n> - ${newSentence(random)}\n\n${newSentence(random)}`,
  ),
  plain('quote in a quote', (random) => `> ${newSentence(random)}\n>\n> > ${newSentence(random)}`),
  plain(
    'quote with a fence',
    (random) => `> ${newSentence(random)}\n>\n> \`\`\`\n> ${newWord(random)}\n>\n> ${newWord(random)}\n> \`\`\``,
  ),
  kind('alert of GitHub', (random) => {
    const body = richSentence(random);
    // A note of GitHub is blue, and so is what Confluence calls info.
    const type = random.pick(['NOTE', 'TIP', 'WARNING', 'CAUTION', 'IMPORTANT']);
    return {
      sent: `> [!${type}]\n> ${body}`,
      means: `:::${type === 'NOTE' ? 'info' : type.toLowerCase()}\n${body}\n:::`,
    };
  }),
  kind('callout of Obsidian', (random) => {
    const [title, body] = [newWord(random), newSentence(random)];
    return { sent: `> [!info] ${title}\n> ${body}`, means: `:::info{title="${title}"}\n${body}\n:::` };
  }),
  kind('alert of one line', (random) => {
    const [body, word] = [newSentence(random), newWord(random)];
    const text = `${body} [${word}](https://example.org/${word})`;
    return { sent: `> [!TIP] ${text}`, means: `:::tip\n${text}\n:::` };
  }),
  kind('callout that Obsidian folds', (random) => {
    const [title, body] = [newWord(random), newSentence(random)];
    return {
      sent: `> [!${random.pick(['note', 'faq', 'tip'])}]${random.pick(['-', '+'])} ${title}\n> ${body}`,
      means: `:::expand{title="${title}"}\n${body}\n:::`,
    };
  }),
  kind('quote of GitLab', (random) => {
    const [one, two, after] = [newSentence(random), newSentence(random), newSentence(random)];
    return { sent: `>>>\n${one}\n\n- ${two}\n>>>\n\n${after}`, means: `> ${one}\n>\n> - ${two}\n\n${after}` };
  }),
  kind('title with a link', (random) => {
    const [word, body] = [newWord(random), newSentence(random)];
    const title = `${word} [${word}](https://example.org/${word})`;
    return {
      sent: random.pick([
        `:::tip[${title}]\n${body}\n:::`,
        `!!! tip "${title}"\n    ${body}`,
        `:::tip ${title}\n${body}\n:::`,
      ]),
      means: `:::tip\n${title}\n\n${body}\n:::`,
    };
  }),
  kind('admonition of MkDocs', (random) => {
    const [title, body, more, after] = [newWord(random), newSentence(random), newSentence(random), newSentence(random)];
    // A note of MkDocs is blue, and so is what Confluence calls info.
    return {
      sent: `!!! note "${title}"\n    ${body}\n\n    ${more}\n\n${after}`,
      means: `:::info{title="${title}"}\n${body}\n\n${more}\n:::\n\n${after}`,
    };
  }),
  kind('admonition of Docusaurus', (random) => {
    const [title, body] = [newWord(random), newSentence(random)];
    return {
      sent: random.pick([`:::tip ${title}\n\n${body}\n\n:::`, `:::tip[${title}]\n${body}\n:::`]),
      means: `:::tip{title="${title}"}\n${body}\n:::`,
    };
  }),
  kind('details', (random) => {
    const [title, body, code] = [newWord(random), newSentence(random), newWord(random)];
    const fence = `\`\`\`\n${code}\n\`\`\``;
    const open = random.pick([
      `<details>\n<summary>${title}</summary>`,
      `<details><summary>${title}</summary>`,
      `<details open>\n  <summary><b>${title}</b></summary>`,
    ]);
    return {
      sent: `${open}\n\n${body}\n\n${fence}\n\n</details>`,
      means: `:::expand{title="${title}"}\n${body}\n\n${fence}\n:::`,
    };
  }),
  kind('details in details', (random) => {
    const [one, two, body] = [newWord(random), newWord(random), newSentence(random)];
    return {
      sent: `<details>\n<summary>${one}</summary>\n\n<details>\n<summary>${two}</summary>\n\n${body}\n\n</details>\n\n</details>`,
      means: `::::expand{title="${one}"}\n:::expand{title="${two}"}\n${body}\n:::\n::::`,
    };
  }),
  kind('panel in an item', (random) => {
    const [item, body] = [newSentence(random), newSentence(random)];
    return { sent: `- ${item}\n\n${indented(`:::info\n${body}\n:::`, 2)}\n- ${newSentence(random)}` };
  }),
  kind('directive that nobody knows', (random) => {
    const body = newSentence(random);
    return { sent: `:::${newWord(random)}\n${body}\n:::`, once: body.match(/\w{5,}/g) ?? [], mayBeRefused: true };
  }),
];
