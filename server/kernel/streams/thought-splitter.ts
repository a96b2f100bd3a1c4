export interface ThoughtSplitter {
  push(piece: string): SplitPiece
  /** What was held back, when nothing more comes. */
  rest(): SplitPiece
}

export interface SplitPiece {
  readonly thought: string
  readonly text: string
}

const OPENING = '<think>'
const CLOSING = '</think>'

/**
 * Takes the thoughts out of an answer that begins with `<think>…</think>`, as models write it when their engine does not know that
 * they think. Only at the beginning: later it is a text about tags. White space around the thoughts belongs to neither.
 */
export function createThoughtSplitter(): ThoughtSplitter {
  let place: 'before' | 'thoughts' | 'after-thoughts' | 'text' = 'before'
  let held = ''

  function step(): SplitPiece {
    if (place === 'before') {
      const begun = held.trimStart()
      if (begun.length < OPENING.length && OPENING.startsWith(begun)) return { thought: '', text: '' }
      place = begun.startsWith(OPENING) ? 'thoughts' : 'text'
      if (place === 'thoughts') held = begun.slice(OPENING.length)
    }
    if (place === 'thoughts') return thoughts()
    return { thought: '', text: text() }
  }

  function thoughts(): SplitPiece {
    const end = held.indexOf(CLOSING)
    if (end < 0) {
      const kept = beginningOfTagAtEnd(held)
      const thought = held.slice(0, held.length - kept)
      held = held.slice(held.length - kept)
      return { thought, text: '' }
    }
    const thought = held.slice(0, end)
    held = held.slice(end + CLOSING.length)
    place = 'after-thoughts'
    return { thought, text: text() }
  }

  function text(): string {
    if (place === 'after-thoughts') {
      held = held.trimStart()
      if (held === '') return ''
      place = 'text'
    }
    const whole = held
    held = ''
    return whole
  }

  return {
    push(piece) {
      held += piece
      return step()
    },
    rest() {
      const left = held
      held = ''
      return place === 'thoughts' ? { thought: left, text: '' } : { thought: '', text: left }
    },
  }
}

/** Characters at the end that may become the closing tag. */
function beginningOfTagAtEnd(text: string): number {
  for (let length = Math.min(CLOSING.length - 1, text.length); length > 0; length--) {
    if (CLOSING.startsWith(text.slice(-length))) return length
  }
  return 0
}
