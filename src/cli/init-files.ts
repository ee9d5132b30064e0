interface InitFacts {
  /** Name of the service and of its image. */
  readonly name: string;
  /** `sha256:HEX` of the first caller's token. */
  readonly tokenHash: string;
  /** `UID:GID` of whoever may read the files; undefined where that is the superuser, or the system has no such ids. */
  readonly owner: string | undefined;
}

interface InitFile {
  readonly text: string;
  readonly mode?: number;
}

/** What `init` writes, by file name. */
export function initFiles({ name, tokenHash, owner }: InitFacts): Readonly<Record<string, InitFile>> {
  return {
    'api-tools.yaml': { text: definitions },
    '.env': { text: environment, mode: 0o600 },
    'static-tokens.json': { text: tokens(tokenHash), mode: 0o600 },
    'compose.yaml': { text: compose(name, owner) },
    'deploy.env': { text: deployment(name), mode: 0o600 },
    '.gitignore': { text: '.env\ndeploy.env\nstatic-tokens.json\nsecrets/\n' },
    'CHECKLIST.md': { text: checklist(name) },
  };
}

const definitions = `# Tools over your API. Every part is described in schemas/api-tools.schema.json of confluence-mcp-server, and in
# docs/api-tools.md. This one asks a public API, so that there is something to call: put your own in its place.
apis:
  echo:
    base_url: https://postman-echo.com
    # none | identity-headers | upstream-token | service
    credentials: none
    tools:
      echo_words:
        title: Echo words
        description: Send words to a public echo service and get them back, to see that tools work.
        effect: read
        input:
          properties:
            words:
              type: string
              minLength: 1
              description: What is to come back.
          required: [words]
        method: GET
        path: /get
        query:
          words: '{words}'
        select: args.words
`;

const environment = `# Settings of this server; confluence-mcp-server's docs/settings.md lists all of them.
HOST=127.0.0.1
PORT=8080
AUTH_MODES=static
STATIC_TOKENS_FILE=static-tokens.json
API_TOOLS_FILE=api-tools.yaml
# Beside the tools of this folder, those of a Confluence:
#CONFLUENCE_URL=https://acme.atlassian.net/wiki
#CONFLUENCE_USERNAME=
#CONFLUENCE_API_TOKEN_FILE=secrets/confluence-api-token
`;

function tokens(hash: string): string {
  const owner = { user_id: 'first-caller', organization_id: 'acme', permissions: ['echo_words'] };
  return `${JSON.stringify({ [hash]: owner }, null, 2)}\n`;
}

function compose(name: string, owner: string | undefined): string {
  const user = owner === undefined ? '' : `\n    # static-tokens.json is for its owner alone.\n    user: '${owner}'`;
  return `# The server in a container:  IMAGE=… docker compose up
services:
  ${name}:
    image: \${IMAGE:-confluence-mcp-server}${user}
    environment:
      AUTH_MODES: static
      STATIC_TOKENS_FILE: /config/static-tokens.json
      API_TOOLS_FILE: /config/api-tools.yaml
    volumes:
      - ./:/config:ro
    ports:
      - '127.0.0.1:8080:8080'
    read_only: true
`;
}

function deployment(name: string): string {
  return `# For confluence-mcp-server's deploy.sh:  ./deploy.sh --env-file=…/deploy.env --dry-run
PROJECT_ID=
REGION=europe-west1
SERVICE=${name}
AUTH_MODES=google-oidc,cloud-run-iam
GOOGLE_ALLOWED_DOMAINS=
# Absolute, because deploy.sh reads it from its own folder. Secrets that it names have to be mounted beside it.
API_TOOLS_FILE=
`;
}

function checklist(name: string): string {
  return `# First deployment of ${name}

1. [ ] \`confluence-mcp doctor\` shows ok in every row.
2. [ ] \`confluence-mcp serve\`, and in another terminal \`confluence-mcp tools --token TOKEN\`: your tools, and no others.
3. [ ] Each tool called once with \`confluence-mcp call TOOL key=value --token TOKEN\`; writes first with \`dry_run=true\`.
4. [ ] A wrong argument and an id that does not exist: the answer says what to do.
5. [ ] A caller without a permission gets 403, and the API's own log shows no request of theirs.
6. [ ] \`base_url\` is https, and \`credentials\` is the rule that the API itself checks.
7. [ ] No secret is in a file that is committed: \`.gitignore\` holds them out, \`secret_file\` names a mounted file.
8. [ ] \`static-tokens.json\` has hashes alone (\`confluence-mcp token hash\`), and who may do what is what you mean.
9. [ ] deploy.env is filled in, and \`deploy.sh --env-file=… --dry-run\` shows what you expect.
10. [ ] After \`deploy.sh\`: its check of the service passes, \`/ready\` answers 200, and the log holds \`server_started\`,
    \`auth_enabled\` and \`tools_registered\` and no error.
11. [ ] Your MCP client is connected, lists the tools and calls one of each.
12. [ ] Somebody else knows where the logs are, how to roll back, and how to take a token away.
`;
}
