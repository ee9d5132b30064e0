import type { GoldenCase } from './block-cases.js';

const status = (title: string, color: string) =>
  `<ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">${color}</ac:parameter><ac:parameter ac:name="title">${title}</ac:parameter></ac:structured-macro>`;
const page = (attributes: string, label = '', anchor = '') =>
  `<ac:link${anchor}><ri:page ${attributes} />${label === '' ? '' : `<ac:link-body>${label}</ac:link-body>`}</ac:link>`;

/** Storage beside the Markdown that it must read as: what stands in a line. */
export const inlineCases: readonly GoldenCase[] = [
  {
    name: 'a status',
    storage: `<p>Now ${status('IN PROGRESS', 'Blue')}</p>`,
    markdown: 'Now :status[IN PROGRESS]{color=blue}',
  },
  { name: 'a date', storage: '<p>By <time datetime="2026-02-03" />.</p>', markdown: 'By :date[2026-02-03].' },
  {
    name: 'mentions by account and by key',
    storage:
      '<p><ac:link><ri:user ri:account-id="557058:abc" /></ac:link> <ac:link><ri:user ri:userkey="ff80" /></ac:link></p>',
    markdown: '[@Jane Doe](user:557058:abc) [@user](user:ff80)',
  },
  {
    name: 'emoticons, new and old',
    storage:
      '<p><ac:emoticon ac:name="tick" /> <ac:emoticon ac:name="blue-star" ac:emoji-shortname=":rocket:" ac:emoji-fallback="🚀" /> ' +
      '<ac:emoticon ac:name="blue-star" ac:emoji-shortname=":party_blob:" ac:emoji-fallback=":party_blob:" /></p>',
    markdown: '✅ 🚀 :party_blob:',
  },
  {
    name: 'a page of another space with an anchor',
    storage: `<p>See ${page('ri:space-key="ENG" ri:content-title="Run &amp; book"', 'the runbook', ' ac:anchor="Setup"')}.</p>`,
    markdown: 'See [the runbook](page:ENG:Run%20%26%20book#Setup).',
  },
  {
    name: 'a page link without text',
    storage: `<p>${page('ri:content-title="Home"')}</p>`,
    markdown: '[Home](page:Home)',
  },
  {
    name: 'a page whose title holds blanks of many kinds',
    storage: `<p>See ${page('ri:content-title="12&#8239;kV&#8195;plan"', 'it')} now</p>`,
    markdown: 'See [it](page:12%E2%80%AFkV%E2%80%83plan) now',
  },
  {
    name: 'an anchor and a link to it',
    storage:
      '<h2>Setup<ac:structured-macro ac:name="anchor" ac:macro-id="a1"><ac:parameter ac:name="">Setup</ac:parameter></ac:structured-macro></h2>' +
      '<p><ac:link ac:anchor="Setup"><ac:link-body>x</ac:link-body></ac:link></p>',
    markdown: '## Setup:macro[anchor Setup]{#ma1}\n\n[x](#Setup)',
  },
  {
    name: 'attachments, here and on another page',
    storage:
      '<p><ac:link><ri:attachment ri:filename="spec v2.pdf" /></ac:link> ' +
      '<ac:link><ri:attachment ri:filename="b.pdf"><ri:page ri:space-key="ENG" ri:content-title="Docs" /></ri:attachment><ac:plain-text-link-body><![CDATA[B & C]]></ac:plain-text-link-body></ac:link></p>',
    markdown: '[spec v2.pdf](attachment:spec%20v2.pdf) [B & C](attachment:ENG:Docs/b.pdf)',
  },
  {
    name: 'an image with a size and a caption',
    storage:
      '<ac:image ac:alt="Plan" ac:width="300" ac:align="center"><ri:attachment ri:filename="arch.png" /><ac:caption><p>How it fits</p></ac:caption></ac:image>',
    markdown: '![Plan](attachment:arch.png "How it fits")',
  },
  {
    name: 'an external image, and one in a link',
    storage:
      '<p><ac:image><ri:url ri:value="https://x.example/a.png" /></ac:image> <a href="https://x.example/"><ac:image ac:alt="b"><ri:attachment ri:filename="b.png" /></ac:image></a></p>',
    markdown: '![](https://x.example/a.png) [![b](attachment:b.png)](https://x.example/)',
  },
  {
    name: 'an issue in a sentence',
    storage:
      '<p>Fixes <ac:structured-macro ac:name="jira" ac:macro-id="9e379f00-1"><ac:parameter ac:name="server">S</ac:parameter><ac:parameter ac:name="key">ABC-1</ac:parameter></ac:structured-macro>!</p>',
    markdown: 'Fixes :macro[jira ABC-1]{#m9e379f00}!',
  },
  {
    name: 'comments within and across formats',
    storage:
      '<p>An <ac:inline-comment-marker ac:ref="r1">open <em>ques</em></ac:inline-comment-marker><em>tion</em></p>',
    markdown: 'An open *question*',
  },
  {
    name: 'a footnote of an add-on',
    storage:
      '<p>Fact<ac:structured-macro ac:name="footnote" ac:macro-id="fn1"><ac:rich-text-body><p>Source</p></ac:rich-text-body></ac:structured-macro></p>',
    markdown: 'Fact\n\n:::macro{name=footnote #mfn1}\nSource\n:::',
  },
  {
    name: 'a formula in a sentence',
    storage:
      '<p>As <ac:structured-macro ac:name="mathinline" ac:macro-id="mi1"><ac:parameter ac:name="body">e = mc</ac:parameter></ac:structured-macro> says</p>',
    markdown: 'As :macro[mathinline e = mc]{#mmi1} says',
  },
  { name: 'line breaks', storage: '<p>one <br />two<br/><br/>three<br/></p>', markdown: 'one\\\ntwo\\\n\\\nthree' },
  { name: 'entities and spaces', storage: '<p>a&nbsp;b &mdash; c &#8364;\n   d</p>', markdown: 'a\u00A0b — c € d' },
  { name: 'invisible characters', storage: '<p>ad&#8203;min&#x202E;&#xE0041;</p>', markdown: 'admin' },
  {
    name: 'colour, underline, sub and sup',
    storage: '<p><span style="color: red;">H</span><sub>2</sub>O x<sup>2</sup> <u>u</u></p>',
    markdown: 'H<sub>2</sub>O x<sup>2</sup> <u>u</u>',
  },
  {
    name: 'formats that touch words and signs',
    storage: '<p><strong>주의:</strong>합니다 un<em>like</em>ly <strong>a</strong><em>b</em></p>',
    markdown: '<strong>주의:</strong>합니다 un*like*ly <strong>a</strong>*b*',
  },
  {
    name: 'bold and italic at once',
    storage: '<p><strong><em>both</em></strong> <strong>some <em>more</em></strong></p>',
    markdown: '***both*** <strong>some *more*</strong>',
  },
  {
    name: 'code in a sentence',
    storage: '<p><code>a | b</code>, <code>`x`</code> <code>y</code></p>',
    markdown: '`a | b`, `` `x` `` `y`',
  },
  {
    name: 'a bare address',
    storage: '<p>At <a href="https://x.example/a_b" data-card-appearance="inline">https://x.example/a_b</a>.</p>',
    markdown: 'At https://x.example/a_b.',
  },
  {
    name: 'a link that would run code',
    storage: '<p><a href="java&#115;cript:alert(1)">click</a></p>',
    markdown: 'click',
  },
  {
    name: 'signs of blocks behind a line break within formats and links',
    storage:
      '<p><em>one<br />- two</em> <strong>a<br />1. b</strong> <u>c<br /># d</u> <a href="https://x.example/">e<br />&gt; f</a></p>',
    markdown: '*one\\\n\\- two* **a\\\n1\\. b** <u>c\\\n\\# d</u> [e\\\n\\> f](https://x.example/)',
  },
  {
    name: 'text that looks like Markdown',
    storage:
      '<p># no *x* _y_ [z](w) &lt;b&gt; a_b :status[x] note:this 10:30 \\* &amp;amp; 5 * 3 ~~s~~</p><p>1. no</p><p>- no</p><p>:::info</p><p>| a |</p>',
    markdown:
      '\\# no \\*x\\* \\_y\\_ [z\\](w) \\<b> a_b \\:status[x] note:this 10:30 \\\\\\* \\&amp; 5 * 3 \\~\\~s\\~\\~\n\n1\\. no\n\n\\- no\n\n\\:::info\n\n\\| a |',
  },
];
