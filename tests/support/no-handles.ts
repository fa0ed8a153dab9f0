import net from "node:net";
import { onTestFinished, vi } from "vitest";

/** Takes from this process what it needs for another connection, as when it may open no more files; counts the tries. */
export function takeHandles(): { readonly tries: () => number; readonly giveBack: () => void } {
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
