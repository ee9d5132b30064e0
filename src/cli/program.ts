import { Command, CommanderError, Option } from 'commander';
import { exitCode, type Io } from './io.js';
import { version } from '../version.js';
import type { callCommand } from './call.js';
import type { demoCommand } from './demo.js';
import type { promptsCommand, resourcesCommand, toolsCommand } from './lists.js';
import type { sandboxCommand } from './sandbox.js';
import type { serveCommand } from './serve.js';
import type { tokenSign } from './token.js';

/** Parses a command line, runs its command, and answers the exit code. Throws what the command throws. */
export async function runProgram(argv: string[], io: Io): Promise<number> {
  let code: number = exitCode.ok;
  const program = buildProgram(io, (result) => (code = result));
  try {
    refuseUnknownCommand(program, argv);
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.ok : exitCode.badUsage;
  }
}

/**
 * `serve` can be left out, so its parser would take the word for an argument too many. A parser that has the same names
 * and no such default says that it is no command, and which is the nearest.
 */
function refuseUnknownCommand(program: Command, [word, next]: string[]): void {
  const known = program.commands.map((command) => command.name());
  const parts = program.commands.find((command) => command.name() === word)?.commands ?? [];
  if (word !== undefined && next === undefined && parts.length > 0)
    program.error(`error: '${word}' needs a command: ${parts.map((part) => part.name()).join(', ')}.`);
  if (word === undefined || word.startsWith('-') || ['help', ...known].includes(word)) return;
  const names = new Command(program.name()).copyInheritedSettings(program);
  for (const name of known) names.command(name);
  names.parse([word], { from: 'user' });
}

/** Messages of the parser quote what they do not know, whole: `--tokn=SECRET`. Words and names of options stay. */
function withoutGiven(message: string): string {
  return message.replace(/(?<=(?:unknown (?:command|option)|argument) ')(.*)(?=')/s, (given) => {
    const known = /^(?:-{1,2}[a-z-]{1,30}(?==|$)|[a-z][a-z-]{0,30}$)/i.exec(given)?.[0] ?? '';
    return known === given ? given : `${known}${known === '' ? '' : '='}…`;
  });
}

type Report = (code: number) => void;

/** What a command does is loaded when it is called: `--help` needs none of it, and a server no client. */
function buildProgram(io: Io, report: Report): Command {
  const program = new Command('confluence-mcp')
    .description('Remote MCP server for Atlassian Confluence, and the tools around it.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(withoutGiven(text)),
      // The parser puts its guess on a second line, and the pointer to the help on a third.
      outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')} `),
    })
    .showHelpAfterError('(--help lists the commands and their options)')
    .allowExcessArguments(false);

  addServers(program, io, report);
  addClients(program, io, report);
  addTokens(program, io, report);
  return program;
}

function addServers(program: Command, io: Io, report: Report): void {
  program
    .command('serve', { isDefault: true })
    .description('start the MCP server; settings come from the environment and .env, and flags override them')
    .addOption(new Option('--transport <name>', 'how clients connect').choices(['http', 'sse', 'stdio']))
    .option('--host <host>', 'address to listen on')
    .option('--port <port>', 'port to listen on')
    .option('--log-level <level>', 'debug, info, warn, error or fatal')
    .action(async (flags: Parameters<typeof serveCommand>[1]) =>
      report(await (await import('./serve.js')).serveCommand(io, flags)),
    );

  program
    .command('demo')
    .description('start an in-memory Confluence and the server in front of it, to try it out')
    .option('--tour', 'also act as a client (search, read, edit, comment), then exit')
    .option('--port <port>', 'port to listen on')
    .action(async (flags: Parameters<typeof demoCommand>[1]) =>
      report(await (await import('./demo.js')).demoCommand(io, flags)),
    );

  program
    .command('sandbox')
    .description('start only the in-memory Confluence, for any Confluence client')
    .option('--port <port>', 'port to listen on', '8090')
    .addOption(
      new Option('--flavor <flavor>', 'which Confluence to emulate').choices(['cloud', 'datacenter']).default('cloud'),
    )
    .action(async (flags: Parameters<typeof sandboxCommand>[1]) =>
      report(await (await import('./sandbox.js')).sandboxCommand(io, flags)),
    );

  program
    .command('init')
    .description('create a folder for a server of your own: tools over your API, settings, a checklist')
    .argument('<dir>', 'a folder that does not exist yet')
    .action(async (directory: string) => report((await import('./init.js')).initCommand(io, directory)));

  program
    .command('toolspec')
    .description('print the tools that these settings serve as one JSON document, for registries and gateways')
    .action(async () => report(await (await import('./toolspec.js')).toolspecCommand(io)));

  program
    .command('doctor')
    .description('check settings, Confluence, credentials, key sets, logins and state')
    .option('--offline', 'check only the settings')
    .action(async (flags: { offline?: boolean }) =>
      report(await (await import('./doctor.js')).doctorCommand(io, flags)),
    );
}

function addClients(program: Command, io: Io, report: Report): void {
  const client = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--url <url>', 'the MCP endpoint', 'http://127.0.0.1:8080/mcp-server/mcp/')
      .addOption(new Option('--token <token>', 'bearer token').conflicts(['google', 'login']))
      .addOption(new Option('--login', 'log in with a browser; the login is stored and renewed').conflicts('google'))
      .option('--client-id <id>', 'with --login: the client id that you got from the authorization server')
      .option('--google', "Google ID token for the URL's origin, through Application Default Credentials")
      .option('--audience <audience>', 'audience of the Google ID token')
      .addOption(new Option('--transport <name>').choices(['auto', 'http', 'sse']).default('auto'))
      .addOption(new Option('--output <format>').choices(['text', 'json']).default('text'));

  client('tools', 'list the tools that this caller may use').action(async (flags: Parameters<typeof toolsCommand>[1]) =>
    report(await (await import('./lists.js')).toolsCommand(io, flags)),
  );
  client('resources', 'list the resources: spaces, and templates for what can be attached').action(
    async (flags: Parameters<typeof resourcesCommand>[1]) =>
      report(await (await import('./lists.js')).resourcesCommand(io, flags)),
  );
  client('prompts', 'list the prompts and their arguments').action(
    async (flags: Parameters<typeof promptsCommand>[1]) =>
      report(await (await import('./lists.js')).promptsCommand(io, flags)),
  );
  client('call', 'call one tool')
    .argument('<tool>', 'name of the tool')
    .argument('[key=value...]', 'arguments')
    .option('--json <arguments>', 'arguments as one JSON object')
    .action(async (tool: string, pairs: string[], flags: Parameters<typeof callCommand>[3]) =>
      report(await (await import('./call.js')).callCommand(io, tool, pairs, flags)),
    );
}

function addTokens(program: Command, io: Io, report: Report): void {
  const token = program.command('token').description('create and hash bearer tokens');
  token
    .command('keypair')
    .description('create an RSA 2048 key pair: private.pem, public.pem and jwks.json')
    .requiredOption('--out <dir>', 'folder for the three files')
    .action(async (flags: { out: string }) => report(await (await import('./token.js')).tokenKeypair(io, flags)));
  token
    .command('sign')
    .description('sign a bearer token and print it')
    .requiredOption('--key <file>', 'private key (PEM)')
    .requiredOption('--subject <subject>', 'who the token is for')
    .option('--issuer <issuer>', 'iss claim')
    .option('--audience <audience>', 'aud claim')
    .option('--scope <scopes>', 'scopes, separated by spaces')
    .option('--expires <time>', 'time to live, e.g. 15m, 1h, 2d', '1h')
    .action(async (flags: Parameters<typeof tokenSign>[1]) =>
      report(await (await import('./token.js')).tokenSign(io, flags)),
    );
  token
    .command('google')
    .description('print a Google ID token from Application Default Credentials')
    .requiredOption('--audience <audience>', 'aud claim, the URL of the service')
    .action(async (flags: { audience: string }) => report(await (await import('./token.js')).tokenGoogle(io, flags)));
  token
    .command('hash')
    .description('read a token from stdin and print its SHA-256 for the static-token file')
    .action(async () => report(await (await import('./token.js')).tokenHash(io)));
}
