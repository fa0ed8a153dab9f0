"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Person } from "@/lib/contracts/people";
import { covers, type Role } from "@/lib/contracts/roles";

const PersonContext = createContext<Person | undefined>(undefined);

export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** Who is signed in; undefined outside the console's frame. */
export const usePerson = (): Person | undefined => useContext(PersonContext);

/** Whether who is signed in has a role. Only hides what would be refused: the server decides. */
export function useMay(role: Role): boolean {
  const person = useContext(PersonContext);
  return person !== undefined && covers(person.role, role);
}
