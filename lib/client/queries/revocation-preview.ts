import type {
  AskedSelection,
  createRevocation,
  RevocationDetail,
  RevocationReading,
} from "@/lib/contracts/revocations";
import { callWithEvents } from "../streams";

/** Freezes what is selected and tells what would be done; before that, how far the reading at Qlik is. */
export const previewRevocation = (
  selection: AskedSelection,
  includeConsoleOwn: boolean,
  onReading: (reading: RevocationReading) => void,
  signal: AbortSignal,
): Promise<RevocationDetail> =>
  callWithEvents<typeof createRevocation>(
    "POST /api/revocations",
    { body: { selection, includeConsoleOwn, dryRun: true }, signal },
    onReading,
  );
