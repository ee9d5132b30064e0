/** One attack of the checklist, and which risk of the OWASP MCP Top 10 (2025, beta) it belongs to. */
export interface SecurityRow {
  /** J for tokens, O for log-ins, H for the door, C for Confluence behind it, L for logs and settings. */
  readonly id: string;
  readonly attack: string;
  readonly risk: string;
  /** What the tests do not try, or what is served on purpose; absent when they try all of it. */
  readonly note?: string;
}

type Rows = Readonly<Record<string, string>>;
const rowsOf = (risk: string, rows: Rows): SecurityRow[] =>
  Object.entries(rows).map(([id, attack]) => ({
    id,
    attack,
    risk,
    ...(id in notes ? { note: notes[id] as string } : {}),
  }));

const notes: Rows = {
  H7: 'served on purpose: many clients send such a header',
  C6: 'no tool has a parameter for a path or an address',
  C12: 'without a write policy a fence is all there is',
  C13: 'without link_hosts they are kept',
  L1: 'what a test reads from a fake logger instead of the real one is not searched, nor what programs of a test answer',
};

export const securityRows: readonly SecurityRow[] = [
  ...rowsOf('MCP07', {
    J1: 'no token',
    J2: 'the algorithm none',
    J3: 'the public key as a shared secret',
    J4: 'made-up key ids',
    J5: 'a thousand key ids, to have the key set fetched',
    J6: 'a key, or its address, inside the token',
    J7: 'critical headers',
    J8: 'expired, or without an end',
    J9: 'from the future',
    J10: 'for another audience',
    J11: 'for us and for others',
    J12: 'an issuer that looks like ours',
    J13: 'an e-mail that nobody verified',
    J14: 'another domain, or one that looks alike',
    J15: 'a Google token for another service',
    J16: 'one kind of token in place of another',
    J17: 'bits changed, parts missing',
    J18: 'a token of 200 KB',
    J19: 'two Authorization headers',
    J20: 'the scheme in other cases',
    J21: 'another scheme, or none',
    J22: 'a token in the address, the body or a cookie',
    J23: 'a listed token that is nearly right',
    J25: 'a broken JWT as a listed token',
    J26: 'a key set that does not answer',
    J27: 'a grant that was revoked',
    J28: "the upstream's own token",
    O1: 'no PKCE, or a weak one',
    O2: 'an address that was not registered',
    O3: 'registration of dangerous addresses',
    O5: 'a flood of registrations, or large ones',
    O6: 'an unknown client',
    O7: 'a code used twice',
    O8: 'the code of another client',
    O9: 'a refresh token used again',
    O10: 'another resource',
    O11: 'a callback in another browser',
    O12: 'a state used again, late, or of another login',
    O13: 'consent by a foreign form',
    O14: 'consent in a frame',
    O15: 'a consent page that was loaded twice',
    O18: 'a forged Host',
    O19: 'metadata at every path',
    H8: 'other verbs',
    H9: 'foreign origins',
    H10: 'foreign hosts',
    H11: 'headers that lie about the body',
    H12: "another caller's session id",
    H13: 'headers that name a user or a site',
    H14: 'forged addresses',
    H15: 'bytes that two parsers read in two ways',
    H16: 'slow clients, and a flood without tokens',
    H18: 'too many requests',
    H20: 'every path without a token',
  }),
  ...rowsOf('MCP02', {
    J24: 'a reader who calls a writer',
    C1: 'CQL that breaks out of a filter',
    C2: 'hidden content by id, by relation, by moving',
    C17: 'writers in read-only mode',
    H21: 'a narrowing that is misspelt, doubled or comes late',
  }),
  ...rowsOf('MCP01', {
    O20: 'one refresh under any concurrency',
    O21: 'an upstream that ends a grant',
    O22: 'a stolen store',
    C7: 'downloads that lead elsewhere',
    C11: 'errors that tell of the inside',
    L1: 'secrets in any output',
    L3: 'secrets in errors',
  }),
  ...rowsOf('MCP05', {
    O4: 'a client name that is markup',
    O16: 'client documents at internal addresses',
    O17: 'client documents that drip, redirect or lie',
    H1: 'a body that is too large',
    H2: 'a hundred thousand levels',
    H3: 'prototype names',
    H4: 'batches',
    H5: 'odd ids and methods',
    H6: 'other types, and bombs',
    H7: 'an Accept that takes no stream',
    H17: 'callers who go away',
    C3: 'keys and ids that are paths',
    C4: 'file names that are headers or paths',
    C5: 'files that are not what they say',
    C6: 'files named by path or address',
    C8: 'downloads that lead inside',
    C9: 'next links that lead elsewhere',
    C10: 'answers without an end',
    C14: 'markup in Markdown, entities in storage',
    C15: 'texts that take long to read',
    C16: 'odd arguments',
  }),
  ...rowsOf('MCP06', {
    C12: 'instructions on pages',
    C13: 'links and images that carry data away',
    C20: 'one yes for several writes',
  }),
  ...rowsOf('MCP08', {
    L2: 'line breaks and terminal codes',
    L4: 'weak or missing settings',
  }),
  ...rowsOf('MCP10', {
    H19: 'equal ids of two callers',
    C18: 'two writers at once',
    C19: "one caller's answers for another",
  }),
];

/** A recommendation or a section of somebody else's list: rows that are evidence for it, or in words what is and is not there. */
export interface Mapped {
  readonly name: string;
  readonly rows: readonly string[];
  readonly words?: string;
}

const risk = (name: string, words?: string): Omit<Mapped, 'rows'> => ({
  name,
  ...(words === undefined ? {} : { words }),
});

/** OWASP MCP Top 10, 2025 (v0.1), by its own titles: https://github.com/OWASP/www-project-mcp-top-10/blob/main/tab_top10.md */
export const owaspRisks: Readonly<Record<string, Omit<Mapped, 'rows'>>> = {
  MCP01: risk('Token Mismanagement & Secret Exposure'),
  MCP02: risk('Privilege Escalation via Scope Creep'),
  MCP03: risk(
    'Tool Poisoning',
    '`security/scanner-rules.test.ts`: hidden instructions, invisible characters and references to other tools; descriptions are a snapshot',
  ),
  MCP04: risk(
    'Software Supply Chain Attacks & Dependency Tampering',
    '`security/supply-chain.test.ts`: exact versions, hashes in the lock file, audit, SBOM and provenance at release',
  ),
  MCP05: risk('Command Injection & Execution', 'no tool runs commands; injection into paths, CQL, storage and headers'),
  MCP06: risk('Intent Flow Subversion', '`attacks/attacks.test.ts` counts what gets through'),
  MCP07: risk('Insufficient Authentication & Authorization'),
  MCP08: risk('Lack of Audit and Telemetry', '`observability/audit-log.test.ts`, `observability/metrics.test.ts`'),
  MCP09: risk('Shadow MCP Servers', 'not covered: which servers a company runs is not for a server to know'),
  MCP10: risk('Context Injection & Over-Sharing'),
};

/** The nine recommendations of the NSA's Cybersecurity Information Sheet U/OO/6030316-26 (May 2026), by their headings. */
export const nsaRecommendations: readonly Mapped[] = [
  { name: 'Choose supported MCP projects', rows: [], words: 'for whoever chooses; built on the official SDK' },
  {
    name: 'Design for boundaries',
    rows: ['J24', 'J28', 'O7', 'O8', 'H11', 'H12', 'H19', 'H21', 'C1', 'C2', 'C17', 'C19'],
  },
  { name: 'Validate parameters', rows: ['H2', 'H3', 'H4', 'H5', 'C3', 'C4', 'C14', 'C16'] },
  {
    name: 'Constrain and sandbox tool execution',
    rows: ['O16', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C15'],
    words: 'documents are read in a thread with limits; the container runs without root on a read-only file system',
  },
  {
    name: 'Sign and verify MCP messages',
    rows: ['J2', 'J3', 'J6', 'J16', 'J17'],
    words: 'tokens only: MCP has no signed messages, so TLS in front of the server is what protects them',
  },
  {
    name: 'Filter and monitor output pipelines and chained execution',
    rows: ['C12', 'C13', 'C20'],
    words: 'the write policy decides outside any model; what the model does with other servers is not seen here',
  },
  {
    name: 'Instrument for logging and detection',
    rows: ['L1', 'L2', 'L3'],
    words: 'audit events, metrics, traces, alerts',
  },
  {
    name: 'Track and patch vulnerabilities',
    rows: [],
    words: '`SECURITY.md`; `security/supply-chain.test.ts` for lock file and audit at release',
  },
  {
    name: 'Scan the network for open servers',
    rows: ['J1', 'H20'],
    words: 'for whoever runs the network; ours is never open',
  },
];

/** The six sections of the community's draft of a CIS MCP benchmark (1.0.0-draft, March 2026): its single checks are not public here. */
export const cisSections: readonly Mapped[] = [
  {
    name: 'Authentication and access control',
    rows: ['J1', 'J8', 'J10', 'J21', 'J24', 'J27', 'H18', 'C17'],
    words: 'an absent or bogus protocol version is refused with `MCP_MIN_PROTOCOL`',
  },
  {
    name: 'Message integrity',
    rows: ['H11', 'H15', 'H19', 'O7', 'O9'],
    words: 'not covered: signed messages, nonces and signed tool definitions, which MCP does not have',
  },
  {
    name: 'Audit and logging',
    rows: ['L1', 'L2', 'L3'],
    words: 'not covered: a log that proves that nobody changed it',
  },
  {
    name: 'Network security',
    rows: ['H9', 'H10', 'H14', 'H16', 'C8', 'O16'],
    words: 'TLS ends in front of the server',
  },
  {
    name: 'Supply chain',
    rows: [],
    words: '`security/supply-chain.test.ts`: lock file, audit, SBOM and provenance of a release',
  },
  {
    name: 'Agent verification',
    rows: ['O6', 'O16', 'O17'],
    words: 'clients by their metadata document; agents have no identity of their own in MCP',
  },
];
