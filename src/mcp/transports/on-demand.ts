/** Something that is loaded and opened with its first use, so that nobody waits for what nobody asks for. */
export interface OnDemand<T> {
  /** Opens it, once. */
  get(): Promise<T>;
  /** Does something to it, if it was opened. */
  ifOpen(act: (opened: T) => unknown): Promise<void>;
}

export function onDemand<T>(open: () => Promise<T>): OnDemand<T> {
  let opening: Promise<T> | undefined;
  return {
    get: () => (opening ??= open()),
    ifOpen: async (act) => {
      if (opening !== undefined) await act(await opening);
    },
  };
}
