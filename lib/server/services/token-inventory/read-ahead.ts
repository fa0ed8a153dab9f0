import "server-only";

/**
 * The same items, of which up to `most` are fetched before they are asked for, beginning at once. Ends with the source;
 * whoever stops early stops the source too.
 */
export function readAhead<T>(
  source: AsyncGenerator<T, void, undefined>,
  most: number,
): AsyncGenerator<T, void, undefined> {
  const ready: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  let over = false;
  let stopped = false;
  let wakeReader: () => void = () => undefined;
  let wakeSource: () => void = () => undefined;
  const fill = async () => {
    try {
      for await (const item of source) {
        ready.push(item);
        wakeReader();
        if (stopped) return;
        if (ready.length >= most) await new Promise<void>((resolve) => (wakeSource = resolve));
      }
    } catch (error) {
      failure = { error };
    } finally {
      over = true;
      wakeReader();
    }
  };
  void fill();

  async function* items(): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        const item = ready.shift();
        if (item !== undefined) {
          wakeSource();
          yield item;
        } else if (failure) throw failure.error;
        else if (over) return;
        else await new Promise<void>((resolve) => (wakeReader = resolve));
      }
    } finally {
      stopped = true;
      wakeSource();
    }
  }
  return items();
}
