export interface LineSplitter {
  /** @returns the lines that are complete now, without their ends */
  push(bytes: Uint8Array): string[]
  /** @returns what came after the last line end; empty when there was nothing. */
  rest(): string
  /** Characters of the line that has begun. */
  begun(): number
}

/** Lines of UTF-8 text that arrives in pieces: a piece may end within a line, within a character, or between CR and LF. */
export function createLineSplitter(): LineSplitter {
  const decoder = new TextDecoder()
  /** The beginning of a line, in pieces: adding to one string would copy it again and again. */
  let pieces: string[] = []
  let begunLength = 0

  const keep = (text: string) => {
    if (text === '') return
    begunLength += text.length
    pieces.push(text)
  }
  const take = (): string => {
    const line = pieces.join('')
    pieces = []
    begunLength = 0
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }

  return {
    push(bytes) {
      const text = decoder.decode(bytes, { stream: true })
      const lines: string[] = []
      let start = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        keep(text.slice(start, end))
        lines.push(take())
        start = end + 1
      }
      keep(text.slice(start))
      return lines
    },
    rest() {
      keep(decoder.decode())
      return take()
    },
    begun: () => begunLength,
  }
}
