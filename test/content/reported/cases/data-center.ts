import { oneOf, stored, storedWith, type ReportedCase } from '../reported-case.js';

const key = '8a7f808c5e1a2b3c015e1a2b3c4d0001';
const byKey = (id: string) => `<ac:link><ri:user ri:userkey="${id}" /></ac:link>`;
const fence = (language: string) => `\`\`\`${language}\nGET /\n\`\`\``;
const language = (name: string) => `<ac:parameter ac:name="language">${name}</ac:parameter>`;
const deployment = 'datacenter' as const;

/** What Data Center spells otherwise than Cloud. */
export const dataCenter: readonly ReportedCase[] = [
  {
    broke: 'a mention on Data Center was written by account id',
    attempts: {
      'on a new page': {
        sent: '[@Ida](user:ida)',
        deployment,
        right: storedWith({ has: [byKey('ida')], lacks: ['account-id'] }),
      },
      'by a whole key': {
        sent: `Ask [@Ida](user:${key}) soon`,
        deployment,
        right: stored(`<p>Ask ${byKey(key)} soon</p>`),
      },
      'in an update': {
        page: '<p>Ask</p>',
        sent: 'Ask [@Ida](user:ida)',
        deployment,
        right: stored(`<p>Ask ${byKey('ida')}</p>`),
      },
      'in a cell by an edit': {
        page: '<table><tbody><tr><th>Who</th></tr><tr><td>x</td></tr></tbody></table>',
        edits: [{ op: 'set_table_cell', table: 1, row: 1, column: 1, content: '[@Ida](user:ida)' }],
        deployment,
        right: storedWith({ has: [byKey('ida')], lacks: ['account-id'] }),
      },
      'as it was, on Cloud': {
        deployment: 'cloud',
        sent: '[@Ida](user:557058:ida)',
        right: storedWith({ has: ['ri:account-id="557058:ida"'] }),
      },
    },
  },
  {
    broke: 'code of a language that Data Center does not know was shown as an error',
    attempts: {
      http: {
        sent: fence('http'),
        deployment,
        right: storedWith({ has: ['GET /'], lacks: [language('http')], warned: /no syntax highlighting for "http"/ }),
      },
      tsx: { sent: fence('tsx'), deployment, right: storedWith({ has: ['GET /'], lacks: [language('tsx')] }) },
      dockerfile: {
        page: '<p>x</p>',
        sent: `x\n\n${fence('dockerfile')}`,
        deployment,
        right: storedWith({ has: ['GET /'], lacks: [language('dockerfile')] }),
      },
      json: {
        page: '<p>x</p>',
        edits: [{ op: 'append', content: fence('json') }],
        deployment,
        right: storedWith({ has: ['GET /'], lacks: [language('json')] }),
      },
      'a language that it knows': {
        sent: fence('python'),
        deployment,
        right: oneOf(
          storedWith({ has: [language('py'), 'GET /'] }),
          storedWith({ has: [language('python'), 'GET /'] }),
        ),
      },
    },
  },
];
