import { z } from "zod";
import { roles } from "./roles";

/** Apart from the words themselves, which every page has. */
export const role = z.enum(roles);
