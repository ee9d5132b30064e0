import { join } from 'node:path';

interface InitFacts {
  /** Name of the service and of its image. */
  readonly name: string;
  /** Where the files are going to be. */
  readonly folder: string;
  /** How this program is started here. */
  readonly command: string;
  /** `sha256:HEX` of the first caller's token. */
  readonly tokenHash: string;
  /** `UID:GID` of whoever may read static-tokens.json; undefined where the system has no such ids. */
  readonly owner: string | undefined;
}

interface InitFile {
  readonly text: string;
  readonly mode?: number;
}

/** What `init` writes, by file name. */
export function initFiles({ name, folder, command, tokenHash, owner }: InitFacts): Readonly<Record<string, InitFile>> {
  return {
    'api-tools.yaml': { text: definitions },
    'sample-api.mjs': { text: sampleApi },
    '.env': { text: environment, mode: 0o600 },
    'static-tokens.json': { text: tokens(tokenHash), mode: 0o600 },
    'compose.yaml': { text: compose(name, owner) },
    'deploy.env': { text: deployment(name, join(folder, 'api-tools.yaml')), mode: 0o600 },
    '.gitignore': { text: '.env\ndeploy.env\nstatic-tokens.json\nsecrets/\n' },
    'CHECKLIST.md': { text: checklist(name, command) },
  };
}

const definitions = `# Tools over your API. Every part is described in schemas/api-tools.schema.json of confluence-mcp-server, and in
# docs/api-tools.md. These two ask sample-api.mjs, so that there is something to call: put your own API in its place.
apis:
  notes:
    base_url: http://127.0.0.1:8092
    # none | identity-headers | upstream-token | service. Anything but none needs https, except on this machine.
    credentials: identity-headers
    tools:
      list_notes:
        title: List notes
        description: List the notes of the caller, the oldest first.
        effect: read
        method: GET
        path: /notes
        select: notes
      add_note:
        title: Add a note
        description: Add a note for the caller. Other callers do not see it.
        effect: create
        input:
          properties:
            text:
              type: string
              minLength: 1
              maxLength: 500
              description: The text of the note.
          required: [text]
        method: POST
        path: /notes
        select: note
`;

const sampleApi = `// A small API to try the tools with: notes of each caller, kept in memory. It trusts X-User-ID, because the server
// alone reaches it, on this machine's loopback. Delete it when your own API is in api-tools.yaml.
import { createServer } from 'node:http';

const notes = new Map();
const port = Number(process.env.PORT ?? 8092);

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const user = request.headers['x-user-id'];
  if (user === undefined) return answer(401, { error: 'The header X-User-ID is missing.' });
  if (request.url !== '/notes') return answer(404, { error: 'The only path is /notes.' });
  const own = notes.get(user) ?? [];
  if (request.method === 'GET') return answer(200, { notes: own });
  let body = '';
  for await (const part of request) body += part;
  const note = { id: own.length + 1, text: JSON.parse(body).text };
  notes.set(user, [...own, note]);
  return answer(201, { note });
});
server.listen(port, '127.0.0.1', () => console.log(\`The sample API: http://127.0.0.1:\${server.address().port}\`));
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
  const owner = { user_id: 'first-caller', organization_id: 'acme', permissions: ['list_notes', 'add_note'] };
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

  # For trials: with your own API in api-tools.yaml, take it out.
  sample-api:
    image: \${IMAGE:-confluence-mcp-server}
    # api-tools.yaml has it on loopback, so it shares the network of the server.
    network_mode: service:${name}
    entrypoint: [node, /config/sample-api.mjs]
    command: []
    volumes:
      - ./sample-api.mjs:/config/sample-api.mjs:ro
    healthcheck:
      disable: true
    read_only: true
`;
}

function deployment(name: string, definitions: string): string {
  const quote = definitions.includes("'") ? '"' : "'";
  return `# For confluence-mcp-server's deploy.sh:  ./deploy.sh --env-file=…/deploy.env --dry-run
PROJECT_ID=
REGION=europe-west1
SERVICE=${name}
AUTH_MODES=google-oidc,cloud-run-iam
GOOGLE_ALLOWED_DOMAINS=
# Absolute, because deploy.sh reads it from its own folder. What it names by relative paths goes along.
API_TOOLS_FILE=${quote}${definitions}${quote}
`;
}

function checklist(name: string, command: string): string {
  return `# First deployment of ${name}

\`confluence-mcp\` stands for \`${command}\`, and \`deploy.sh\` is in the folder of confluence-mcp-server.

1. [ ] With \`node sample-api.mjs\` in another terminal (or your own API in api-tools.yaml), \`confluence-mcp doctor\` shows
   ok in every row.
2. [ ] \`confluence-mcp serve\`, and in another terminal \`confluence-mcp tools --token TOKEN\`: your tools, and no others.
   TOKEN is what \`init\` showed. For another caller: \`openssl rand -hex 32\`, and what \`confluence-mcp token hash\` makes of
   it into static-tokens.json.
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
