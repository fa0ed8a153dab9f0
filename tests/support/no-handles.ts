import net from "node:net";
import { onTestFinished, vi } from "vitest";

/**
 * Takes from this process what it needs for another connection, as when it may open no more files; counts the tries. What
 * is open to that port already, and would be used again, is closed.
 */
export function takeHandles(port: number): { readonly tries: () => number; readonly giveBack: () => void } {
  const { _getActiveHandles } = process as unknown as { _getActiveHandles(): unknown[] };
  for (const handle of _getActiveHandles())
    if (handle instanceof net.Socket && handle.remotePort === port) handle.destroy();
  let tries = 0;
  const spy = vi.spyOn(net, "connect").mockImplementation((() => {
    tries += 1;
    const socket = new net.Socket();
    const error = Object.assign(new Error("connect EMFILE 127.0.0.1 - Local (undefined:undefined)"), {
      code: "EMFILE",
      syscall: "connect",
    });
    process.nextTick(() => socket.destroy(error));
    return socket;
  }) as typeof net.connect);
  onTestFinished(() => spy.mockRestore());
  return {
    tries: () => tries,
    giveBack: () => spy.mockRestore(),
  };
}
