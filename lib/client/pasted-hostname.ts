/** A pasted address as the hostname in it; anything else only loses the blanks around it. The server decides. */
export function pastedHostname(text: string): string {
  const trimmed = text.trim();
  const match = /^https:\/\/([^/?#\s]+)/i.exec(trimmed);
  return match?.[1]?.toLowerCase() ?? trimmed;
}
