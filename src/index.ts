#!/usr/bin/env node
/** Where the program begins: argv to cli, nothing else. */
import { runProcess } from './cli/run-process.js';

await runProcess();
