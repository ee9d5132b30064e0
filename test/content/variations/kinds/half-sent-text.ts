import { refused, stored } from '../../reported/reported-case.js';
import { bullets, grid } from '../../reported/storage.js';
import { edited, parts, sentBack, type Kind } from '../variation.js';

const p = (text: string) => `<p>${text}</p>`;
const nine = Array.from({ length: 9 }, (_, i) => p(`Line number ${i} tells a thing.`)).join('');
const left = (line: string) => `Line number 0 tells a story.\n\n${line}`;
const hosts = grid('<th>H</th><th>S</th>', ...Array.from({ length: 9 }, (_, i) => `<td>h${i}</td><td>up ${i}</td>`));
const oneHost = grid('<th>H</th><th>S</th>', '<td>h0</td><td>down</td>');
const cut = refused('CONTENT_LOSS', /leaves out a part/);
const base = `${p('Intro words.')}${bullets('one')}`;
const baseText = 'Intro words.\n\n- one\n';

/** Text that leaves something out, and what only looks so. */
export const halfSentText: readonly Kind[] = [
  {
    row: 'A19',
    broke: 'a text that says that it leaves out the rest was taken for the whole',
    variations: {
      ...Object.fromEntries(
        [
          '(restliche Zeilen unverändert)',
          '（以下同様）',
          '(나머지 내용은 그대로)',
          '[restante do documento permanece igual]',
          '(resten oförändrat)',
          '<!-- the other lines stay as they were -->',
          '[Lines 1-8 go here]',
          '- ...',
        ].map((line) => [line, sentBack(nine, left(line), cut)]),
      ),
      'rows, in storage': {
        page: p('i') + hosts,
        sentStorage: `${p('i')}${oneHost}<!-- ... 8 weitere Zeilen ... -->`,
        right: cut,
      },
      'a paragraph, in storage': {
        page: p('i') + hosts,
        sentStorage: `${p('i')}${oneHost}<p><em>(table continues)</em></p>`,
        right: cut,
      },
      'in a section': edited(
        `<h2>A</h2>${nine}`,
        [{ op: 'replace_section', heading: 'A', content: left('[unchanged]') }],
        cut,
      ),
      'in cells': sentBack(p('i') + hosts, 'i\n\n| H | S |\n| --- | --- |\n| h0 | down |\n| ... | ... |', cut),
    },
  },
  {
    row: 'D19-D22',
    broke: 'text that only looks like an omission was refused',
    variations: {
      ...Object.fromEntries(
        [
          '- [ ] Update remaining rows (later)',
          '1. Keep the existing content (see above)',
          '(unverändert seit 2024)',
          '<em>rest of the list is sorted</em>',
          '[8 more rows were added]',
          '(the table continues on the next page)',
          'そのまま使う（変更なし）',
        ].map((line) => [line, sentBack(base, `${baseText}\n${line}`, parts(['Intro words.', 'one']))]),
      ),
      'a line of the page with a sign more': sentBack(
        `${p('… unchanged')}${p('b')}`,
        '… unchanged!\n\nb',
        stored(`${p('… unchanged!')}${p('b')}`),
      ),
      'a line of the page in an item': sentBack(
        bullets('[rest of the fleet unchanged until June]', 'b'),
        '- [rest of the fleet unchanged until July]\n- b',
        stored(bullets('[rest of the fleet unchanged until July]', 'b')),
      ),
    },
  },
];
