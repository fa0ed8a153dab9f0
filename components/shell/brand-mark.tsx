/** The mark: a gatehouse with a key's bow as its arch. Takes the colour of the text around it. */
export function BrandMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false" className={className}>
      <path d="M2 2h5v3h2.5V2h5v3H17V2h5v7l-2 2v11h-6.75v-1.25h2.5v-2.5h-2.5v-1.94a4.25 4.25 0 1 0-2.5 0V22H4V11L2 9Z" />
      <circle cx="12" cy="12.25" r="1.5" />
    </svg>
  );
}
