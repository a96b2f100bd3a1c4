/** Makes a short secret unreadable for whoever sees the store, until another process of the same LearnPath needs it. */
export interface TextSeal {
  /** `purpose` has to be the same at both ends, so that what was sealed for one thing opens no other. */
  seal(text: string, purpose: string): string
  /** @returns null when it was sealed by somebody else, for something else, or was changed */
  open(sealed: string, purpose: string): string | null
}
