import { z } from "zod";

// Runs before any schema is made in the browser. zod would else try to compile its parsers, which the content
// security policy forbids, and rightly so.
z.config({ jitless: true });
