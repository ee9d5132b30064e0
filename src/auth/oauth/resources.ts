/** The MCP endpoint as a resource (RFC 8707). Clients name it as they were given it, with or without a slash at the end. */
export interface Resources {
  /** Without the slash: the audience of every token. */
  readonly audience: string;
  readonly forms: readonly [string, string];
}

export function createResources(origin: string, mcpPath: string): Resources {
  const audience = new URL(mcpPath, origin).href.replace(/\/$/, '');
  return { audience, forms: [audience, `${audience}/`] };
}
