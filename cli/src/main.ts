// The `tradingbot` command: what was typed, where to write, when to stop, and the exit code.

import process from 'node:process';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
process.exitCode = await runProgram(process.argv.slice(2), terminal);
terminal.close();
