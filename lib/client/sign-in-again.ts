import type { OwnSession } from "@/lib/contracts/account";
import type { Problem, ProblemCode } from "@/lib/contracts/problems";
import { pagePerson, personOfCall } from "./page-person";

/** Why nothing of this page goes on. */
export type Hold = "signed-out" | "other-person" | "second-factor";

/** What people are asked before the calls that wait go on. */
export interface Waits {
  /** Until the person whose page this is has a session again. */
  readonly session?: {
    readonly hold: Hold;
    /** What the server said, which names somebody else who is signed in. */
    readonly detail: string;
    /** Whether something that changes something waits, and goes on then. */
    readonly holdsAct: boolean;
  };
  /** Until they have proved anew who they are. */
  readonly stepUp: boolean;
}

const nothing: Waits = { stepUp: false };
let waits = nothing;
let isLeaving = false;
const listeners = new Set<() => void>();

function set(next: Waits): void {
  waits = next;
  for (const listener of listeners) listener();
}

export function onWaits(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
export const currentWaits = (): Waits => waits;
/** Of the page as the server draws it. */
export const noWaits = (): Waits => nothing;

/** Calls that wait for the same thing, however many, wait for one answer. */
function createDoor() {
  let waiting: Promise<boolean> | undefined;
  let open: (goesOn: boolean) => void;
  return {
    wait(): Promise<boolean> {
      waiting ??= new Promise((resolve) => {
        open = resolve;
      });
      return waiting;
    },
    answer(goesOn: boolean): void {
      if (waiting) open(goesOn);
      waiting = undefined;
    },
  };
}
const session = createDoor();
const stepUp = createDoor();
/** What a call was refused for, until that is over. */
let refusal: { readonly hold: Hold; readonly detail: string } | undefined;
let actWaits = false;
/** Questions who is signed in: only the answer to the last one counts. */
let asked = 0;
let answered = 0;

const holds: Partial<Record<ProblemCode, Hold>> = {
  unauthenticated: "signed-out",
  other_person: "other-person",
  second_factor_needed: "second-factor",
};

/**
 * Whether a call that was refused is to be sent once more. Where the refusal lies in the session and not in the call,
 * the page stays as it is, whoever is at the keyboard is asked, and this resolves when that is done: with everything
 * that was typed still there. Rejects when the call is given up meanwhile.
 */
export async function goesOn(
  { code, detail }: Problem,
  { isAct, signal }: { isAct: boolean; signal: AbortSignal | undefined },
): Promise<boolean> {
  if (isLeaving || pagePerson() === undefined) return false;
  if (code === "sign_in_again") {
    const answer = stepUp.wait();
    set({ ...waits, stepUp: true });
    return orAborted(answer, signal);
  }
  const hold = holds[code];
  if (!hold) return false;
  const answer = session.wait();
  refusal = { hold, detail };
  actWaits ||= isAct;
  if (waits.session) holdSession(waits.session);
  // Another tab may have signed in since this call was sent: then there is nothing to ask.
  else if (asked === answered) void lookAgain();
  return orAborted(answer, signal);
}

function holdSession({ hold, detail }: { hold: Hold; detail: string }): void {
  set({ ...waits, session: { hold, detail, holdsAct: actWaits } });
}

function orAborted(answer: Promise<boolean>, signal: AbortSignal | undefined): Promise<boolean> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void answer.then(resolve).finally(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * Asks the server who is signed in now, and lets go on what waits for that; or holds the page up where it is not whose
 * page this is.
 */
export async function lookAgain(): Promise<void> {
  if (isLeaving || pagePerson() === undefined) return;
  asked += 1;
  const turn = asked;
  const told = await ask();
  if (turn !== asked) return;
  answered = turn;
  if (told === undefined || "code" in told) {
    const hold = told && holds[told.code];
    if (hold) holdSession({ hold, detail: told.detail });
    // The console does not say: then what it said before is all there is.
    else if (refusal && !waits.session) holdSession(refusal);
  } else if (told.secondFactorNeeded) {
    holdSession({ hold: "second-factor", detail: "" });
  } else {
    answerSession(true);
    if (told.recentSignIn) answerStepUp(true);
  }
}

/** Not through `call`, which would wait for this very answer. Undefined where there is none. */
async function ask(): Promise<OwnSession | Problem | undefined> {
  try {
    const response = await fetch("/api/session", {
      headers: { accept: "application/json", ...personOfCall() },
    });
    const told: OwnSession | Problem = await response.json();
    return response.ok || "code" in told ? told : undefined;
  } catch {
    return undefined;
  }
}

/** Ends the waiting for a session: calls go on, or are told that they were refused. */
export function answerSession(goesOnNow: boolean): void {
  refusal = undefined;
  actWaits = false;
  session.answer(goesOnNow);
  if (waits.session) set({ stepUp: waits.stepUp });
}

/** Ends the waiting for a proof of who somebody is. */
export function answerStepUp(proved: boolean): void {
  stepUp.answer(proved);
  if (waits.stepUp) set({ ...waits, stepUp: false });
}

/** Somebody signs out, or not after all: while they do, nobody is asked to sign in again. */
export function setLeaving(leaving: boolean): void {
  isLeaving = leaving;
}

export const isLeavingNow = (): boolean => isLeaving;
