/**
 * Tries up to three times what has to happen within some time, with a patience of 1, 4 and 16: on a busy machine the test itself
 * comes too late. What it says about time is multiplied by the patience where a late test would spoil it.
 */
export async function patiently<T>(attempt: (patience: number) => Promise<T>): Promise<T> {
  for (const patience of [1, 4]) {
    try {
      return await attempt(patience);
    } catch {
      // The last attempt says what is wrong.
    }
  }
  return attempt(16);
}
