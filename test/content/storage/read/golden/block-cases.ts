/** Storage beside the Markdown that it must read as: blocks and their containers. */
export interface GoldenCase {
  readonly name: string;
  readonly storage: string;
  readonly markdown: string;
}

const macro = (name: string, id: string, inner: string) =>
  `<ac:structured-macro ac:name="${name}" ac:schema-version="1" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;
const body = (inner: string) => `<ac:rich-text-body>${inner}</ac:rich-text-body>`;
const code = (text: string) => `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`;
const table = (...rows: string[]) => `<table><tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`;

export const blockCases: readonly GoldenCase[] = [
  {
    name: 'an info panel with a title',
    storage: macro('info', 'aaaa1111-0000', parameter('title', 'Heads up') + body('<p>Back up first.</p>')),
    markdown: ':::info{title="Heads up" #maaaa1111}\nBack up first.\n:::',
  },
  {
    name: 'a panel with its title and its colour',
    storage: macro(
      'panel',
      'bbbb2222-0000',
      parameter('bgColor', '#DEEBFF') + parameter('title', 'Plan') + body('<p>Soon</p>'),
    ),
    markdown: ':::panel{title="Plan" bgColor="#DEEBFF" #mbbbb2222}\nSoon\n:::',
  },
  {
    name: 'an expand inside a note',
    storage: macro('note', 'c1', body(macro('expand', 'c2', parameter('title', 'More') + body('<p>Deep</p>')))),
    markdown: '::::note{#mc1}\n:::expand{title="More" #mc2}\nDeep\n:::\n::::',
  },
  {
    name: 'code with a language, a title and a split CDATA section',
    storage: macro(
      'code',
      'd1',
      parameter('language', 'python') + parameter('title', 'run.py') + code('x = a[b[0]]]]><![CDATA[>1'),
    ),
    markdown: '```python title="run.py"\nx = a[b[0]]>1\n```',
  },
  {
    name: 'code that holds a fence',
    storage: macro('code', 'd2', code('```\nhi\n```')),
    markdown: '````\n```\nhi\n```\n````',
  },
  { name: 'noformat', storage: macro('noformat', 'd3', code('a  b\n c')), markdown: '```\na  b\n c\n```' },
  { name: 'pre', storage: '<pre>a &lt; b\n  c</pre>', markdown: '```\na < b\n  c\n```' },
  {
    name: 'a table with column widths and colours',
    storage:
      '<table data-layout="wide"><colgroup><col style="width: 10px;" /><col /></colgroup><tbody><tr><th><p>Key</p></th><th><p>Value</p></th></tr>' +
      '<tr><td data-highlight-colour="#fff0b3"><p>a|b</p></td><td><p><strong>1</strong></p></td></tr></tbody></table>',
    markdown: '| Key | Value |\n| --- | --- |\n| a\\|b | **1** |',
  },
  {
    name: 'merged cells',
    storage: table('<th colspan="2">Both</th>', '<td rowspan="2">a</td><td>b &amp; c</td>', '<td>d</td>'),
    markdown:
      '<table>\n<tr><th colspan="2">Both</th></tr>\n<tr><td rowspan="2">a</td><td>b &amp; c</td></tr>\n<tr><td>d</td></tr>\n</table>',
  },
  {
    name: 'a list, a table and a macro inside cells',
    storage: table(
      '<td><ul><li>one</li><li><p>two</p></li></ul></td>',
      `<td>${table('<td>in</td>')}</td>`,
      `<td>${macro('info', 'e1', body('<p>Mind</p>'))}<p><ac:structured-macro ac:name="toc" ac:macro-id="e2" /></p></td>`,
    ),
    markdown:
      '<table>\n<tr><td><ul><li>one</li><li>two</li></ul></td></tr>\n<tr><td><table><tr><td>in</td></tr></table></td></tr>\n' +
      '<tr><td><macro name="info" id="me1">Mind</macro>::macro[toc]{#me2}</td></tr>\n</table>',
  },
  {
    name: 'several paragraphs and breaks in a cell',
    storage: table('<th>H</th>', '<td><p>a</p><p>b<br />c</p></td>'),
    markdown: '| H |\n| --- |\n| a<br>b<br>c |',
  },
  {
    name: 'a header column without a header row',
    storage: table('<th>Owner</th><td>Ann</td>', '<th>Team</th><td>Core</td>'),
    markdown: '|  |  |\n| --- | --- |\n| Owner | Ann |\n| Team | Core |',
  },
  {
    name: 'tasks, done and open',
    storage:
      '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Ship it</ac:task-body></ac:task>' +
      '<ac:task><ac:task-id>2</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body><span class="placeholder-inline-tasks">Test it</span></ac:task-body></ac:task></ac:task-list>',
    markdown: '- [ ] Ship it\n- [x] Test it',
  },
  {
    name: 'nested and empty tasks',
    storage:
      '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Top<ac:task-list><ac:task><ac:task-status>complete</ac:task-status>' +
      '<ac:task-body>Sub</ac:task-body></ac:task></ac:task-list></ac:task-body></ac:task><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body /></ac:task></ac:task-list>',
    markdown: '- [ ] Top\n  - [x] Sub\n- [ ] (empty)',
  },
  {
    name: 'nested lists, loose text and numbering',
    storage: '<ol start="3"><li>three<ul><li><p>deep</p></li></ul></li><li><p>four</p><p>more</p></li></ol>',
    markdown: '3. three\n   - deep\n4. four\n\n   more',
  },
  { name: 'two lists side by side', storage: '<ul><li>a</li></ul><ul><li>b</li></ul>', markdown: '- a\n\n* b' },
  {
    name: 'a quote',
    storage: '<blockquote><p>One</p><p>[!NOTE] two</p></blockquote>',
    markdown: '> One\n>\n> \\[!NOTE] two',
  },
  {
    name: 'a table of contents',
    storage: `<p>${macro('toc', 'f1', parameter('maxLevel', '3'))}</p>`,
    markdown: '::macro[toc]{#mf1}',
  },
  {
    name: 'a page that is included',
    storage: macro(
      'excerpt-include',
      'f2',
      '<ac:parameter ac:name=""><ac:link><ri:page ri:content-title="Glossary" /></ac:link></ac:parameter>',
    ),
    markdown: '::macro[excerpt-include Glossary]{#mf2}',
  },
  { name: 'an excerpt', storage: macro('excerpt', 'f3', body('<p>Gist</p>')), markdown: ':::excerpt{#mf3}\nGist\n:::' },
  {
    name: 'page properties',
    storage: macro('details', 'f4', body(table('<th>Owner</th><td>Ann</td>'))),
    markdown: ':::details{#mf4}\n|  |  |\n| --- | --- |\n| Owner | Ann |\n:::',
  },
  {
    name: 'columns of a layout',
    storage:
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>L</p></ac:layout-cell><ac:layout-cell><p>R</p></ac:layout-cell></ac:layout-section>' +
      '<ac:layout-section ac:type="fixed-width"><ac:layout-cell><p>Alone</p></ac:layout-cell></ac:layout-section></ac:layout>',
    markdown: '::::layout-section{type=two_equal}\n:::layout-cell\nL\n:::\n\n:::layout-cell\nR\n:::\n::::\n\nAlone',
  },
  {
    name: 'a diagram',
    storage: macro('drawio', 'dddd2222-1', parameter('diagramName', 'arch') + parameter('width', '700')),
    markdown: '::macro[drawio arch]{#mdddd2222}',
  },
  {
    name: 'a diagram with text',
    storage: macro('plantuml', 'g1', code('a -> b')),
    markdown: '```plantuml {#mg1}\na -> b\n```',
  },
  {
    name: 'a formula',
    storage: macro('mathblock', 'g2', code('e = mc^2')),
    markdown: '```mathblock {#mg2}\ne = mc^2\n```',
  },
  {
    name: 'a macro that runs code',
    storage: macro('html', 'g3', code('<script>x()</script>')),
    markdown: '::macro[html]{#mg3}',
  },
  {
    name: 'an unknown macro with text',
    storage: macro('ui-tab', 'g4', parameter('title', 'First') + body('<p>Tab text</p>')),
    markdown: ':::macro{name=ui-tab #mg4}\nTab text\n:::',
  },
  {
    name: 'a panel of the newer editor',
    storage:
      '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">note</ac:adf-attribute><ac:adf-content><p>New</p></ac:adf-content></ac:adf-node>' +
      '<ac:adf-fallback><div class="panel"><p>New</p></div></ac:adf-fallback></ac:adf-extension>',
    markdown: ':::note{#x241e53}\nNew\n:::',
  },
  {
    name: 'a list of decisions',
    storage:
      '<ac:adf-extension><ac:adf-node type="decision-list"><ac:adf-attribute key="local-id">d</ac:adf-attribute><ac:adf-node type="decision-item">' +
      '<ac:adf-attribute key="state">DECIDED</ac:adf-attribute><ac:adf-content>We paint.</ac:adf-content></ac:adf-node></ac:adf-node></ac:adf-extension>',
    markdown: ':::macro{name=decision-list #xc28c0a}\nWe paint.\n:::',
  },
  {
    name: 'a list of issues',
    storage: macro('jira', 'f6', parameter('server', 'S') + parameter('jqlQuery', 'project = X')),
    markdown: '::macro[jira project = X]{#mf6}',
  },
  {
    name: 'the pages below',
    storage: macro('children', 'f7', parameter('all', 'true')),
    markdown: '::macro[children]{#mf7}',
  },
  { name: 'a rule between empty paragraphs', storage: '<p /><hr /><p>&nbsp;</p><p><br /></p>', markdown: '---' },
  {
    name: 'a template placeholder',
    storage: '<p>Owner: <ac:placeholder>name them</ac:placeholder></p><p><ac:placeholder>fill in</ac:placeholder></p>',
    markdown: 'Owner:',
  },
];
