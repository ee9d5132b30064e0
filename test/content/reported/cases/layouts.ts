import { oneOf, refused, stored, storedWith, type ReportedCase } from '../reported-case.js';
import { layout, panel, section } from '../storage.js';

const halves = section('two_equal', '<p>Left side text</p>', '<p>Right side text</p>');
const cell = (text: string) => `:::layout-cell\n${text}\n:::`;
const sectionText = (type: string, ...cells: readonly string[]) =>
  `::::layout-section{type=${type}}\n${cells.map(cell).join('\n\n')}\n::::`;
const notALayout = refused(/UNCONVERTIBLE|INVALID_INPUT/, /layout|section|cell|type/i);

/** Layouts: sections in one layout at the top of the page, as many cells as their type has. */
export const layouts: readonly ReportedCase[] = [
  {
    broke: 'each block that was added beside the sections of a layout became a section',
    attempts: {
      appended: {
        page: layout(halves),
        edits: [{ op: 'append', content: '# Aim\n\nwords\n\n- item' }],
        right: stored(layout(halves, section('single', '<h1>Aim</h1><p>words</p><ul><li><p>item</p></li></ul>'))),
      },
      prepended: {
        page: layout(halves),
        edits: [{ op: 'prepend', content: 'one\n\ntwo' }],
        right: stored(layout(section('single', '<p>one</p><p>two</p>'), halves)),
      },
      'on the whole page': {
        page: layout(halves),
        sent: (read) => `${read}\n\none\n\ntwo`,
        right: stored(layout(halves, section('single', '<p>one</p><p>two</p>'))),
      },
      'around a section of the writer': {
        page: layout(halves),
        edits: [{ op: 'append', content: `one\n\n${sectionText('single', 'own')}\n\ntwo\n\nthree` }],
        right: stored(
          layout(
            halves,
            section('single', '<p>one</p>'),
            section('single', '<p>own</p>'),
            section('single', '<p>two</p><p>three</p>'),
          ),
        ),
      },
    },
  },
  {
    broke: 'a section that was added stood inside the cell of another one',
    attempts: {
      'behind a hidden single section': {
        page: layout(section('single', '<h2>Aim</h2><p>short</p>')),
        sent: `## Aim\n\nshort\n\n${sectionText('two_equal', 'l', 'r')}`,
        right: stored(
          layout(section('single', '<h2>Aim</h2><p>short</p>'), section('two_equal', '<p>l</p>', '<p>r</p>')),
        ),
      },
      'before it': {
        page: layout(section('single', '<p>short</p>')),
        sent: `${sectionText('two_equal', 'l', 'r')}\n\nshort`,
        right: stored(layout(section('two_equal', '<p>l</p>', '<p>r</p>'), section('single', '<p>short</p>'))),
      },
      'in the midst of one': {
        page: layout(section('fixed-width', '<p>one</p><p>two</p>')),
        sent: `one\n\n${sectionText('two_equal', 'l', 'r')}\n\ntwo`,
        right: stored(
          layout(
            section('fixed-width', '<p>one</p>'),
            section('two_equal', '<p>l</p>', '<p>r</p>'),
            section('fixed-width', '<p>two</p>'),
          ),
        ),
      },
      'behind one that ends in an empty paragraph': {
        page: layout(section('single', '<p>short</p><p />')),
        sent: `short\n\n${sectionText('two_equal', 'l', 'r')}`,
        right: stored(layout(section('single', '<p>short</p><p />'), section('two_equal', '<p>l</p>', '<p>r</p>'))),
      },
      'before one that begins with an empty paragraph': {
        page: layout(section('single', '<p />\n<p>short</p>')),
        sent: `${sectionText('two_equal', 'l', 'r')}\n\nshort`,
        right: stored(layout(section('two_equal', '<p>l</p>', '<p>r</p>'), section('single', '<p />\n<p>short</p>'))),
      },
      'two before it': {
        page: layout(section('single', '<p>short</p>')),
        sent: `${sectionText('two_equal', 'a', 'b')}\n\n${sectionText('two_equal', 'c', 'd')}\n\nshort`,
        right: stored(
          layout(
            section('two_equal', '<p>a</p>', '<p>b</p>'),
            section('two_equal', '<p>c</p>', '<p>d</p>'),
            section('single', '<p>short</p>'),
          ),
        ),
      },
      'instead of all that stood in it': {
        page: layout(section('single', '<p>short</p>'), halves),
        sent: (read) => read.replace('short', sectionText('two_equal', 'a short', 'b')),
        right: stored(layout(section('two_equal', '<p>a short</p>', '<p>b</p>'), halves)),
      },
      'between two of them': {
        page: layout(section('single', '<p>one</p>'), section('single', '<p>two</p>')),
        sent: `one\n\n${sectionText('two_equal', 'l', 'r')}\n\ntwo`,
        right: stored(
          layout(
            section('single', '<p>one</p>'),
            section('two_equal', '<p>l</p>', '<p>r</p>'),
            section('single', '<p>two</p>'),
          ),
        ),
      },
      'behind a section of two': {
        page: layout(halves),
        sent: (read) => `${read}\n\n${sectionText('three_equal', '1', '2', '3')}`,
        right: stored(layout(halves, section('three_equal', '<p>1</p>', '<p>2</p>', '<p>3</p>'))),
      },
      'two of them': {
        page: layout(section('single', '<p>short</p>')),
        sent: `short\n\n${sectionText('two_equal', 'a', 'b')}\n\n${sectionText('two_left_sidebar', 'c', 'd')}`,
        right: stored(
          layout(
            section('single', '<p>short</p>'),
            section('two_equal', '<p>a</p>', '<p>b</p>'),
            section('two_left_sidebar', '<p>c</p>', '<p>d</p>'),
          ),
        ),
      },
    },
  },
  {
    broke: 'a section got more or fewer cells than its type has',
    attempts: {
      'a third cell': {
        page: layout(halves),
        sent: sectionText('two_equal', 'Left side text', 'Right side text', 'New'),
        right: oneOf(notALayout, storedWith({ has: ['ac:type="three_equal"', 'Left side', 'Right side', 'New'] })),
      },
      'three on a new page': {
        sent: sectionText('two_equal', 'a', 'b', 'c'),
        right: oneOf(notALayout, storedWith({ has: ['ac:type="three_equal"', '<p>c</p>'] })),
      },
      'one cell of two': {
        sent: sectionText('two_equal', 'a'),
        right: oneOf(
          notALayout,
          storedWith({ has: ['ac:type="single"'] }),
          storedWith({ has: ['ac:type="fixed-width"'] }),
        ),
      },
      'two cells of three': {
        sent: sectionText('three_equal', 'a', 'b'),
        right: oneOf(notALayout, storedWith({ has: ['ac:type="two_equal"'] })),
      },
    },
  },
  {
    broke: 'columns vanished when their words stayed',
    attempts: {
      'two columns as paragraphs': {
        page: layout(halves),
        sent: 'Left side text\n\nRight side text',
        right: refused('CONTENT_LOSS', /layout/),
      },
      'beside a section that stays': {
        page: layout(halves, section('two_equal', '<p>Third text</p>', '<p>Fourth text</p>')),
        sent: (read) => read.replace(/^[\s\S]*?^::::$/m, 'Left side text\n\nRight side text'),
        right: refused('CONTENT_LOSS', /layout/),
      },
      'three columns': {
        page: layout(section('three_equal', '<p>One two</p>', '<p>Three four</p>', '<p>Five six</p>')),
        sent: 'One two\n\nThree four\n\nFive six',
        right: refused('CONTENT_LOSS', /layout/),
      },
      'as rows of a table': {
        page: layout(halves),
        sent: '| Left side text | Right side text |\n| --- | --- |\n| a | b |',
        right: refused('CONTENT_LOSS', /layout/),
      },
    },
  },
  {
    broke: 'a cell without a section, and a section of an unknown type, were stored',
    attempts: {
      'a cell alone': { sent: cell('text'), right: notALayout },
      'a cell among text': { sent: `before\n\n${cell('text')}\n\nafter`, right: notALayout },
      'an unknown type': { sent: sectionText('wide', 'a'), right: notALayout },
      another: { sent: sectionText('two_columns', 'a', 'b'), right: notALayout },
    },
  },
  {
    broke: 'a layout was stored where none may be',
    attempts: {
      'in a panel': { sent: `:::::info\n${sectionText('two_equal', 'a', 'b')}\n:::::`, right: notALayout },
      'in a panel of the page': {
        page: panel('info', 'p4ne1', '<p>Text</p>'),
        sent: `:::::info{#mp4ne1}\nText\n\n${sectionText('two_equal', 'a', 'b')}\n:::::`,
        right: notALayout,
      },
      'in an item': {
        sent: `- one\n\n  ${sectionText('two_equal', 'a', 'b').replace(/\n/g, '\n  ')}`,
        right: notALayout,
      },
    },
  },
];
