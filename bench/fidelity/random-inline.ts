import type { RandomSource } from './random-source.js';

const words = [
  'anchor', 'berth', 'cargo', 'dredge', 'ebb', 'fathom', 'gale', 'harbour', 'inlet', 'jetty', 'keel', 'lantern', 'mast', 'north', 'oar', 'pier', 'quay',
  'rope', 'sail', 'tide', 'upstream', 'voyage', 'winch', 'yard', 'a', 'of', 'the', 'and', 'größer', 'Übung', 'Straße', 'ميناء', 'سفينة', 'נמל', '港', '船',
  '毎朝', '码头', '부두', '배는', 'don’t', '3.5', '42', 'C#', 'x_y', '*star', '100%', 'a/b', '(so)', '[sic]', 'e.g.', '🚢', '👩🏽‍🔧', 'AT&amp;T', '&lt;tag&gt;',
  'no&nbsp;break', '&mdash;', '1.', '#5', '~~', '`tick`', 'w:x', ':name', '|', '\\', 'http', '&hellip;', '&#8203;', 'naïve', 'O’Neil',
]; // prettier-ignore

const colours = ['Green', 'Red', 'Yellow', 'Blue', 'Grey', 'Purple'];
const titles = ['Tide table', 'Rules &amp; rights', 'Q: who?', 'Größe', '港の手引き', 'A/B (old)'];

export function sentence(random: RandomSource, most = 12): string {
  return random.many(1, most, () => random.pick(words)).join(' ');
}

/** Inline content: text with formats, links and everything that stands in a line, formats nested at most `depth` deep. */
export function inlineContent(random: RandomSource, depth = 2): string {
  const parts = random.many(1, 4, () => (random.chance(0.55) ? sentence(random, 8) : inlinePart(random, depth)));
  return parts.join(random.chance(0.8) ? ' ' : '');
}

function inlinePart(random: RandomSource, depth: number): string {
  const inner = () => (depth > 0 ? inlineContent(random, depth - 1) : sentence(random, 4));
  const makers: (() => string)[] = [
    ...['strong', 'em', 'u', 's', 'sub', 'sup'].map((name) => () => `<${name}>${inner()}</${name}>`),
    () => `<code>${sentence(random, 3)}</code>`,
    () => `<span style="color: rgb(${random.between(0, 255)},0,0);">${inner()}</span>`,
    () => `<ac:inline-comment-marker ac:ref="${random.uuid()}">${sentence(random, 4)}</ac:inline-comment-marker>`,
    () => `<a href="https://example.org/${random.between(1, 99)}?a=1&amp;b=2">${sentence(random, 3)}</a>`,
    () => '<br />',
    () => `<time datetime="20${random.between(10, 39)}-0${random.between(1, 9)}-1${random.between(0, 9)}" />`,
    () => confluenceLink(random),
    () => image(random),
    () => status(random),
    () => inlineMacro(random),
    () => `<ac:emoticon ac:name="${random.pick(['tick', 'cross', 'smile', 'warning'])}" />`,
    () => `<ac:placeholder>${sentence(random, 3)}</ac:placeholder>`,
  ];
  return random.pick(makers)();
}

export function image(random: RandomSource): string {
  const caption = random.chance(0.3) ? `<ac:caption><p>${sentence(random, 4)}</p></ac:caption>` : '';
  const resource = random.chance(0.7)
    ? `<ri:attachment ri:filename="plan ${random.between(1, 99)}.png" />`
    : '<ri:url ri:value="https://example.org/a.png" />';
  return `<ac:image ac:width="${random.between(10, 900)}"${random.chance(0.5) ? ' ac:alt="a plan"' : ''}>${resource}${caption}</ac:image>`;
}

export function status(random: RandomSource): string {
  const title = `<ac:parameter ac:name="title">${random.pick(['open', 'in review', 'done', '50 %'])}</ac:parameter>`;
  const colour = `<ac:parameter ac:name="colour">${random.pick(colours)}</ac:parameter>`;
  return `<ac:structured-macro ac:name="status" ac:schema-version="1" ac:macro-id="${random.uuid()}">${random.chance(0.5) ? title + colour : colour + title}</ac:structured-macro>`;
}

function confluenceLink(random: RandomSource): string {
  const target = random.pick([
    () => `<ri:page ri:content-title="${random.pick(titles)}" />`,
    () => `<ri:page ri:space-key="SEA" ri:content-title="${random.pick(titles)}" />`,
    () => `<ri:attachment ri:filename="form ${random.between(1, 9)}.pdf" />`,
    () => `<ri:user ri:account-id="712020:${random.uuid()}" />`,
    () => `<ri:user ri:userkey="${random.uuid().replaceAll('-', '')}" />`,
  ])();
  if (target.startsWith('<ri:user')) return `<ac:link>${target}</ac:link>`;
  const body = random.pick([
    '',
    `<ac:link-body>${sentence(random, 3)}</ac:link-body>`,
    '<ac:plain-text-link-body><![CDATA[see <here> & there]]></ac:plain-text-link-body>',
  ]);
  return `<ac:link${random.chance(0.2) ? ' ac:anchor="top"' : ''}>${target}${body}</ac:link>`;
}

function inlineMacro(random: RandomSource): string {
  const [name, parameter] = random.pick([
    ['jira', `<ac:parameter ac:name="key">SEA-${random.between(1, 999)}</ac:parameter>`],
    ['anchor', `<ac:parameter ac:name="">spot ${random.between(1, 9)}</ac:parameter>`],
    ['mathinline', '<ac:parameter ac:name="body">x^2</ac:parameter>'],
    ['badge', ''],
  ] as const);
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1" ac:macro-id="${random.uuid()}">${parameter}</ac:structured-macro>`;
}
