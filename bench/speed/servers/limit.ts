import { Agent, createServer, request } from 'node:http';
import { announce } from './announce.js';

/** A reverse proxy over `node:http` with keep-alive: what the wire allows. */
const upstream = new URL(process.env['UPSTREAM'] ?? '');
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

const server = createServer((req, res) => {
  const path = `/wiki/api/v2/pages/${new URL(req.url ?? '/', 'http://x').searchParams.get('page')}?body-format=storage`;
  req.resume();
  request({ host: upstream.hostname, port: upstream.port, path, agent }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
    answer.pipe(res);
  }).end();
});
announce(server.listen(0, '127.0.0.1'));
