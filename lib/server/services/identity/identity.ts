import "server-only";
import { wrongCodeWords } from "@/lib/contracts/code-words";
import type { Person } from "@/lib/contracts/people";
import { type AppError, fieldProblem } from "../../app-error";
import { hashPassword, isWeakerThanNow, passwordMatches } from "../../passwords";
import { err, ok, type Result } from "../../result";
import type { Credence } from "../../store/people/people";
import type { Store } from "../../store/store";
import { type AttemptBy, type AttemptLimits, tooManyAttempts } from "./attempt-limits";
import type { KnownDevices } from "./known-devices";
import type { Confirmation, SecondFactors, ShownFactor } from "./second-factors";

export interface Claim {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
  /** From whom it comes; what they are known by decides with whom their failures are counted. */
  readonly by: Claimant;
}

export type Claimant =
  /** Somebody who is signed in. */
  | { readonly sessionId: string }
  /** Somebody who signs in, with what their browser keeps for an account. */
  | { readonly address: string | null; readonly deviceToken: (name: string) => string | undefined };

export interface Proof {
  readonly person: Person;
  readonly factor: ShownFactor | undefined;
  /** By which the browser is known already. */
  readonly device: string | undefined;
  /** To be held against the account again when the session begins: weighing a password takes its time. */
  readonly credence: Credence;
}

/** Why somebody is not believed; the person only for the log, never for the answer. */
export type Disbelief =
  | { readonly reason: "wrong_credentials"; readonly person: Person | undefined; readonly disabled: boolean }
  | { readonly reason: "second_factor_required"; readonly person: Person }
  | { readonly reason: "second_factor_wrong"; readonly person: Person; readonly code: string }
  | { readonly reason: "too_many_attempts"; readonly retryAt: Date };

/** Whether somebody is who they say: by password and, where they have one, second factor, as often as limits allow. */
export function createIdentity({
  store,
  limits,
  secondFactors,
  devices,
}: {
  store: Store;
  limits: AttemptLimits;
  devices: KnownDevices;
  secondFactors: SecondFactors;
}) {
  const countedBy = ({ email, by }: Claim, passwordHash: string | undefined): AttemptBy => {
    if ("sessionId" in by) return { session: by.sessionId };
    const device = devices.recognize({ email, passwordHash }, by.deviceToken(devices.nameOf(email)));
    return device === undefined ? { email, address: by.address } : { email, device };
  };

  return {
    /** An unknown account takes as long as a known one, and is limited like it. */
    async prove(claim: Claim): Promise<Result<Proof, Disbelief>> {
      const { email, password, code } = claim;
      const found = await store.people.findForSignIn(email);
      const by = countedBy(claim, found?.passwordHash);
      const attempt = await limits.begin(by);
      if (!attempt.ok) return err({ reason: "too_many_attempts", retryAt: attempt.error });
      const matches = await passwordMatches(found?.passwordHash, password);
      if (!found || !matches || found.disabled) {
        return err({
          reason: "wrong_credentials",
          person: found?.person,
          disabled: found?.disabled === true,
        });
      }
      const { person, hasSecondFactor } = found;
      let { passwordHash } = found;
      let factor: ShownFactor | undefined;
      if (hasSecondFactor) {
        if (code === undefined) {
          // Not forgotten as by a success: whoever knows the password would guess codes without end.
          await attempt.value.takenBack();
          return err({ reason: "second_factor_required", person });
        }
        factor = await secondFactors.accept(person.id, code);
        if (!factor) return err({ reason: "second_factor_wrong", person, code });
      }
      await attempt.value.succeeded();
      if (passwordHash !== undefined && isWeakerThanNow(passwordHash)) {
        const stronger = await hashPassword(password);
        await store.people.replacePasswordHash(person.id, passwordHash, stronger);
        passwordHash = stronger;
      }
      const device = "device" in by ? by.device : undefined;
      return ok({ person, factor, device, credence: { passwordHash, hasSecondFactor } });
    },
    /** The password alone, for what is asked of somebody who is signed in. */
    async provePassword(claim: Claim): Promise<Result<undefined, Disbelief>> {
      const { email, password } = claim;
      const found = await store.people.findForSignIn(email);
      const attempt = await limits.begin(countedBy(claim, found?.passwordHash));
      if (!attempt.ok) return err({ reason: "too_many_attempts", retryAt: attempt.error });
      if (!found || !(await passwordMatches(found.passwordHash, password))) {
        return err({ reason: "wrong_credentials", person: found?.person, disabled: false });
      }
      // Not forgotten as by a success, for the same reason as above.
      await attempt.value.takenBack();
      return ok(undefined);
    },
    /** A code of an app that was offered a secret: what lets that count. Limited, or whoever has a session could guess it. */
    async proveOffered(
      person: Person,
      { code, sessionId }: { readonly code: string; readonly sessionId: string },
    ): Promise<Result<Confirmation, Disbelief>> {
      const attempt = await limits.begin({ session: sessionId });
      if (!attempt.ok) return err({ reason: "too_many_attempts", retryAt: attempt.error });
      const confirm = await secondFactors.confirmation(person.id, code);
      if (!confirm) return err({ reason: "second_factor_wrong", person, code });
      await attempt.value.takenBack();
      return ok(confirm);
    },
    /** The second factor alone, for what is asked of somebody who is signed in. */
    async proveFactor(
      person: Person,
      { code, sessionId }: { readonly code: string; readonly sessionId: string },
    ): Promise<Result<undefined, Disbelief>> {
      const attempt = await limits.begin({ session: sessionId });
      if (!attempt.ok) return err({ reason: "too_many_attempts", retryAt: attempt.error });
      if (!(await secondFactors.accept(person.id, code)))
        return err({ reason: "second_factor_wrong", person, code });
      await attempt.value.takenBack();
      return ok(undefined);
    },
  };
}

export type Identity = ReturnType<typeof createIdentity>;

/** What somebody who is signed in is told when they are not believed; `passwordField` is where they typed it. */
export function disbeliefProblem(disbelief: Disbelief, now: Date, passwordField: string): AppError {
  switch (disbelief.reason) {
    case "too_many_attempts":
      return tooManyAttempts(disbelief.retryAt, now);
    case "wrong_credentials":
      return fieldProblem(passwordField, "The password is not right.");
    case "second_factor_required":
      return fieldProblem("code", "Enter the code that your authenticator app shows, or a recovery code.");
    case "second_factor_wrong":
      return fieldProblem("code", wrongCodeWords(disbelief.code));
  }
}
