import type { GoldenCase } from './block-cases.js';

/** How the newer editor stores what HTML has no element for: nodes of its document format, with a copy for older readers beside them. */
const node = (type: string, content: string, attributes: Readonly<Record<string, string>> = {}) =>
  `<ac:adf-node type="${type}">${Object.entries(attributes)
    .map(([key, value]) => `<ac:adf-attribute key="${key}">${value}</ac:adf-attribute>`)
    .join('')}${content}</ac:adf-node>`;
const extension = (inner: string, fallback = '') =>
  `<ac:adf-extension>${inner}${fallback === '' ? '' : `<ac:adf-fallback>${fallback}</ac:adf-fallback>`}</ac:adf-extension>`;
const content = (inner: string) => `<ac:adf-content>${inner}</ac:adf-content>`;
const macro = (name: string, id: string, inner = '') =>
  `<ac:structured-macro ac:name="${name}" ac:schema-version="1" ac:local-id="l-${id}" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;
const body = (inner: string) => `<ac:rich-text-body>${inner}</ac:rich-text-body>`;
const section = (type: string, ...cells: readonly string[]) =>
  `<ac:layout-section ac:type="${type}" ac:breakout-mode="wide" ac:breakout-width="1800">${cells
    .map((cell) => `<ac:layout-cell>${cell}</ac:layout-cell>`)
    .join('')}</ac:layout-section>`;
const task = (id: string, inner: string) =>
  `<ac:task>\n<ac:task-id>${id}</ac:task-id>\n<ac:task-uuid>u-${id}</ac:task-uuid>\n<ac:task-status>incomplete</ac:task-status>\n<ac:task-body>${inner}</ac:task-body>\n</ac:task>`;

const oncall =
  '<p local-id="p1">Call <strong>harbour</strong> control</p><ul local-id="u1"><li local-id="i1"><p local-id="p2">channel 12</p></li></ul>';
const synced = { 'resource-id': 'ari:cloud:blocks:7d/9', 'local-id': 'sync-1' };

/** A case, and words of it that an edit changes: everything else has to keep its bytes. */
export interface EditorCase extends GoldenCase {
  readonly words: readonly string[];
}

/** What the newer editor writes, read as Markdown. */
export const editorCases: readonly EditorCase[] = [
  {
    name: 'a synced block with its content',
    storage: extension(node('bodied-sync-block', content(oncall), synced), '<p>Sync Block</p>'),
    markdown: ':::macro{name=bodied-sync-block #x4bdc36}\nCall **harbour** control\n\n- channel 12\n:::',
    words: ['control', '12'],
  },
  {
    name: 'a synced block that shows what another page holds',
    storage: `<p local-id="a">Before</p>${extension(node('sync-block', '', synced), '<p>Sync Block</p>')}<p local-id="b">After</p>`,
    markdown: 'Before\n\n::macro[sync-block]{#xa57d0b}\n\nAfter',
    words: ['Before', 'After'],
  },
  {
    name: 'four columns',
    storage: `<ac:layout>${section('four_equal', '<p>North</p>', '<p>East</p>', '<p>South</p>', '<p>West</p>')}</ac:layout>`,
    markdown:
      '::::layout-section{type=four_equal}\n:::layout-cell\nNorth\n:::\n\n:::layout-cell\nEast\n:::\n\n:::layout-cell\nSouth\n:::\n\n:::layout-cell\nWest\n:::\n::::',
    words: ['North', 'South'],
  },
  {
    name: 'five columns, one of them empty',
    storage: `<ac:layout>${section('five_equal', '<p>1st</p>', '<p>2nd</p>', '<p />', '<p>4th</p>', '<h3>5th</h3>')}</ac:layout>`,
    markdown:
      '::::layout-section{type=five_equal}\n:::layout-cell\n1st\n:::\n\n:::layout-cell\n2nd\n:::\n\n:::layout-cell\n:::\n\n:::layout-cell\n4th\n:::\n\n:::layout-cell\n### 5th\n:::\n::::',
    words: ['2nd', '5th'],
  },
  {
    name: 'macros in items of a list',
    storage: `<ul local-id="u"><li local-id="i"><p local-id="p">Chart</p>${macro('drawio', 'aa01', parameter('diagramName', 'tides'))}</li><li><p>Berths ${macro('jira', 'aa02', parameter('key', 'DOCK-7'))} free</p></li></ul>`,
    markdown: '- Chart\n\n  ::macro[drawio tides]{#maa01}\n- Berths :macro[jira DOCK-7]{#maa02} free',
    words: ['Chart', 'free'],
  },
  {
    name: 'a macro and an expand in a panel',
    storage: macro(
      'panel',
      'bb01',
      parameter('panelIcon', ':anchor:') +
        parameter('bgColor', '#E3FCEF') +
        body(
          `<p>Mooring</p>${macro('toc', 'bb02')}${macro('expand', 'bb03', parameter('title', 'Ropes') + body('<p>Two at the bow</p>'))}`,
        ),
    ),
    markdown:
      '::::panel{bgColor="#E3FCEF" #mbb01}\nMooring\n\n::macro[toc]{#mbb02}\n\n:::expand{title="Ropes" #mbb03}\nTwo at the bow\n:::\n::::',
    words: ['Mooring', 'bow'],
  },
  {
    name: 'an expand in an expand',
    storage: macro(
      'expand',
      'cc01',
      parameter('title', 'Night') +
        body(`<p>Lamps</p>${macro('expand', 'cc02', parameter('title', 'Fog') + body('<p>Horn</p>'))}`),
    ),
    markdown: '::::expand{title="Night" #mcc01}\nLamps\n\n:::expand{title="Fog" #mcc02}\nHorn\n:::\n::::',
    words: ['Lamps', 'Horn'],
  },
  {
    name: 'an expand in a cell of a table',
    storage: `<table ac:local-id="t"><tbody><tr><th><p>Log</p></th></tr><tr><td>${macro('expand', 'dd01', parameter('title', 'May') + body('<p>Calm</p>'))}</td></tr></tbody></table>`,
    markdown:
      '<table>\n<tr><th>Log</th></tr>\n<tr><td><macro name="expand" title="May" id="mdd01">Calm</macro></td></tr>\n</table>',
    words: ['Log', 'Calm'],
  },
  {
    name: 'tasks that hold blocks',
    storage: `<ac:task-list ac:task-list-id="k">\n${task('71', '<p>Scrub the hull</p><p>and the keel</p>')}\n${task('72', `<p>Paint</p>${macro('code', 'ee01', '<ac:plain-text-body><![CDATA[mix 2:1]]></ac:plain-text-body>')}`)}\n</ac:task-list>`,
    markdown: '- [ ] Scrub the hull\n\n  and the keel\n- [ ] Paint\n\n  ```\n  mix 2:1\n  ```',
    words: ['hull', 'Paint'],
  },
  {
    name: 'decisions, taken and open',
    storage: extension(
      node(
        'decision-list',
        node('decision-item', content('Two <em>tugs</em> a day'), { 'local-id': 'd1', state: 'DECIDED' }) +
          node('decision-item', content('Dredge in May'), { 'local-id': 'd2', state: 'UNDECIDED' }),
        { 'local-id': 'd0' },
      ),
      '<ul class="decision-list"><li>Two tugs a day</li><li>Dredge in May</li></ul>',
    ),
    markdown: ':::macro{name=decision-list #x756555}\nTwo *tugs* a day\n\nDredge in May\n:::',
    words: ['tugs', 'May'],
  },
  {
    name: 'a panel with a list and a macro in it, as a node',
    storage: extension(
      node(
        'panel',
        content(`<p>Swell</p><ul><li><p>from west ${macro('jira', 'ff01', parameter('key', 'DOCK-9'))}</p></li></ul>`),
        {
          'panel-type': 'warning',
        },
      ),
      '<div class="panel"><p>Swell</p></div>',
    ),
    markdown: ':::warning{#xa3c044}\nSwell\n\n- from west :macro[jira DOCK-9]{#mff01}\n:::',
    words: ['Swell', 'west'],
  },
];
