import { toastProblem } from "@/components/problems/problem-toast";
import { signOut } from "@/lib/client/sign-out";

/** Signs out, and says it when that did not go through. */
export function leave(): void {
  signOut().catch((failure: Error) => toastProblem("You may still be signed in", failure));
}
