const encoder = new TextEncoder()

/** Key of a term in a segment's dictionary: languages live apart. */
export function termKey(language: string, term: string): Uint8Array {
  return encoder.encode(`${language}\0${term}`)
}

export function splitTermKey(key: string): { language: string; term: string } {
  const at = key.indexOf('\0')
  return { language: key.slice(0, at), term: key.slice(at + 1) }
}
