/** A query that Confluence would refuse. `message` is the reason; the wire adds "Could not parse cql". */
export class CqlError extends Error {
  override readonly name = 'CqlError';
}

/** A query that parses and that the search engine then cannot run. */
export class CqlExecutionError extends CqlError {}
