import { createContentConverter, type ContentConverter } from '../../src/content/index.js';

const converter = createContentConverter({ idleMs: 60_000 });

/**
 * The conversions of every service that a worker of the tests starts, on the same threads: one that starts loads half of the program,
 * which takes twenty times as long as the conversion that it is started for. Who closes a service leaves them to the next.
 */
export const sharedContent: ContentConverter = { ...converter, close: () => Promise.resolve() };
