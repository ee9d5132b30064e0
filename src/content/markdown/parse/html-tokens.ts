import { decodeHTML } from 'entities/decode';
import { Tokenizer } from 'htmlparser2';

/** A tag, a stretch of text or a comment of HTML; places are offsets into the HTML. */
export interface HtmlToken {
  readonly type: 'open' | 'close' | 'text' | 'comment';
  /** Of a tag, in small letters. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
}

const nothing = () => undefined;

/** The tokens of HTML as a browser cuts them; a tag that is never finished is text. */
export function htmlTokens(html: string): HtmlToken[] {
  const collector = new Collector(html);
  const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, collector);
  tokenizer.write(html);
  tokenizer.end();
  return collector.finish();
}

class Collector {
  private readonly tokens: HtmlToken[] = [];
  private at = 0;
  private name = '';
  private attributes: Record<string, string> = {};
  private attribute = '';
  private value = '';

  readonly onattribentity = nothing;
  readonly oncdata = nothing;
  readonly ondeclaration = nothing;
  readonly onend = nothing;
  readonly onprocessinginstruction = nothing;
  readonly ontext = nothing;
  readonly ontextentity = nothing;

  constructor(private readonly html: string) {}

  onopentagname(start: number, end: number): void {
    this.name = this.html.slice(start, end).toLowerCase();
    this.attributes = {};
    this.text(start - 1);
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, end).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.html.slice(start, end);
  }

  onattribend(): void {
    if (!Object.hasOwn(this.attributes, this.attribute)) this.attributes[this.attribute] = decodeHTML(this.value);
  }

  onopentagend(end: number): void {
    this.push('open', this.name, end + 1);
  }

  onselfclosingtag(end: number): void {
    this.push('open', this.name, end + 1);
    this.push('close', this.name, end + 1);
  }

  onclosetag(start: number, end: number): void {
    this.text(start - 2);
    this.attributes = {};
    this.push('close', this.html.slice(start, end).trim().toLowerCase(), this.html.indexOf('>', end) + 1);
  }

  oncomment(start: number, end: number): void {
    // What else begins with `<!` is text that somebody wants to see.
    if (!this.html.startsWith('<!--', start - 4)) return;
    this.text(start - 4);
    this.push('comment', '', this.html.indexOf('>', end) + 1);
  }

  finish(): HtmlToken[] {
    this.text(this.html.length);
    return this.tokens;
  }

  /** Everything up to here that is in no token yet is text. */
  private text(end: number): void {
    if (end > this.at) this.push('text', '', end);
  }

  private push(type: HtmlToken['type'], name: string, end: number): void {
    const to = end <= 0 ? this.html.length : end;
    this.tokens.push({ type, name, attributes: type === 'open' ? this.attributes : {}, start: this.at, end: to });
    this.at = to;
  }
}
