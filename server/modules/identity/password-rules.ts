import { LearnPathError } from '@learnpath/contracts'
import { COMMON_WORDS } from './common-passwords.ts'

/** Whom a password is for: what everybody knows of them makes no good password. */
export interface PasswordOwner {
  readonly email: string | null
  readonly name: string
}

const STRENGTH_NEEDED = 8
const DISTINCT_NEEDED = 5
/** A word that everybody tries first is worth about as much as two characters. */
const WORD_WORTH = 'ab'
const LONGEST_FIRST = COMMON_WORDS.toSorted((a, b) => b.length - a.length)
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
/** Runs of neighbours: the alphabet, digits, and rows of keyboards. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiopü',
  'asdfghjklöä',
  'zxcvbnm',
  'yxcvbnm',
]

/**
 * Refuses what is guessed first: common words (also with 4 for a), repetitions, rows of keys, years, and the person's own name and address.
 * What is left when each of those counts as two characters must be eight characters, five of them different. No rule asks for signs or
 * capitals: length is what counts (NIST SP 800-63B).
 * @throws LP_PASSWORD_WEAK
 */
export function requireGoodPassword(password: string, owner: PasswordOwner): void {
  const left = withoutPatterns(password, ownWords(owner))
  if (left.length >= STRENGTH_NEEDED && new Set(left).size >= DISTINCT_NEEDED) return
  throw new LearnPathError('LP_PASSWORD_WEAK')
}

function ownWords({ email, name }: PasswordOwner): readonly string[] {
  const words = `${email ?? ''} ${name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word.length >= 3)
}

function withoutPatterns(password: string, own: readonly string[]): string {
  let left = password.normalize('NFKC').toLowerCase()
  left = left.replaceAll(/(?:19|20)\d\d/gu, WORD_WORTH)
  for (const row of ROWS) {
    left = withoutRuns(left, row)
    left = withoutRuns(left, Array.from(row).toReversed().join(''))
  }
  for (const word of [...own.toSorted((a, b) => b.length - a.length), ...LONGEST_FIRST]) {
    left = withoutWord(left, word)
  }
  // A piece that is repeated counts once.
  return left.replaceAll(/(.+?)\1+/gu, '$1')
}

/** Look-alikes are one character each, so that places stay the same. */
function withoutWord(text: string, word: string): string {
  let left = text
  for (;;) {
    const plain = Array.from(left, (character) => LOOK_ALIKES[character] ?? character).join('')
    const at = left.includes(word) ? left.indexOf(word) : plain.indexOf(word)
    if (at < 0 || plain.length !== left.length) return left
    left = left.slice(0, at) + '\u0001\u0002' + left.slice(at + word.length)
  }
}

/** Three neighbours or more are worth two characters. */
function withoutRuns(text: string, row: string): string {
  let left = ''
  let at = 0
  while (at < text.length) {
    let length = 1
    const start = row.indexOf(text.charAt(at))
    while (start >= 0 && at + length < text.length && row.charAt(start + length) === text.charAt(at + length)) {
      length += 1
    }
    left += length >= 3 ? text.slice(at, at + 2) : text.slice(at, at + length)
    at += length
  }
  return left
}
