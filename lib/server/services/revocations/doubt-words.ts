import "server-only";

/** How the log and the lists say how the end of a revocation is known that Qlik's own answer did not tell. */
export const doubtWords = {
  lost: "Qlik's answer was lost.",
  listed: "Asked afterwards, Qlik still lists the token.",
  gone: "Asked afterwards, Qlik does not list the token any more.",
  notKnown: "Whether the token is revoked is not known.",
  foundGone: "Qlik's answer to the first attempt was lost; the second found the token gone.",
  sentBefore: "Qlik's answer was lost when it was sent before; sent again, the token was found gone.",
} as const;
