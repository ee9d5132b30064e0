/** What the measure shows to go wrong still. Whoever puts one right takes it out: its test tells as soon as it goes right. */
export const changesNotYetRight: ReadonlySet<string> = new Set([]);

export const pagesNotYetRight: ReadonlySet<string> = new Set([]);

/** Blocks cannot be named by words yet, nor replaced or deleted, nor rows put in and taken out. */
export const yardstickIsNotYetRight = false;
