import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { McpClient } from '../../src/client/index.js';

/** What a task cost the model that did it. Tokens are those of o200k. */
export interface Cost {
  calls: number;
  /** Of the arguments that the model wrote. */
  tokensIn: number;
  /** Of the text that it was shown. */
  tokensOut: number;
  /** Of the results on the wire, as JSON. */
  bytes: number;
}

/** A tool that this deployment does not have, refused by its name. */
export class RefusedByName extends Error {
  constructor(readonly tool: string) {
    super(`${tool} is not there`);
  }
}

/** A call that failed where the script counts on it. */
export class CallFailed extends Error {}

/**
 * A scripted agent over MCP: it knows what the tools say and nothing else. It reads the text of answers alone, as many
 * hosts show nothing else to a model, and takes ids and versions from there.
 */
export class Agent {
  readonly cost: Cost = { calls: 0, tokensIn: 0, tokensOut: 0, bytes: 0 };

  constructor(private readonly client: Pick<McpClient, 'callTool'>) {}

  /** The text of an answer; CallFailed for an error of the tool, RefusedByName for a tool that is not there. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<string> {
    const { text, isError } = await this.try(name, args);
    if (isError) throw new CallFailed(`${name} ${JSON.stringify(args)}: ${text}`);
    return text;
  }

  /** As `call`, for a call that may be refused. */
  async try(name: string, args: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
    this.cost.calls += 1;
    this.cost.tokensIn += countTokens(JSON.stringify(args));
    const result = await this.client.callTool(name, args).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes(`Unknown tool: ${name}`)) throw new RefusedByName(name);
      throw error;
    });
    const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    this.cost.tokensOut += countTokens(text);
    this.cost.bytes += Buffer.byteLength(JSON.stringify(result));
    return { text, isError: result.isError === true };
  }

  /** The id of the page of this title, found by a search as a person would put it. */
  async find(title: string, query = title): Promise<string> {
    const text = await this.call('confluence_search', { query, content_types: ['page', 'blogpost'], limit: 5 });
    return taken(text, new RegExp(`^- ${escaped(title)} \\(\\w+ id (\\d+),`, 'm'));
  }

  /** A page's id, version and text, by its title. */
  async read(title: string, spaceKey = 'ENG'): Promise<{ id: string; version: number; text: string }> {
    const text = await this.call('confluence_get_page', { title, space_key: spaceKey });
    return {
      id: taken(text, /^Page (\d+), version/m),
      version: Number(taken(text, /^Page \d+, version (\d+)/m)),
      text,
    };
  }
}

/** What the first group of a pattern takes from a text; fails when the text does not say it. */
export function taken(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new CallFailed(`nothing like ${String(pattern)} in: ${text.slice(0, 2_000)}`);
  return found;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
