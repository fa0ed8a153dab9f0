import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import { type PagePerson, pagePerson } from "@/lib/client/page-person";
import { paths } from "@/lib/client/paths";
import { lookAgain, type Waits } from "@/lib/client/sign-in-again";
import { personWords } from "@/lib/contracts/person-words";
import { SessionDialog } from "./session-dialog";
import { ReturnByPassword, ReturnThroughProvider } from "./session-return";
import { useLooking } from "./sign-in-window";

/** Stands over a page that its person has no session for: they come back here, and what was typed is still there. */
export function SessionEnded({ hold, detail, holdsAct }: NonNullable<Waits["session"]>) {
  // The page's for as long as it is open.
  const [person] = useState(pagePerson);
  const [returns, setReturns] = useState(hold === "signed-out");
  useLooking();
  if (!person) return null;
  if (hold === "second-factor") return <SecondFactorNeeded />;
  if (!returns) return <SomebodyElse person={person} detail={detail} onReturn={() => setReturns(true)} />;
  const words = `${hold === "signed-out" ? "Your session has ended. " : ""}This page is kept as it was for ${personWords(person)}, with everything that was typed. ${
    holdsAct
      ? "What you asked for last is done once you have signed in."
      : "It goes on once you have signed in."
  }`;
  return person.provider === null ? (
    <ReturnByPassword email={person.email} words={words} />
  ) : (
    <ReturnThroughProvider
      provider={person.provider}
      words={words}
      anew={holdsAct || hold === "other-person"}
    />
  );
}

function SomebodyElse({
  person,
  detail,
  onReturn,
}: {
  person: PagePerson;
  detail: string;
  onReturn: () => void;
}) {
  return (
    <SessionDialog
      title="Somebody else is signed in"
      words={`${detail} It was opened by ${personWords(person)}: what they typed is kept, and nothing of it is done unless they sign in again.`}
      actions={
        <>
          <Button onClick={onReturn}>
            Sign in as {person.name.trim() === "" ? person.email : person.name}
          </Button>
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        </>
      }
    />
  );
}

function SecondFactorNeeded() {
  return (
    <SessionDialog
      title="Set up a second factor"
      words="Your role must have one by now. Set it up in another tab: this page stays as it is, with everything that was typed, and goes on afterwards."
      actions={
        <>
          <Button onClick={() => void lookAgain()}>It is set up</Button>
          <ButtonLink href={paths.secondFactor} target="_blank" variant="primary">
            Set it up in another tab
          </ButtonLink>
        </>
      }
      conceals={false}
    />
  );
}
