/** Something that is loaded and opened with its first use, so that nobody waits for what nobody asks for. */
export interface OnDemand<T> {
  /** Opens it, once. */
  get(): Promise<T>;
  /** Does something to it, if it was opened. */
  ifOpen(act: (opened: T) => unknown): Promise<void>;
  /** It, if it is open by now. */
  readonly opened: T | undefined;
}

/** Opens with the first `get`, once for all who ask; a failure is everybody's. */
export function onDemand<T>(open: () => Promise<T>): OnDemand<T> {
  let opening: Promise<T> | undefined;
  let opened: T | undefined;
  return {
    get: () => (opening ??= open().then((value) => (opened = value))),
    ifOpen: async (act) => {
      if (opening !== undefined) await act(await opening);
    },
    get opened() {
      return opened;
    },
  };
}
