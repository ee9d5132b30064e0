import { newSentence, newWord } from '../changes/new-words.js';
import { kind, plain, type PageKind } from './page-kind.js';

const w = newWord;
const s = newSentence;

/** What stands in a line, scripts of the world, tables and HTML. */
export const lineKinds: readonly PageKind[] = [
  plain(
    'every format',
    (random) =>
      `**${w(random)}** *${w(random)}* __${w(random)}__ _${w(random)}_ ***${w(random)}*** ~~${w(random)}~~ \`${w(random)}\` **${w(random)} *${w(random)}* ${w(random)}**`,
  ),
  plain(
    'formats in words',
    (random) => `${w(random)}**${w(random)}**${w(random)} and snake_case_${w(random)} and 2*3*4`,
  ),
  plain(
    'code with bars and ticks',
    (random) => `\`\` ${w(random)} \` ${w(random)} \`\` and \`a | ${w(random)}\` and \`<b>${w(random)}</b>\``,
  ),
  plain('links of every kind', (random) =>
    `[${w(random)}](https://example.org/${w(random)}?a=1&b=2) [${w(random)}](<https://example.org/a b>) <https://example.org/${w(random)}> [${w(random)}](mailto:${w(random)}@example.org) [${w(random)}](https://example.org/a_(b)) [${w(random)}](/wiki/${w(random)} "${w(random)}")`.replace(
      / "\w+"\)$/,
      ')',
    ),
  ),
  plain(
    'links to pages',
    (random) =>
      `[${w(random)}](page:OPS:Night%20watch) [${w(random)}](page:Handbook#Rules) [${w(random)}](attachment:plan.pdf) [@Ida](user:557058:abc)`,
  ),
  kind('links to pages with blanks', (random) => {
    const [one, two] = [w(random), w(random)];
    return {
      sent: `See [${one}](page:OPS:Night watch) and [${two}](page:Night watch).`,
      means: `See [${one}](<page:OPS:Night watch>) and [${two}](<page:Night watch>).`,
    };
  }),
  plain(
    'links by reference',
    (random) =>
      `See [${w(random)}][one] and [two].\n\n${s(random)}\n\n- [${w(random)}][one]\n\n[one]: https://example.org/${w(random)}\n[two]: https://example.org/${w(random)}`,
  ),
  plain(
    'a definition in code and its use in text',
    (random) => `see [3] there\n\n\`\`\`\n[3]: http://${w(random)}.example\n\`\`\``,
  ),
  plain(
    'pictures',
    (random) =>
      `![${w(random)}](https://example.org/${w(random)}.png)\n\n${s(random)} ![](attachment:map.png) ${s(random)}\n\n[![${w(random)}](https://example.org/b.svg)](https://example.org/${w(random)})`,
  ),
  plain(
    'statuses and dates',
    (random) => `:status[${w(random)}]{color=green} until :date[2026-11-30], then :status[${w(random)}]{color=red}`,
  ),
  plain('breaks', (random) => `${w(random)}  \n${w(random)}\\\n${w(random)}<br>${w(random)}`),
  plain(
    'escapes',
    (random) =>
      `\\*${w(random)}\\* \\[${w(random)}\\] \\# 1\\. \\_${w(random)}\\_ \\\\ \\\`${w(random)}\\\` a\\|b &lt;${w(random)}&gt; &copy; &amp;amp;`,
  ),
  plain(
    'signs of text',
    (random) =>
      `5 < 6 > 4 && a | b; 10:30; C:\\${w(random)}; #${w(random)}; @${w(random)}; $5; 100%; {${w(random)}}; [${w(random)}]; ^${w(random)}^`,
  ),
  kind('formulas', (random) => {
    const word = w(random);
    return { sent: `So $\\frac{${word}}{2} \\{a\\}$ holds\n\n$$\na \\\\\\\\ b\n$$`, once: ['frac', word, 'holds'] };
  }),
  plain('emoji', (random) => `🚀 ${w(random)} ✅ ${w(random)} 👩🏽‍🔧 :tada: ${w(random)}`),
  plain(
    'Chinese',
    (random) =>
      `# 常见问题\n\n请先**备份**，再执行 \`${w(random)}\`。详见[手册](https://example.org/${w(random)})。\n\n- 第一步：检查\n- 第二步：重启`,
  ),
  plain(
    'Japanese',
    (random) =>
      `## 手順\n\n1. 電源を*確認*する（赤なら停電）。\n2. \`${w(random)}\` を打つ。\n\n| 担当 | 電話 |\n|---|---|\n| 港務課 | 内線 41 |`,
  ),
  kind('bold beside Japanese signs', () => ({ sent: '**重要。**です', means: '<strong>重要。</strong>です' })),
  plain('Arabic and Hebrew', (random) => `# إعلان\n\nتُغلق القناة **الشمالية** ${w(random)}.\n\n- נמל\n- ספינה`),
  plain('German', (random) => `„Größe“ – 5 €, z. B. **Übung**; ${w(random)} … „${w(random)}“`),
  plain(
    'table of every alignment',
    (random) =>
      `| ${w(random)} | ${w(random)} | ${w(random)} |\n| :-- | :-: | --: |\n| \`a\\|b\` | **${w(random)}** | [${w(random)}](https://example.org) |\n| | ${w(random)} | |`,
  ),
  plain(
    'table without outer bars',
    (random) => `${w(random)} | ${w(random)}\n--- | ---\n${w(random)} | ${w(random)}\n\n${s(random)}`,
  ),
  kind('table of ragged rows', (random) => {
    const [a, b, c, d] = [w(random), w(random), w(random), w(random)];
    return {
      sent: `| ${a} | ${b} |\n|---|---|\n| ${c} |\n| ${d} | x |`,
      means: `| ${a} | ${b} |\n|---|---|\n| ${c} |  |\n| ${d} | x |`,
      mayBeRefused: true,
    };
  }),
  plain(
    'table of HTML',
    (random) =>
      `<table>\n<tr><th>${w(random)}</th><th>${w(random)}</th></tr>\n<tr><td rowspan="2">${w(random)}</td><td>${w(random)}</td></tr>\n<tr><td>${w(random)}</td></tr>\n</table>`,
  ),
  kind('table of HTML with empty lines', (random) => {
    const [a, b] = [w(random), w(random)];
    return {
      sent: `<table>\n\n<tr><th>${a}</th></tr>\n\n<tr><td>${b}</td></tr>\n\n</table>`,
      means: `| ${a} |\n|---|\n| ${b} |`,
    };
  }),
  kind('blocks of HTML', (random) => {
    const [head, item, text] = [w(random), w(random), s(random)];
    return {
      sent: `<h2>${head}</h2>\n\n<ul>\n<li>${item}</li>\n</ul>\n\n<hr>\n\n<p>${text}</p>`,
      means: `## ${head}\n\n- ${item}\n\n---\n\n${text}`,
    };
  }),
  plain(
    'HTML in a line',
    (random) =>
      `H<sub>2</sub>O <sup>${w(random)}</sup> <u>${w(random)}</u> <kbd>${w(random)}</kbd> <strong>${w(random)}</strong>`,
  ),
  kind('anchor of HTML', (random) => {
    const [name, head, text] = [w(random), w(random), s(random)];
    const anchor = random.pick([`<a name="${name}"></a>`, `<a id="${name}"></a>`, `<a name="${name}"/>`]);
    return {
      sent: `## ${head} ${anchor}\n\n${text} [${head}](#${name})`,
      once: text.match(/\w{6,}/g) ?? [],
      never: ['<a', ':anchor'],
    };
  }),
  kind('front matter', (random) => {
    const [key, text] = [w(random), s(random)];
    return {
      sent: random.pick([
        `---\ntitle: ${key}\ntags:\n  - ${key}\n---\n\n${text}`,
        `---\n"title": "${key}"\n...\n\n${text}`,
        `---\r\ntitle: ${key}\r\n---\r\n\r\n${text}`,
      ]),
      means: text,
    };
  }),
  kind('address defined in a note', (random) => {
    const [name, text, note] = [w(random), s(random), s(random)];
    return {
      sent: `${text}[^n] [${name}][${name}]\n\n[^n]: ${note}\n\n    [${name}]: https://example.org/${name}`,
      once: [...(text.match(/\w{6,}/g) ?? []), ...(note.match(/\w{6,}/g) ?? [])],
      never: ['[^', ']:'],
    };
  }),
  kind('picture with the width of Obsidian', (random) => {
    const name = w(random);
    return {
      sent: `![${name}|240](https://example.org/${name}.png)`,
      means: `<img src="https://example.org/${name}.png" alt="${name}" width="240">`,
    };
  }),
  kind('tags that nobody knows', (random) => {
    const word = w(random);
    return { sent: `<marquee>${word}</marquee> end`, once: [word, 'end'] };
  }),
  plain('comments of HTML', (random) => `${s(random)}\n\n<!-- ${w(random)} -->\n\n${s(random)}`),
  plain(
    'headings under lines',
    (random) => `${w(random)} ${w(random)}\n=====\n\n${s(random)}\n\n${w(random)}\n---\n\n${s(random)}`,
  ),
];
