import { Bot } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** Tells a bot, which stands for an OAuth client, from a person; and this console's own bot from others. */
export const BotBadge = ({ consoleBot }: { consoleBot: boolean }) => (
  <Badge tone="neutral" icon={<Bot aria-hidden="true" />}>
    {consoleBot ? "This console" : "Bot"}
  </Badge>
);
