/** Runs in a thread in the place of the real conversions: misbehaves as the text says. */
import { parentPort, threadId } from 'node:worker_threads';

const hoard = [];

parentPort.on('message', ({ args: [text] }) => {
  // Of edits, the page.
  if ((text.current ?? text).startsWith('hang')) for (;;);
  if (text.startsWith('hoard')) for (;;) hoard.push(new Array(100_000).fill(text));
  if (text.startsWith('end')) process.exit(3);
  if (text.startsWith('throw')) throw new Error('thrown outside of a conversion');
  if (text.startsWith('refuse')) {
    const refusal = { code: 'CONTENT_LOSS', message: 'Lost.', hint: 'Keep it.', details: { losses: [1] } };
    return parentPort.postMessage({ refusal });
  }
  if (text.startsWith('defect'))
    return parentPort.postMessage({ defect: { message: 'a slip', stack: 'a slip\n there' } });
  parentPort.postMessage({ value: String(threadId) });
});
