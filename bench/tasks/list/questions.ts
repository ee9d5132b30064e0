import { taken } from '../agent.js';
import { ids } from '../known-ids.js';
import type { Task } from '../task.js';

const nothing = () => [];

/** Questions: they change nothing, and the answer has to say it. */
export const questions: readonly Task[] = [
  {
    name: 'question in plain words',
    says: 'How do I restart the payments service?',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook', 'how do I restart the payments service?');
      return agent.call('confluence_find_in_page', { page_id, query: 'restart' });
    },
    wanted: nothing,
    answers: /kubectl -n payments rollout restart deploy\/capture/,
    budget: { calls: 2, tokensIn: 45, tokensOut: 500 },
  },
  {
    name: 'one fact',
    says: 'What is the timeout of the card gateway?',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook', 'timeout of the card gateway');
      return agent.call('confluence_find_in_page', { page_id, query: 'card gateway' });
    },
    wanted: nothing,
    answers: /800 ms/,
    budget: { calls: 2, tokensIn: 45, tokensOut: 450 },
  },
  {
    name: 'what the last change was',
    says: 'What did Amina change in the payments runbook last?',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      return agent.call('confluence_get_page_diff', { page_id });
    },
    wanted: nothing,
    answers: /at most 3 times/,
    budget: { calls: 2, tokensIn: 35, tokensOut: 1_400 },
  },
  {
    name: 'who wrote this',
    says: 'Who added the dependencies to the payments runbook, and when?',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      return agent.call('confluence_get_page_blame', { page_id, section: 'Dependencies' });
    },
    wanted: nothing,
    answers: /Amina Diallo[^]*2026-11-12/,
    budget: { calls: 2, tokensIn: 40, tokensOut: 1_100 },
  },
  {
    name: 'figure in a file',
    says: 'How many replicas does the pay step have?',
    run: async (agent) => {
      const page_id = await agent.find('Checkout architecture', 'checkout architecture capacity');
      const files = await agent.call('confluence_get_attachments', { page_id });
      const attachment_id = taken(files, /capacity\.csv \(id (\w+)/);
      return agent.call('confluence_download_attachment', { attachment_id });
    },
    wanted: nothing,
    answers: /pay,180,4/,
    budget: { calls: 3, tokensIn: 45, tokensOut: 600 },
  },
  {
    name: 'what is below a page',
    says: 'Which release notes are there, and how is the space laid out?',
    run: (agent) => agent.call('confluence_get_space_page_tree', { space_key: 'ENG', depth: 3 }),
    wanted: nothing,
    answers: /Releases[^]*Release notes 2026\.10[^]*Release notes 2026\.11/,
    budget: { calls: 1, tokensIn: 15, tokensOut: 750 },
  },
  {
    name: 'what has to be done',
    says: 'What do I have to do, and until when?',
    run: async (agent) => {
      const page_id = await agent.find('Team meeting notes');
      return agent.call('confluence_list_tasks', { page_id, status: 'incomplete' });
    },
    wanted: nothing,
    answers: /Jonas Weber.*write the load test.*due 2026-12-04/,
    budget: { calls: 2, tokensIn: 40, tokensOut: 650 },
  },
  {
    name: 'page that is not there',
    says: 'Show me the paymets run book.',
    run: async (agent) => {
      const { text } = await agent.try('confluence_get_page', { title: 'Paymets run book', space_key: 'ENG' });
      const page_id = taken(text, /"Payments runbook" \(id (\d+)\)/);
      return agent.call('confluence_get_page', { page_id, format: 'summary' });
    },
    wanted: nothing,
    answers: new RegExp(`^Page ${ids.paymentsRunbook}, [^]*First response`),
    budget: { calls: 2, tokensIn: 30, tokensOut: 550 },
  },
];
