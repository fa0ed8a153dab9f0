import { startPostgresql } from "./server";

// A process of its own, so that the server ends with whoever started this, whatever becomes of them.
const server = await startPostgresql();
let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  void server.stop().then(() => process.exit(0));
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
process.once("disconnect", stop);
if (process.connected) process.send?.({ url: server.url });
else stop();
