import type { ReactNode } from "react";
import { BidiText } from "@/components/ui/bidi-text";
import { call } from "@/lib/client/api";
import type {
  Account,
  changePerson,
  endPersonSessions,
  removePerson,
  resetSecondFactor,
} from "@/lib/contracts/people";

export interface PersonAct {
  readonly title: string;
  readonly confirmLabel: string;
  readonly pendingLabel: string;
  readonly tone: "danger" | "primary";
  /** What will happen, to whom, and what will not. */
  readonly words: (person: Account) => ReactNode;
  readonly perform: (person: Account) => Promise<unknown>;
  readonly done: (person: Account) => string;
  readonly refused: string;
}

const Who = ({ person: { name, email } }: { person: Account }) => (
  <strong>
    <BidiText wrap>{name === email ? email : `${name} (${email})`}</BidiText>
  </strong>
);
const of = ({ id }: Account) => ({ params: { personId: id } });

const InvitationsToo = ({ person }: { person: Account }) =>
  person.role === "admin" ? <p>Invitations that they handed out and nobody has accepted end too.</p> : null;

/** What an administrator does to somebody's account after a question. */
export const personActs = {
  disable: {
    title: "Disable account",
    confirmLabel: "Disable",
    pendingLabel: "Disabling…",
    tone: "danger",
    words: (person) => (
      <>
        <p>
          <Who person={person} /> is signed out everywhere at once, and cannot sign in until somebody enables
          the account again.
        </p>
        <InvitationsToo person={person} />
        <p>Nothing changes at Qlik Cloud.</p>
      </>
    ),
    perform: (person) =>
      call<typeof changePerson>("PATCH /api/people/{personId}", {
        ...of(person),
        body: { state: "disabled" },
      }),
    done: ({ name }) => `${name} is disabled`,
    refused: "The account was not disabled",
  },
  enable: {
    title: "Enable account",
    confirmLabel: "Enable",
    pendingLabel: "Enabling…",
    tone: "primary",
    words: (person) => (
      <p>
        <Who person={person} /> can sign in again, as {person.role}.
      </p>
    ),
    perform: (person) =>
      call<typeof changePerson>("PATCH /api/people/{personId}", { ...of(person), body: { state: "active" } }),
    done: ({ name }) => `${name} is enabled`,
    refused: "The account was not enabled",
  },
  remove: {
    title: "Remove person",
    confirmLabel: "Remove",
    pendingLabel: "Removing…",
    tone: "danger",
    words: (person) => (
      <>
        <p>
          <Who person={person} /> is signed out everywhere at once, and the account is gone. What they did
          stays in the activity log under this name.
        </p>
        <InvitationsToo person={person} />
        {person.signsInWith.includes("single-sign-on") ? (
          <p>
            Whoever the single sign-on provider lets in can join again. To keep somebody out, disable the
            account instead.
          </p>
        ) : null}
      </>
    ),
    perform: (person) => call<typeof removePerson>("DELETE /api/people/{personId}", of(person)),
    done: ({ name }) => `${name} is removed`,
    refused: "The person was not removed",
  },
  endSessions: {
    title: "End sessions",
    confirmLabel: "End sessions",
    pendingLabel: "Ending…",
    tone: "danger",
    words: (person) => (
      <p>
        <Who person={person} /> is signed out everywhere at once, and can sign in again right away.
      </p>
    ),
    perform: (person) => call<typeof endPersonSessions>("DELETE /api/people/{personId}/sessions", of(person)),
    done: ({ name }) => `The sessions of ${name} have ended`,
    refused: "The sessions were not ended",
  },
  resetSecondFactor: {
    title: "Reset second factor",
    confirmLabel: "Reset",
    pendingLabel: "Resetting…",
    tone: "danger",
    words: (person) => (
      <>
        <p>
          The authenticator app and the recovery codes of <Who person={person} /> stop working. Be sure that
          it is them who ask: until they set up another one, the password alone opens the account.
        </p>
        <p>They are signed out everywhere at once.</p>
      </>
    ),
    perform: (person) =>
      call<typeof resetSecondFactor>("DELETE /api/people/{personId}/second-factor", of(person)),
    done: ({ name }) => `The second factor of ${name} is reset`,
    refused: "The second factor was not reset",
  },
} satisfies Record<string, PersonAct>;

export type PersonActName = keyof typeof personActs;
