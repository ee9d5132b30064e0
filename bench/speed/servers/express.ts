import { Agent } from 'node:http';
import axios from 'axios';
import express, { type Request } from 'express';
import { announce } from './announce.js';
import { createTokenCheck } from './token-check.js';

/** Express 5 and stock axios with keep-alive, token checked, no MCP: what this stack allows. Also serves fixed JSON. */
const upstream = axios.create({
  baseURL: process.env['UPSTREAM'] ?? '',
  httpAgent: new Agent({ keepAlive: true, maxSockets: 256 }),
});
const fixedJson = Buffer.from(process.env['FIXED_JSON'] ?? '{}');

const app = express();
app.disable('x-powered-by');
app.get('/health', (_req, res) => void res.json({ status: 'ok' }));
app.use(await createTokenCheck());
app.get('/page', async (req: Request<object, unknown, unknown, { page: string }>, res) => {
  const { data } = await upstream.get<unknown>(`/wiki/api/v2/pages/${req.query.page}`, {
    params: { 'body-format': 'storage' },
  });
  res.json(data);
});
app.post('/fixed', express.json(), (_req, res) => void res.type('json').send(fixedJson));
announce(app.listen(0, '127.0.0.1'));
