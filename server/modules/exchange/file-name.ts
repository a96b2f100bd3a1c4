const MAX_CHARACTERS = 60

/** A name that every file system takes, with the day of the export. */
export function fileName(title: string, at: number, extension: string): string {
  const kept = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MAX_CHARACTERS)
    .replaceAll(/^-+|-+$/g, '')
  return `${kept === '' ? 'learnpath' : kept}-${new Date(at).toISOString().slice(0, 10)}.${extension}`
}
