import { spawn, execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';

/** One recorded call: the program, its arguments, and what it was given on standard input. */
export interface Call {
  readonly argv: readonly string[];
  readonly stdin: string;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const checkout = resolve(import.meta.dirname, '../..');

const everydayTools =
  'bash env tr cut dirname readlink cat wc grep awk paste sleep cmp ls ln sort head tail tee cp mv mkdir mktemp rm touch sed find git printf'.split(
    ' ',
  );

/** How a stand-in begins; of plain sh, because a deployment starts forty of them. `record` writes down how it was called. */
const beginning = (tool: string): string => `#!/bin/sh
state=$FAKE_STATE
stdin=''
record() { { printf '%s\\037' ${tool} "$@"; printf '\\035%s\\036' "$stdin"; } >>"$state/calls"; }
`;

/**
 * A project in Google Cloud as far as deploy.sh can see it: what it creates is there at the next call. FAKE_FAILS is the
 * beginning of the one call that is denied, with FAKE_FAILS_ONCE for the first time only.
 */
const fakeGcloud = `
case "$*" in *--data-file=-*) stdin=$(cat) ;; esac
record "$@"
if [ -n "\${FAKE_FAILS-}" ] && { [ -z "\${FAKE_FAILS_ONCE-}" ] || ! [ -e "$state/failed" ]; }; then
  case "$*" in
    "$FAKE_FAILS"*)
      touch "$state/failed"
      echo 'ERROR: (gcloud) PERMISSION_DENIED: Permission denied on resource' >&2
      exit 1
      ;;
  esac
fi
for argument in "$@"; do case $argument in --secret=*) secret=\${argument#--secret=} ;; esac; done
own=https://confluence-mcp-server-123456789012.europe-west1.run.app
other=https://confluence-mcp-server-x7y8z9-ew.a.run.app
case "$*" in
  'auth list '*) printf '%s\\n' "\${FAKE_ACCOUNT-deployer@acme.example}" ;;
  'auth print-identity-token'*) echo the-identity-token ;;
  'artifacts repositories describe '*) [ -e "$state/repository" ] ;;
  'artifacts repositories create '*) : >"$state/repository" ;;
  'iam service-accounts describe '*) [ -e "$state/account-\${4%%@*}" ] ;;
  'iam service-accounts create '*) : >"$state/account-$4" ;;
  'secrets describe '*) [ -d "$state/secrets/$3" ] ;;
  'secrets create '*) mkdir -p "$state/secrets/$3" ;;
  'secrets versions list '*) ls "$state/secrets/$4" | sort -n | tail -n 1 ;;
  'secrets versions access latest '*) cat "$state/secrets/$secret/$(ls "$state/secrets/$secret" | sort -n | tail -n 1)" ;;
  'secrets versions access '*) cat "$state/secrets/$secret/$4" ;;
  'secrets versions add '*)
    version=$(($(ls "$state/secrets/$4" | wc -l) + 1))
    printf %s "$stdin" >"$state/secrets/$4/$version"
    echo $version
    ;;
  'artifacts docker images describe '*) echo sha256:0123456789abcdef ;;
  'projects describe '*) echo 123456789012 ;;
  'run services list '*traffic.tag*) if [ -e "$state/tagged" ]; then printf '==%s\\ncandidate=%s=https://candidate---%s\\n' "$own" "\${FAKE_CANDIDATE-$(cat "$state/deployed")}" "\${own#https://}"; fi ;;
  'run services list '*traffic.revisionName*) if [ -e "$state/serving" ]; then cat "$state/serving"; fi ;;
  'run services list '*) if [ -e "$state/serving" ]; then printf '["%s","%s"]\\n' "$own" "$other"; fi ;;
  'logging read '*) printf '%s\\n' "\${FAKE_PRINCIPAL-}" ;;
  'run deploy --help') printf '%s\\n' "\${FAKE_HELP---[no-]invoker-iam-check}" ;;
  'run deploy '*)
    revision=0
    if [ -e "$state/revision" ]; then read -r revision <"$state/revision"; fi
    revision=$((revision + 1))
    echo $revision >"$state/revision"
    for a in "$@"; do case $a in --revision-suffix=*) echo "$3-\${a#*=}" >"$state/deployed" ;; esac; done
    case "$*" in *--no-traffic*) : >"$state/tagged" ;; *) echo "mcp-0000$revision=100" >"$state/serving" ;; esac
    ;;
  'run services update-traffic '*--to-revisions=*) for a in "$@"; do case $a in --to-revisions=*) echo "\${a#*=}" >"$state/serving" ;; esac; done ;;
esac
`;

/** Node.js as far as deploy.sh asks it: whether the server's loader takes the settings, with the environment it saw. */
const fakeNode = `
if [ "$1" = --version ]; then echo "\${FAKE_NODE-v20.19.0}"; exit; fi
stdin=$(env)
record "$@"
if [ -n "\${FAKE_REFUSAL-}" ]; then printf '%s\\n' "$FAKE_REFUSAL" >&2; exit 1; fi
`;
const fakeNpm = `
record "$@"
case "$*" in *build*) mkdir -p dist && : >dist/index.js ;; esac
`;

/** One time for all, so that what is deployed can be compared. */
const fakeDate = `#!/bin/sh
echo 20261129-120000
`;

const onlyRecords = `
record "$@"
`;

/**
 * Cloud Run's front end and the server behind it: the first lets in the one token, the second judges who that is.
 * FAKE_SICK is a part of the URLs that do not answer.
 */
const fakeCurl = `
case "$*" in *'--config -'*) stdin=$(cat) ;; esac
record "$@"
case "$stdin/$*" in
  /*) printf '%s\\n' "\${FAKE_ANONYMOUS_STATUS-403}" ;;
  *the-identity-token*/ready)
    case "$*" in *"\${FAKE_SICK:-never}"*) exit 7 ;; esac
    ready='{"status":"ok"}'
    printf '%s\\n' "\${FAKE_READY-$ready}"
    ;;
  *X-Serverless*the-identity-token*) printf '%s\\n' "\${FAKE_MCP_STATUS-200}" ;;
  *the-identity-token*) printf '%s\\n' "\${FAKE_SINGLE_STATUS-200}" ;;
esac
`;

export type FakeTool = 'gcloud' | 'docker' | 'curl' | 'node' | 'npm';
const fakes: Record<FakeTool, string> = {
  gcloud: fakeGcloud,
  docker: onlyRecords,
  curl: fakeCurl,
  node: fakeNode,
  npm: fakeNpm,
};

let everydayPaths: readonly string[] | undefined;

/** The folder of a program that every cloud of a suite has in common. */
function shared(name: string, fill: (folder: string) => void): string {
  const folder = join(tmpdir(), `tools-${name}`);
  if (!existsSync(folder)) {
    mkdirSync(folder);
    fill(folder);
  }
  return folder;
}

/** The everyday programs, looked up once, and the date. */
const everydayFolder = (): string =>
  shared('everyday', (folder) => {
    everydayPaths ??= execFileSync('/bin/sh', ['-c', `which ${everydayTools.join(' ')}`], { encoding: 'utf8' })
      .trim()
      .split('\n');
    for (const path of everydayPaths) symlinkSync(path, join(folder, basename(path)));
    writeFileSync(join(folder, 'date'), fakeDate, { mode: 0o755 });
  });

const folderOf = (tool: string, text: string): string =>
  shared(tool, (folder) => writeFileSync(join(folder, tool), beginning(tool) + text, { mode: 0o755 }));

/** A folder with deploy.sh in it, on a PATH that holds only everyday tools and the given fakes, and `bin` before them. */
export class FakeCloud {
  readonly folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  readonly #state = join(this.folder, 'state');
  readonly #everyday = everydayFolder();
  readonly #path: string;

  /** `others` are programs that only record how they were called. */
  constructor(
    tools: readonly FakeTool[] = ['gcloud', 'docker', 'curl', 'node', 'npm'],
    others: readonly string[] = [],
  ) {
    for (const name of ['bin', 'state', 'deploy']) mkdirSync(join(this.folder, name));
    this.#path = [
      join(this.folder, 'bin'),
      ...tools.map((tool) => folderOf(tool, fakes[tool])),
      ...others.map((tool) => folderOf(tool, onlyRecords)),
      this.#everyday,
    ].join(delimiter);
    copyFileSync(join(checkout, 'deploy.sh'), join(this.folder, 'deploy.sh'));
    symlinkSync(join(checkout, 'deploy/lib'), join(this.folder, 'deploy/lib'));
  }

  /** A project in which everything is as it is in this one, to go on from there. */
  copy(): FakeCloud {
    const cloud = new FakeCloud();
    cpSync(this.#state, cloud.#state, { recursive: true });
    cloud.takeCalls();
    return cloud;
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Runs deploy.sh from another folder than its own, with exactly this environment. */
  deploy(options: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return this.#bash([join(this.folder, 'deploy.sh'), ...options], env);
  }

  /** Runs a printed plan as somebody would who pastes it into a shell. */
  paste(plan: string, env: Record<string, string>): Promise<Outcome> {
    return this.#bash(['-c', plan], env);
  }

  /** What was called since the last look. */
  takeCalls(): Call[] {
    const path = join(this.#state, 'calls');
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, '');
    return text
      .split('\x1e')
      .filter((call) => call !== '')
      .map((call) => {
        const [argv = '', stdin = ''] = call.split('\x1d');
        return { argv: argv.split('\x1f').slice(0, -1), stdin };
      });
  }

  exists(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  #bash(argv: readonly string[], env: Record<string, string>): Promise<Outcome> {
    return new Promise((done, failed) => {
      const child = spawn(join(this.#everyday, 'bash'), argv, {
        cwd: tmpdir(),
        env: { PATH: this.#path, FAKE_STATE: this.#state, DEPLOY_RETRY_SECONDS: '0', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('error', failed);
      child.on('close', (status) => done({ status: status ?? -1, stdout, stderr }));
    });
  }
}

/** Enough to deploy: a Cloud site, and two people who may come in. */
export const fullSettings: Readonly<Record<string, string>> = {
  PROJECT_ID: 'acme-prod',
  REGION: 'europe-west1',
  TAG: 'v1',
  CONFLUENCE_URL: 'https://acme.atlassian.net/wiki',
  CONFLUENCE_USERNAME: 'bot@acme.example',
  CONFLUENCE_API_TOKEN: 'api-token-that-nobody-may-see',
  GOOGLE_ALLOWED_EMAILS: 'ann@acme.example,ben@acme.example',
};

/** For a deployment whose check of the settings and whose image nobody looks at; `quick` leaves out the smoke test as well. */
export const unchecked = ['--no-check', '--build=none'] as const;
export const quick = [...unchecked, '--no-smoke'] as const;

/** The words of a call before its flags, e.g. `gcloud run deploy confluence-mcp-server`. */
export const words = (call: Call): string => {
  const flag = call.argv.findIndex((argument) => argument.startsWith('--'));
  return call.argv.slice(0, flag < 0 ? undefined : flag).join(' ');
};

/** The value of `--name=value` in a call, or undefined. */
export const flagOf = (call: Call | undefined, name: string): string | undefined =>
  call?.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

/** What `--set-env-vars` would set, read as gcloud reads it. */
export const settingsOf = (call: Call | undefined, flag = 'set-env-vars'): Record<string, string> => {
  const [, delimiter = '', list = ''] = /^\^(.+?)\^(.*)$/s.exec(flagOf(call, flag) ?? '') ?? [];
  return Object.fromEntries(
    list.split(delimiter).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
};

/** The calls whose words begin with these. */
export const named = (calls: readonly Call[], start: string): Call[] =>
  calls.filter((call) => words(call).startsWith(start));

/** The deployments of the service by its usual name. */
export const deployments = (calls: readonly Call[]): Call[] => named(calls, 'gcloud run deploy confluence-mcp-server');
