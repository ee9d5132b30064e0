import type { Edit } from '../../src/content/index.js';
import { newSentence } from './changes/new-words.js';
import type { RandomSource } from './random-source.js';
import type { Section, YardstickPage } from './yardstick-page.js';

/** One edit, and the same made on the data of the page. */
interface Step {
  readonly edit: Edit;
  readonly section: number;
  readonly by: (section: Section) => Section;
}

/** Sixteen edits with every operation among them, and the page as they must leave it. */
export function yardstickEdits(
  page: YardstickPage,
  random: RandomSource,
): { edits: readonly Edit[]; after: YardstickPage } {
  const steps = [...textSteps(page, random), ...tableSteps(page, random)];
  const sections = page.sections.map((section, i) =>
    steps.filter((step) => step.section === i).reduce((now, { by }) => by(now), section),
  );
  const ends = endEdits(page, random);
  return { edits: [...steps.map(({ edit }) => edit), ...ends.edits], after: { sections: ends.by(sections) } };
}

type Paragraphs = readonly string[];
type Rows = Section['rows'];

function textStep(edit: Edit, section: number, change: (paragraphs: Paragraphs) => Paragraphs): Step {
  return { edit, section, by: (one) => ({ ...one, paragraphs: change(one.paragraphs) }) };
}

function textSteps({ sections }: YardstickPage, random: RandomSource): Step[] {
  const title = (at: number) => sections[at]?.title ?? '';
  const sentence = (at: number, paragraph: number, n = 0) => sections[at]?.paragraphs[paragraph]?.split('. ')[n] ?? '';
  const [word, section, after, before, instead] = Array.from({ length: 5 }, () => newSentence(random)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const find = sentence(0, 1, 1);
  const replace = word.slice(0, -1);
  const task = sections[7]?.tasks[1];
  return [
    textStep({ op: 'replace_text', find, replace }, 0, (all) => all.map((one) => one.replace(find, replace))),
    {
      edit: { op: 'replace_section', heading: title(1), content: section },
      section: 1,
      by: () => ({ title: title(1), paragraphs: [section], rows: [], tasks: [] }),
    },
    textStep({ op: 'insert_after', block: title(3), content: after }, 3, (all) => [after, ...all]),
    textStep({ op: 'insert_before', block: sentence(4, 2), content: before }, 4, (all) => [
      ...all.slice(0, 2),
      before,
      ...all.slice(2),
    ]),
    textStep({ op: 'replace_block', block: sentence(5, 1), content: instead }, 5, (all) =>
      all.map((one, i) => (i === 1 ? instead : one)),
    ),
    textStep({ op: 'delete_block', block: sentence(6, 2) }, 6, (all) => all.filter((_, i) => i !== 2)),
    {
      edit: { op: 'set_task', task: task?.text ?? '', done: true },
      section: 7,
      by: (one) => ({
        ...one,
        tasks: one.tasks.map((each) => (each.id === task?.id ? { ...each, done: true } : each)),
      }),
    },
  ];
}

function tableSteps({ sections }: YardstickPage, random: RandomSource): Step[] {
  const table = (at: number) => sections[at]?.title ?? '';
  const texts = (count: number) => Array.from({ length: count }, () => newSentence(random, 1, 2).slice(0, -1));
  const step = (edit: Edit, section: number, change: (rows: Rows) => Rows): Step => ({
    edit,
    section,
    by: (one) => ({ ...one, rows: change(one.rows) }),
  });
  const [content = ''] = texts(1);
  const [inserted, appended, another] = [texts(3), texts(3), texts(3)];
  return [
    step({ op: 'set_table_cell', table: table(8), row: 4, column: 'State', content }, 8, (rows) =>
      rows.map((row, i) => (i === 4 ? [...row.slice(0, 2), content] : row)),
    ),
    step({ op: 'insert_table_row', table: table(9), after: 3, cells: inserted }, 9, (rows) => [
      ...rows.slice(0, 4),
      inserted,
      ...rows.slice(4),
    ]),
    step({ op: 'append_table_row', table: table(10), cells: appended }, 10, (rows) => [...rows, appended]),
    step({ op: 'delete_table_row', table: table(11), row: 2 }, 11, (rows) => rows.filter((_, i) => i !== 2)),
    step({ op: 'append_table_row', table: table(12), cells: another }, 12, (rows) => [...rows, another]),
  ];
}

/** The edits that make or take whole parts: one behind the fourteenth, the fifteenth gone, a line at both ends. */
function endEdits(
  { sections }: YardstickPage,
  random: RandomSource,
): { edits: Edit[]; by: (sections: readonly Section[]) => Section[] } {
  const bare = (title: string, paragraph: string): Section => ({ title, paragraphs: [paragraph], rows: [], tasks: [] });
  const [heading, text, first, last] = Array.from({ length: 4 }, () => newSentence(random)) as [
    string,
    string,
    string,
    string,
  ];
  const part = `### ${heading.slice(0, -1)}`;
  const edits: Edit[] = [
    { op: 'append_to_section', heading: sections[13]?.title ?? '', content: `${part}\n\n${text}` },
    { op: 'delete_section', heading: sections[14]?.title ?? '' },
    { op: 'prepend', content: first },
    { op: 'append', content: last },
  ];
  return {
    edits,
    by: (all) => [bare('', first), ...all.slice(0, 14), bare(part, text), ...all.slice(15), bare('', last)],
  };
}
