import express from 'express';
import { announce } from './announce.js';

/** Nothing but Express and a health path: what a cold start costs at least. */
const app = express();
app.get('/health', (_req, res) => void res.json({ status: 'ok' }));
announce(app.listen(0, '127.0.0.1'));
