import { storedWith, type ReportedCase } from '../reported-case.js';

/** Lines of colons behind HTML. */
export const htmlAndContainers: readonly ReportedCase[] = [
  {
    broke: 'HTML in an item or a quote took in the line that closes or opens a container behind it',
    attempts: {
      'closed in an item': {
        sent: '1. a\n   :::note\n   <p>x</p>\n   :::\n   more\n2. b',
        right: storedWith({ has: ['<p>x</p></ac:rich-text-body>', '<p>more</p></li><li><p>b</p>'], lacks: [':::'] }),
      },
      'opened in an item': {
        sent: '- <div>x</div>\n  :::info\n  y\n  :::\n- z',
        right: storedWith({ has: ['<p>x</p>', '<ac:rich-text-body><p>y</p>', '<p>z</p>'], lacks: [':::'] }),
      },
      'in a quote': {
        sent: '> <div>x</div>\n> :::info\n> y\n> :::\n\nz',
        right: storedWith({
          has: ['<p>x</p>', '<p>y</p></ac:rich-text-body>', '</blockquote><p>z</p>'],
          lacks: [':::'],
        }),
      },
      'the one around the list': {
        sent: ':::info\n- item\n  <p>x</p>\n  :::\n\nAfter.',
        right: storedWith({ has: ['<p>x</p>', '</ac:rich-text-body>', '<p>After.</p>'], lacks: [':::'] }),
      },
      'in an item of a page': {
        page: '<ul><li><p>a</p></li></ul>',
        sent: '- a\n  <div>x</div>\n  :::tip\n  y\n  :::',
        right: storedWith({
          has: ['<p>a</p>', '<p>x</p>', '<p>y</p></ac:rich-text-body>', '</li></ul>'],
          lacks: [':::'],
        }),
      },
      'not within preformatted text or a comment': {
        sent: '> <div>\n> <pre>\n> :::\n> </pre>\n> </div>\n\n- <!-- x\n  :::\n  -->\n  y',
        right: storedWith({ has: ['<![CDATA[:::]]>', '</blockquote>', '<p>y</p>'] }),
      },
    },
  },
];
