"use client";

import { signInWithProvider } from "@/lib/client/sign-in-with-provider";
import { ProviderButton } from "./provider-button";

/** `destination` is a path of this console; the page has seen to that. */
export function SignInWithProviderButton({ name, destination }: { name: string; destination: string }) {
  return <ProviderButton name={name} leave={() => signInWithProvider(destination)} />;
}
