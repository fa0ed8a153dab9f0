import { migrate } from "@/lib/server/store/migrate";
import { ownEnvironment } from "./parts";

// Brings the database up to date, to be killed meanwhile; afterwards it waits to be killed all the same.
const { database } = ownEnvironment();
process.stdout.write("ready\n");
await migrate(database);
setInterval(() => undefined, 60_000);
