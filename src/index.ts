#!/usr/bin/env node
/** The front door: argv to cli, nothing else. */
import { runProcess } from './cli/run-process.js';

await runProcess();
