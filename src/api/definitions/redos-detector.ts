/** Loaded where a definition has a pattern, and only there; in the bundle `import()` of this package itself has no names. */
export { isSafePattern } from 'redos-detector';
