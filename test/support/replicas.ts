import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { start, type Running } from './process.js';

export interface Replica {
  readonly origin: string;
  /** Requests that it was given. */
  served: number;
  /** SIGKILL: no goodbye to anybody. */
  kill(): Promise<void>;
  running: Running;
}

/** Processes of the built program behind one address, each request to the next of them. */
export interface Replicas {
  readonly all: readonly Replica[];
  add(): Promise<Replica>;
  /** One goes at once, and another comes. */
  replaceOldest(): Promise<void>;
  close(): Promise<void>;
}

/** Listens where `env.BASE_URL` says. `preamble`: as `start` has it, for each of them. */
export async function startReplicas(
  env: Readonly<Record<string, string>>,
  count: number,
  preamble?: string,
): Promise<Replicas> {
  const all: Replica[] = [];
  let turn = 0;
  const balancer = createServer((req, res) => void pass(req, res, () => all[turn++ % all.length]));
  balancer.listen(Number(new URL(env['BASE_URL'] ?? '').port), '127.0.0.1');
  await once(balancer, 'listening');

  async function add(): Promise<Replica> {
    const replica = await startReplica(env, preamble, () => void all.splice(all.indexOf(replica), 1));
    all.push(replica);
    return replica;
  }
  await Promise.all(Array.from({ length: count }, add));
  return {
    all,
    add,
    async replaceOldest() {
      await add();
      await all[0]?.kill();
    },
    async close() {
      await Promise.all([...all].map((replica) => replica.kill()));
      balancer.close();
      balancer.closeAllConnections();
    },
  };
}

async function startReplica(
  env: Readonly<Record<string, string>>,
  preamble: string | undefined,
  onKill: () => void,
): Promise<Replica> {
  const running = start(['serve'], { ...env, PORT: '0', TRUST_PROXY_HOPS: '1' }, '/', preamble);
  const [line] = await running.waitFor(/.*"server_started".*/);
  const { port } = JSON.parse(line) as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    served: 0,
    running,
    async kill() {
      onKill();
      running.child.kill('SIGKILL');
      await running.exited;
    },
  };
}

/** Tries the next replica when one refuses the connection, as load balancers do; what was cut off in the middle is 502. */
async function pass(req: IncomingMessage, res: ServerResponse, next: () => Replica | undefined): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const attempt = (left: number): void => {
    const replica = next();
    if (replica === undefined) return void res.writeHead(503).end();
    const forwarded = { ...req.headers, 'x-forwarded-for': req.socket.remoteAddress ?? '' };
    const onward = request(replica.origin + (req.url ?? ''), { method: req.method, headers: forwarded, agent: false });
    onward.on('response', (answer) => {
      replica.served++;
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && left > 0) attempt(left - 1);
      else if (!res.headersSent) res.writeHead(502).end();
    });
    onward.end(Buffer.concat(chunks));
  };
  attempt(3);
}
