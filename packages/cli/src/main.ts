import { run } from './run.js';
import { processTerminal } from './terminal/terminal.js';

// Whoever reads a pipe may stop early (`export | head`); that is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), processTerminal);
